using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// How projections stand, and what operators ask of them. What is asked is written down, and done by whichever server
/// keeps the projection, within a second or so; where none does, by the next.
/// </summary>
/// <remarks>Safe to use from many threads.</remarks>
public sealed class ProjectionControls : IAsyncDisposable
{
    readonly NpgsqlDataSource asking;
    readonly StatusReader statuses;

    /// <param name="connectionString">Names the database; whoever logs in must be a member of its app role and of its
    /// projector role.</param>
    public ProjectionControls(string connectionString)
    {
        asking = Connections.ForControls(connectionString);
        statuses = new(Connections.ForReading(connectionString));
    }

    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public Task<ProjectionStatus> StatusAsync(IProjection projection, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(() => statuses.ReadAsync(projection, cancellation));

    /// <summary>Nothing is applied until it is resumed; readers see what there is. All formats are held.</summary>
    public Task PauseAsync(IProjection projection, CancellationToken cancellation) =>
        HoldAsync(projection, paused: true, cancellation);

    /// <summary>It goes on where it was.</summary>
    public Task ResumeAsync(IProjection projection, CancellationToken cancellation) =>
        HoldAsync(projection, paused: false, cancellation);

    /// <summary>
    /// Another generation is made beside the one in use and takes its place; where <paramref name="verify"/> is asked,
    /// only if no rows differ or an operator says so. Where one is being made already that one will do, unless it is
    /// made without <paramref name="verify"/> and this is asked now: then it is begun again.
    /// </summary>
    public Task RebuildAsync(IProjection projection, bool verify, CancellationToken cancellation) => AskAsync(
        """
        insert into read_models.keepers (projection, format, rebuild_asked, verify_asked) values ($1, $2, true, $3)
        on conflict on constraint keepers_one_per_format do update
        set rebuild_asked = true, verify_asked = keepers.verify_asked or $3
        """,
        cancellation, projection.Name, projection.Format, verify);

    /// <summary>
    /// The generation that waits is used although its rows differ. False where none waits.
    /// </summary>
    public async Task<bool> SwitchAsync(IProjection projection, CancellationToken cancellation) =>
        await AskAsync(
            """
            update read_models.generations set switch_asked = true
            where projection = $1 and format = $2 and state = 'built'
            """,
            cancellation, projection.Name, projection.Format) > 0;

    /// <summary>
    /// The generation that is being made, or waits, is dropped, and none is made in its place. False where there is
    /// none and none was asked for.
    /// </summary>
    public async Task<bool> AbandonAsync(IProjection projection, CancellationToken cancellation) =>
        await AskAsync(
            """
            with asked as (
                update read_models.keepers set rebuild_asked = false, verify_asked = false
                where projection = $1 and format = $2 and rebuild_asked
                returning 1
            ), made as (
                update read_models.generations set state = 'abandoned', state_since = now()
                where projection = $1 and format = $2 and state in ('building', 'built')
                returning 1
            )
            insert into read_models.controls (projection)
            select $1 where exists (select from asked) or exists (select from made)
            on conflict on constraint controls_one_per_projection do update set paused = controls.paused
            """,
            cancellation, projection.Name, projection.Format) > 0;

    /// <summary>
    /// A stream that is set aside is tried once more; all that it missed is applied, in order, or it stays aside.
    /// False where it is not.
    /// </summary>
    public async Task<bool> UnparkAsync(IProjection projection, Guid stream, CancellationToken cancellation) =>
        await AskAsync(
            """
            update read_models.parked p set retry_asked = true
            from read_models.generations g
            where g.generation = p.generation and g.projection = $1 and g.format = $2 and g.state = 'live'
                and p.stream_id = $3
            """,
            cancellation, projection.Name, projection.Format, stream) > 0;

    public async ValueTask DisposeAsync()
    {
        await asking.DisposeAsync();
        await statuses.DisposeAsync();
    }

    Task HoldAsync(IProjection projection, bool paused, CancellationToken cancellation) => AskAsync(
        """
        insert into read_models.controls (projection, paused) values ($1, $2)
        on conflict on constraint controls_one_per_projection do update set paused = excluded.paused
        """,
        cancellation, projection.Name, paused);

    Task<int> AskAsync(string sql, CancellationToken cancellation, params object[] values) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var open = await asking.OpenConnectionAsync(cancellation);
            return await open.DoAsync(sql, cancellation, values);
        });
}
