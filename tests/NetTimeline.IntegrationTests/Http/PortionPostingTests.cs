using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.Import;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;
using static NetTimeline.IntegrationTests.Http.ImportTests;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What becomes of a patient's lines, and of others', where something is in the way of one.</summary>
public sealed class PortionPostingTests : IAsyncDisposable
{
    readonly MemoryEventStore log = new(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0)));
    readonly Dictionary<Guid, Func<AppendResult>> instead = [];
    readonly PortionPosting posting;
    long line;

    public PortionPostingTests()
    {
        var store = new AppendsInTheWay(log, append => instead.GetValueOrDefault(append.Stream)?.Invoke());
        posting = new PortionPosting(
            new PatientJournal(store, Guid.CreateVersion7), new Asking("a", null, null, null, null),
            error => Failures.ProblemOf(NullLogger.Instance, error, "r"));
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => log.DisposeAsync();

    [Fact]
    public async Task After_an_append_that_failed_nothing_more_of_the_patient_is_recorded()
    {
        var patient = await EnrolledAsync("a");
        instead[patient] = () => throw new EventStoreException("away", null);
        await Assert.ThrowsAsync<EventStoreException>(() => PostAsync("a", Note("a", "n1")));
        instead.Clear();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync("a", Note("a", "n2")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync("a", Note("a", "n3")));

        Assert.Single(await log.ReadStreamAsync(patient, 0, Cancellation));
    }

    [Fact]
    public async Task A_patient_to_whom_too_many_others_write_holds_up_nobody_else()
    {
        var patient = await EnrolledAsync("a");
        await EnrolledAsync("b");
        instead[patient] = () => new AppendResult.VersionConflict(1);

        var busy = await PostAsync("a", Note("a", "n1"), Note("a", "n2"));
        instead.Clear();
        var rest = await PostAsync("a", Note("a", "n3"));
        var others = await PostAsync("b", Note("b", "n1"));

        Assert.Equal(["refused too-busy", "skipped", "skipped", "recorded"], Said([.. busy, .. rest, .. others]));
    }

    [Fact]
    public async Task A_patient_of_whom_a_newer_program_recorded_something_holds_up_nobody_else()
    {
        var patient = await EnrolledAsync("a");
        await EnrolledAsync("b");
        await AppendAsync(patient, "of_the_future");

        var newer = await PostAsync("a", Note("a", "n1"), Note("a", "n2"));
        var rest = await PostAsync("a", Note("a", "n3"));
        var others = await PostAsync("b", Note("b", "n1"));

        Assert.Equal(["refused newer-record", "skipped", "skipped", "recorded"], Said([.. newer, .. rest, .. others]));
    }

    async Task<Guid> EnrolledAsync(string key)
    {
        await PostAsync(key, Enrol(key));
        return (await log.FindStreamAsync(key, Cancellation))!.Stream;
    }

    Task<IReadOnlyList<LineResult>> PostAsync(string patient, params string[] lines)
    {
        var portion = new Portion(patient);
        foreach (var text in lines)
        {
            portion.Add(ImportLine.Read(++line, Encoding.UTF8.GetBytes(text)), text.Length);
        }

        return posting.PostAsync(portion, Cancellation);
    }

    async Task AppendAsync(Guid patient, string type)
    {
        var act = new Act("x", null, "creation", null, null, null, null);
        var happened = new NewEvent(Guid.CreateVersion7(), type, 1, "{}"u8.ToArray(), act);
        var append = new Append(Guid.CreateVersion7(), patient, null, 1, [happened], null);
        Assert.IsType<AppendResult.Appended>(await log.AppendAsync(append, Cancellation));
    }

    static IEnumerable<string> Said(IEnumerable<LineResult> results) => results.Select(each =>
        string.Join(' ', [Domain.Values.Words.Of(each.Outcome), .. each.Errors.Select(error => error.Code)]));
}
