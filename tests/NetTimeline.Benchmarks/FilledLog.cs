using System.Globalization;
using NetTimeline.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>A log that was filled in bulk; FilledLog.sql says how.</summary>
sealed class FilledLog : IDisposable
{
    /// <summary>How many lines of a synthetic course make a stream.</summary>
    public const int EventsPerStream = 20;

    const int CoursesMax = 1000;
    const int PatientsAtOnce = 50_000;

    /// <summary>2025-01-01; a millisecond for each event stays well before any now.</summary>
    const long BeginMs = 1_735_689_600_000;

    static readonly string Sql = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FilledLog.sql"));

    static readonly string[] Tables =
    [
        "mt_events", "mt_streams", "stream_keys", "stream_salts", "appends", "heads", "leaves", "openings", "tiles",
    ];

    readonly NpgsqlConnection owner;
    readonly string database;
    int patients;

    FilledLog(NpgsqlConnection owner, string database) => (this.owner, this.database) = (owner, database);

    /// <summary>The newest event.</summary>
    public long Head { get; private set; }

    /// <summary>With so many streams from the beginning.</summary>
    public static async Task<FilledLog> FillAsync(string database, int streams)
    {
        var settings = new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0, Pooling = false };
        settings.Options = $"-c role={settings.Database}_owner -c synchronous_commit=off -c work_mem=256MB";
        var owner = new NpgsqlConnection(settings.ConnectionString);
        await owner.OpenAsync();
        var log = new FilledLog(owner, database);
        await log.CopyCoursesAsync(await Courses.Value);
        await log.GrowAsync(streams);
        return log;
    }

    /// <summary>Up to so many streams.</summary>
    public async Task GrowAsync(int streams)
    {
        while (patients < streams)
        {
            var more = Math.Min(PatientsAtOnce, streams - patients);
            Head = (long)(await AskAsync("select max(position) from timeline.heads"))!;
            await using var transaction = await owner.BeginTransactionAsync();
            await AskAsync(Sql
                .Replace("$begin_ms", Text(BeginMs), StringComparison.Ordinal)
                .Replace("$patients", Text(more), StringComparison.Ordinal)
                .Replace("$first", Text(patients), StringComparison.Ordinal)
                .Replace("$head", Text(Head), StringComparison.Ordinal));
            await transaction.CommitAsync();
            patients += more;
            Head = (long)(await AskAsync("select max(position) from timeline.heads"))!;
        }

        // Gives leaves to events that have none.
        await SchemaMigration.ApplyAsync(database, CancellationToken.None);
        // As it would have been done by itself in the time in which so many events are recorded.
        foreach (var table in Tables)
            await AskAsync($"vacuum analyze timeline.{table}");
        // Else what was filled would be written out while something is measured. It takes whoever logged in.
        await AskAsync("set role none; checkpoint; reset role");
    }

    /// <summary>So many streams from all over the log, with their versions, each once.</summary>
    public async Task<IReadOnlyList<(Guid Id, long Version)>> StreamsAsync(int count)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, (select max(version) from timeline.mt_events e where e.stream_id = s.id)
            from timeline.mt_streams s order by random() limit $1
            """,
            owner);
        command.Parameters.Add(new() { Value = count });
        await using var row = await command.ExecuteReaderAsync();
        var streams = new List<(Guid, long)>();
        while (await row.ReadAsync())
            streams.Add((row.GetGuid(0), row.GetInt64(1)));
        return streams;
    }

    public void Dispose() => owner.Dispose();

    /// <summary>Made once for all logs.</summary>
    static Lazy<Task<IReadOnlyList<IReadOnlyList<StoredEvent>>>> Courses { get; } =
        new(() => InventedCourses.StoredAsync(CoursesMax, EventsPerStream));

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    async Task CopyCoursesAsync(IReadOnlyList<IReadOnlyList<StoredEvent>> courses)
    {
        await AskAsync("""
            create temporary table course_events (
                course integer, version bigint, type text, data jsonb, headers jsonb)
            """);
        await using (var copy = await owner.BeginBinaryImportAsync("copy course_events from stdin (format binary)"))
        {
            for (var course = 0; course < courses.Count; course++)
            {
                foreach (var stored in courses[course])
                {
                    copy.StartRow();
                    copy.Write(course, NpgsqlDbType.Integer);
                    copy.Write(stored.Version, NpgsqlDbType.Bigint);
                    copy.Write(stored.Type, NpgsqlDbType.Text);
                    copy.Write(stored.Payload, NpgsqlDbType.Jsonb);
                    copy.Write(PeerAppender.EnvelopeOf(stored.Type, stored.Schema, stored.Act), NpgsqlDbType.Jsonb);
                }
            }

            await copy.CompleteAsync();
        }

        await AskAsync("analyze course_events");
    }

    async Task<object?> AskAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        return await command.ExecuteScalarAsync();
    }
}
