using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Keeps read models up with the log. Any number of engines may work on a database, in any number of servers: each
/// projection has one keeper at a time, and another takes its place within seconds.
/// </summary>
/// <remarks>
/// Each event does its work in the rows once: rows and checkpoint move in one transaction. A stream whose fold fails
/// is set aside and named, and the others go on.
/// </remarks>
public sealed class ProjectionEngine : IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    readonly NpgsqlDataSource reading;
    readonly NpgsqlDataSource keeping;
    readonly NpgsqlDataSource rebuilding;
    readonly AppendedSignal appended;
    readonly Task running;

    /// <summary>Begins at once, and goes on until it is disposed.</summary>
    /// <param name="connectionString">Names the database, which must be up to date; whoever logs in must be a member
    /// of its app role and of its projector role, which whoever applied the migrations is.</param>
    /// <param name="projections">Their names differ.</param>
    /// <param name="options">See there.</param>
    public ProjectionEngine(
        string connectionString, IReadOnlyList<IProjection> projections, ProjectionOptions options)
    {
        reading = Connections.ForFolding(connectionString);
        keeping = Connections.ForProjecting(connectionString);
        rebuilding = Connections.ForRebuilding(connectionString);
        appended = new(Connections.ForListening(connectionString));
        var places = new KeeperPlaces(keeping, rebuilding, new(reading), appended);
        running = Task.WhenAll(projections.Select(projection =>
            Task.Run(() => new ProjectionKeeper(projection, places, options).RunAsync(ending.Token))));
    }

    /// <summary>What is under way is committed or undone, and the places are given up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
            return;
        await ending.CancelAsync();
        await running;
        await appended.DisposeAsync();
        await keeping.DisposeAsync();
        await rebuilding.DisposeAsync();
        await reading.DisposeAsync();
        ending.Dispose();
    }
}

/// <summary>What the keepers of a server share.</summary>
sealed record KeeperPlaces(
    NpgsqlDataSource Keeping, NpgsqlDataSource Rebuilding, StreamPages Pages, AppendedSignal Appended);
