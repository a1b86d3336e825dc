using System.Diagnostics;
using NetTimeline.EventStore;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// Our side of a rebuild: an engine as a server has it makes the tables of a read model beside whatever there is, from
/// nothing to being what readers see.
/// </summary>
sealed class ReadModelFilling(string database, IProjection projection, FilledLog log)
{
    static int formats;

    /// <summary>Events a second.</summary>
    public async Task<double> RateAsync()
    {
        var anew = new Reformatted(projection, $"bench-{Interlocked.Increment(ref formats)}");
        await using var models = new ReadModels(database);
        var start = Stopwatch.GetTimestamp();
        await using var engine = new ProjectionEngine(database, [anew], new());
        var made = await MadeAsync(models, anew);
        var rate = log.Head / Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (made.Position != log.Head)
            throw new InvalidOperationException($"{made} is not all of the log.");
        await engine.DisposeAsync();
        await DropAsync(made);
        return rate;
    }

    /// <summary>
    /// A stream whose fold waited too long for a processor is set aside, and done after the others: it counts.
    /// </summary>
    static async Task<ReadGeneration> MadeAsync(ReadModels models, IProjection projection)
    {
        ReadGeneration? made;
        while ((made = await models.CurrentAsync(projection, CancellationToken.None)) is not { Parked: 0 })
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        return made;
    }

    /// <summary>The next round finds the database as this one did.</summary>
    async Task DropAsync(ReadGeneration made)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            $"drop table {string.Join(", ", projection.Tables.Select(table => made.Table(table.Name)))}; checkpoint");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same rows of the same events, in tables of their own.</summary>
    sealed class Reformatted(IProjection projection, string format) : IProjection
    {
        public string Name => projection.Name;

        public string Format => format;

        public IReadOnlyList<ReadTable> Tables => projection.Tables;

        public Guid? RulesStream => projection.RulesStream;

        public Task<IProjectionRules> RulesAsync(long? version, CancellationToken cancellation) =>
            projection.RulesAsync(version, cancellation);
    }
}
