using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Changes;
using NetTimeline.Journal.Json;
using NetTimeline.Tests.EventStore;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Audit;

/// <summary>Records of patients in a store without a database, and the change log over them.</summary>
sealed class Records : IAsyncDisposable
{
    public Records()
    {
        Journal = new PatientJournal(Store = new MemoryEventStore(Clock), Guid.CreateVersion7);
        Log = new ChangeLog(Store, new RegistryKeys(Store), StoredForms.OfThisProgram, DateTimeZone.Utc);
    }

    public static ChangesWanted Everything { get; } =
        new(null, null, null, null, null, null, null, null, null, NewestFirst: false, null, Limit: 1000);

    public ManualClock Clock { get; } = new();

    public MemoryEventStore Store { get; }

    public PatientJournal Journal { get; }

    public ChangeLog Log { get; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public async Task<Guid> EnrolAsync(string patient)
    {
        var enrol = new PatientCommand.EnrolPatient(History.Key(patient), null, null, null);
        return Assert.IsType<Posting.Recorded>(
            await Journal.EnrolAsync(enrol, new("registry", "import/1.0", null, null, null), Cancellation)).Patient;
    }

    public async Task PostAsync(string patient, string actor, params string[] items) =>
        Assert.IsType<Posting.Recorded>(await Journal.PostAsync(
            patient, History.Commands(items), new(actor, "page/2.1", null, null, null), Cancellation));

    /// <summary>A published case, with the events as they were decided.</summary>
    public async Task<Guid> AddAsync(string caseReport)
    {
        var patient = Guid.CreateVersion7();
        var events = CaseReport.Named(caseReport).History.Select(each =>
        {
            var form = EventJson.Encode(each.Event);
            var act = Acts.Of(each.Event, new("dr.tanaka", null, null, null, null));
            return new NewEvent(Guid.CreateVersion7(), form.Type, form.Schema, form.Payload, act);
        });
        Assert.IsType<AppendResult.Appended>(await Store.AppendAsync(
            new(Guid.CreateVersion7(), patient, caseReport, 0, [.. events], null), Cancellation));
        return patient;
    }

    public Task<ChangeLogPage> ReadAsync(ChangesWanted wanted) => Log.ReadAsync(wanted, Cancellation);

    /// <summary>Positions of all that fits, page by page.</summary>
    public async Task<List<long>> WalkAsync(ChangesWanted wanted, Func<Task>? between = null)
    {
        var positions = new List<long>();
        while (true)
        {
            var page = await ReadAsync(wanted);
            Assert.True(page.Lines.Count <= wanted.Limit);
            positions.AddRange(page.Lines.Select(line => line.Stored.Position));
            if (page.Next is not { } next)
            {
                return positions;
            }

            wanted = wanted with { After = next };
            await (between?.Invoke() ?? Task.CompletedTask);
        }
    }
}
