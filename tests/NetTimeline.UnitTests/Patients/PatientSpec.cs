using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using Xunit;

namespace NetTimeline.UnitTests.Patients;

/// <summary>
/// Given a record, when something is posted, then. Entries and corrections are written as callers write them.
/// </summary>
public abstract class PatientSpec
{
    protected static Scenario Given(params string[] items) => new(History.Of(items));

    protected sealed class Scenario(PatientState state)
    {
        public Outcome When(params string[] items) => new(state, Decider.Decide(state, History.Commands(items)));
    }

    protected sealed class Outcome(PatientState before, Decision decision)
    {
        /// <summary>Accepted; the state after it.</summary>
        public PatientState ThenAccepted()
        {
            var accepted = Assert.IsType<Decision.Accepted>(decision);
            Assert.NotEmpty(accepted.Events);
            return accepted.Events.Aggregate(before, PatientState.Evolve);
        }

        public void ThenNothingNew() => Assert.Empty(Assert.IsType<Decision.Accepted>(decision).Events);

        /// <summary>Refused for exactly these reasons, in any order.</summary>
        public void ThenRefused(params (Refusal Refusal, string Pointer)[] expected) => Assert.Equal(
            expected.OrderBy(each => each.Pointer, StringComparer.Ordinal).ThenBy(each => each.Refusal),
            Assert.IsType<Decision.Refused>(decision).Faults
                .Select(fault => (fault.Refusal, fault.Pointer))
                .OrderBy(each => each.Pointer, StringComparer.Ordinal).ThenBy(each => each.Refusal));
    }
}

/// <summary>Histories written as JSON.</summary>
static class History
{
    static PatientCommand Enrolment { get; } = new PatientCommand.EnrolPatient(Key("p-1"), Sex.Male, 1950, null);

    public static RegistryKey Key(string text) =>
        RegistryKey.TryParse(text, out var key) ? key : throw new FormatException(text);

    public static PatientState Of(params string[] items) => Of([.. items.SelectMany(item => Commands(item))]);

    /// <summary>What was posted one item after the other, each accepted.</summary>
    static PatientState Of(IReadOnlyList<PatientCommand> commands)
    {
        return commands.Prepend(Enrolment)
            .Aggregate(PatientState.Initial, (state, command) => Decider.Decide(state, [command]) switch
            {
                Decision.Accepted accepted => accepted.Events.Aggregate(state, PatientState.Evolve),
                Decision.Refused refused => throw new InvalidOperationException(string.Join(" ", refused.Faults)),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
    }

    public static PatientCommand[] Commands(params string[] items) => [.. items.SelectMany(item =>
    {
        using var document = JsonDocument.Parse(item);
        var parsed = document.RootElement.TryGetProperty("correction", out _)
            ? CommandJson.ReadCorrections(document.RootElement)
            : CommandJson.ReadEntries(document.RootElement);
        return parsed switch
        {
            Parsed<Items<PatientCommand>>.Understood understood => understood.Value,
            Parsed<Items<PatientCommand>>.Faulty faulty =>
                throw new InvalidOperationException(string.Join(" ", faulty.Faults)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    })];

    /// <summary>The events of items posted one after the other, a minute apart from 2026-01-01.</summary>
    public static IReadOnlyList<Recorded> Recorded(params string[] items)
    {
        var commands = Commands(items).Prepend(Enrolment);
        var (state, recorded) = (PatientState.Initial, new List<Recorded>());
        foreach (var command in commands)
        {
            var accepted = Assert.IsType<Decision.Accepted>(Decider.Decide(state, [command]));
            foreach (var happened in accepted.Events)
            {
                state = PatientState.Evolve(state, happened);
                recorded.Add(new Recorded(
                    recorded.Count + 1, NodaTime.Instant.FromUtc(2026, 1, 1, 0, recorded.Count), "someone", happened));
            }
        }

        return recorded;
    }
}
