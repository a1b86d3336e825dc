using System.Threading.Channels;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Servers are killed while patients are read, and for a while accesses cannot be recorded: what was delivered is
/// recorded, without exception.
/// </summary>
public sealed class AccessCompletenessTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const string Canary = "canary4711";
    const int Reading = 8;
    const int Patients = 12;

    static readonly int Reads = Volume.Of(600, 50_000);
    static readonly int Kills = Volume.Of(4, 20);
    static readonly TimeSpan Unwritable = Volume.Of(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    /// <summary>Marks that an access passes on its way to the disk; every second death is at one of them.</summary>
    static readonly string[] Marks = ["append.queued", "append.sent", "append.durable", "append.answered"];

    [Fact]
    public async Task What_was_delivered_is_recorded_whatever_is_killed_and_when()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        var readers = new AccessReaders(http, await EnrolAsync(http), Canary);
        using var ending = new CancellationTokenSource();
        var reading = readers.RunAsync(Reading, ending.Token);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilDeliveredAsync(readers, Reads / (Kills + 2));
            await DieAsync(served, readers, kill);
        }

        await RefuseForAWhileAsync(readers);
        await UntilDeliveredAsync(readers, Math.Max(Reading, Reads - readers.Delivered.Count));
        await ending.CancelAsync();
        await reading;

        var recorded = await RecordedAsync();
        Chance.Say(
            $"{readers.Delivered.Count} delivered, {recorded.Count} recorded, {readers.InDoubt.Count} in doubt, "
            + $"{readers.AskedWhileUnwritable} refused while accesses could not be recorded.");
        Assert.Empty(readers.Surprises);
        Assert.Empty(AccessOracle.Faults(readers.Delivered.Keys, readers.InDoubt.Keys, recorded));
        Assert.True(readers.AskedWhileUnwritable >= Reading, "Nobody asked while nothing could be recorded.");
        Assert.Equal(
            await AskAsync<long>("select count(*) from timeline.access_records"),
            await AskAsync<long>("select sum(length(entries) / 136)::bigint from timeline.access_leaves"));
        Assert.Equal(0, await AskAsync<long>(
            $"select count(*) from timeline.access_records where record::text like '%{Canary}%'"));
    }

    /// <summary>The control: a log that is written after the answer, from a queue, loses some.</summary>
    [Fact]
    public async Task A_log_that_is_written_after_the_answer_loses_some()
    {
        var told = new List<string>();
        using (var dying = new CancellationTokenSource())
        {
            await using var log = new AccessLog(Database, new ManualClock(), Guid.NewGuid, new());
            var queue = Channel.CreateUnbounded<string>();
            var writing = WriteAsync(log, queue.Reader, dying.Token);
            for (var read = 0; read < 500; read++)
            {
                told.Add($"read-{read}");
                await queue.Writer.WriteAsync(told[^1], Cancellation);
            }

            await Eventually.HoldsAsync(async () => (await RecordedAsync()).Count >= 20);
            await dying.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }

        var faults = AccessOracle.Faults(told, [], await RecordedAsync());

        Chance.Say($"The control lost {faults.Count} of {told.Count}.");
        Assert.Contains(faults, fault => fault.EndsWith("is not recorded.", StringComparison.Ordinal));
    }

    static async Task WriteAsync(AccessLog log, ChannelReader<string> queue, CancellationToken dying)
    {
        await foreach (var id in queue.ReadAllAsync(dying))
            await log.RecordAsync([Record(id)], dying);
    }

    static AccessRecord Record(string id) => new()
    {
        Actor = "reader",
        Category = "course",
        Operation = "getTimeline",
        Outcome = AccessOutcome.Success,
        Request = id,
    };

    static async Task<IReadOnlyList<string>> EnrolAsync(HttpClient http)
    {
        var patients = Enumerable.Range(1, Patients).Select(number => $"patient-{number}-of-{Canary}").ToList();
        foreach (var patient in patients)
        {
            using var enrolment = HttpSpec.JsonOf($$"""{"registryKey":"{{patient}}"}""");
            using var note = HttpSpec.JsonOf($$"""{"key":"n","kind":"note","occurred":"2019","text":"{{Canary}}"}""");
            (await http.PostAsync("/api/patients", enrolment, Cancellation)).EnsureSuccessStatusCode();
            (await http.PostAsync($"/api/patients/{patient}/entries", note, Cancellation)).EnsureSuccessStatusCode();
        }

        return patients;
    }

    /// <summary>At any moment, or at a mark of the next start; then it is started again.</summary>
    async Task DieAsync(ServedProcess served, AccessReaders readers, int kill)
    {
        var dice = Chance.Dice(kill);
        await Task.Delay(dice.Next(20), Cancellation);
        served.Kill();
        await served.GoneAsync();
        if (kill % 2 == 0)
        {
            await served.StartAsync($"{Marks[dice.Next(Marks.Length)]}*{dice.Next(1, Reads / (4 * Kills))}");
            await served.GoneAsync();
        }

        await served.StartAsync();
        await UntilDeliveredAsync(readers, Reading);
    }

    async Task RefuseForAWhileAsync(AccessReaders readers)
    {
        await ExecuteAsync(
            """
            create function timeline.refuse_for_now() returns trigger language plpgsql as $$
            begin raise exception using errcode = '25006', message = 'read only'; end $$;
            create trigger for_now before insert on timeline.access_records
                for each statement execute function timeline.refuse_for_now()
            """);
        readers.Unwritable = true;
        await Task.Delay(Unwritable, Cancellation);
        readers.Unwritable = false;
        await ExecuteAsync("drop trigger for_now on timeline.access_records; drop function timeline.refuse_for_now()");
    }

    static async Task UntilDeliveredAsync(AccessReaders readers, int more)
    {
        var goal = readers.Delivered.Count + more;
        await Eventually.HoldsAsync(() => readers.Delivered.Count >= goal);
    }

    async Task<IReadOnlyList<string>> RecordedAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        return await connection.RowsAsync(
            "select record ->> 'request' from timeline.access_records where record ->> 'request' like 'read-%'",
            row => row.GetString(0), Cancellation);
    }
}
