using System.Security.Cryptography;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Brings a database's schema to what this program needs.</summary>
public static class SchemaMigration
{
    const long MigrationLock = 5642234187420124;

    /// <summary>The file from which on each event has its leaf.</summary>
    const int LedgerSince = 18;

    /// <summary>The file from which on what is shown is recorded.</summary>
    const int AccessSince = 22;

    /// <summary>Under the name that the log of events has.</summary>
    const string OpenAccess = """
        select timeline.open_log('access', (
            select left(origin, -length('/events')) from timeline.epochs where log = 'events' and number = 0))
        """;

    /// <summary>
    /// A role that can apply files is a member of the two that own things. Where an earlier database of the name left
    /// all of them behind, the new one makes it a member itself.
    /// </summary>
    const string ForgetEarlierMigrator = """
        do $$
        declare
            owned text;
        begin
            for owned in
                select r.rolname from pg_auth_members m
                join pg_roles r on r.oid = m.roleid
                join pg_roles x on x.oid = m.member
                where r.rolname in (current_database() || '_owner', current_database() || '_projector')
                    and x.rolname = current_database() || '_migrator' and not x.rolcanlogin and not x.rolsuper
            loop
                execute format('revoke %I from %I', owned, current_database() || '_migrator');
            end loop;
        end
        $$
        """;

    /// <summary>The ends of the names of the roles that belong to a database.</summary>
    internal static IReadOnlyList<string> Roles { get; } =
        ["owner", "app", "projector", "migrator", "eraser", "auditor", "research", "verifier"];

    /// <summary>As the other, for a database whose logs may have any name.</summary>
    public static Task ApplyAsync(string connectionString, CancellationToken cancellation) =>
        ApplyAsync(connectionString, origin: null, cancellation);

    /// <summary>
    /// Applies the files that are missing, each in a transaction of its own. Any number of servers may do
    /// this at the same time: each file is applied once. Does nothing where all are applied, and where a newer
    /// program applied more that older ones can work with.
    /// </summary>
    /// <param name="connectionString">Whoever logs in may create roles and a schema in this database, or
    /// applied the first file.</param>
    /// <param name="origin">
    /// Of the database's logs, without their own names: given to logs that begin here, and held against the one that
    /// they have. Null asks for none; logs that begin then get one that no other database has.
    /// </param>
    /// <param name="cancellation">Between files and within them; a file is applied wholly or not at
    /// all.</param>
    /// <exception cref="UnsuitablePostgresException">
    /// The server could lose what it acknowledges; or the database was made by a newer program for such as it
    /// alone, or by an altered one; or a role of the name that its own would have gives others what only it may have;
    /// or its logs have another origin.
    /// </exception>
    public static Task ApplyAsync(string connectionString, string? origin, CancellationToken cancellation) =>
        ApplyAsync(connectionString, SchemaFile.All, origin, cancellation);

    internal static Task ApplyAsync(
        string connectionString, IReadOnlyList<SchemaFile> files, CancellationToken cancellation) =>
        ApplyAsync(connectionString, files, origin: null, cancellation);

    static async Task ApplyAsync(
        string connectionString, IReadOnlyList<SchemaFile> files, string? origin, CancellationToken cancellation)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            await using var source = NpgsqlDataSource.Create(settings);
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var server = await ServerSettings.ReadAsync(connection, cancellation);
            server.Check();
            foreach (var file in files)
                await ApplyAsync(connection, file, files, server.Database, cancellation);
            if (files.Count >= LedgerSince)
                await OpenLedgerAsync(connection, server.Database, origin, cancellation);
            if (files.Count >= AccessSince)
                await OpenOnceAsync(connection, OpenAccess, cancellation);
        }
        catch (PostgresException error) when (error.SqlState == SqlStates.RoleRefused)
        {
            throw new UnsuitablePostgresException(error.MessageText);
        }
        catch (NpgsqlException error)
        {
            throw error.WithoutContent();
        }
    }

    static async Task OpenLedgerAsync(
        NpgsqlConnection connection, string database, string? origin, CancellationToken cancellation)
    {
        await connection.DoAsync($"set role {Quoted($"{database}_app")}", cancellation);
        await OpenOnceAsync(connection, "select timeline.open_log('events', $1)", cancellation, origin);
        if (origin is not null)
            await CheckOriginAsync(connection, origin, cancellation);
        await LeafBackfill.RunAsync(connection, RandomNumberGenerator.Fill, cancellation);
    }

    /// <summary>
    /// One after the other: two that give a log the same name at once would collide on the name before they see that
    /// the log is open.
    /// </summary>
    static async Task OpenOnceAsync(
        NpgsqlConnection connection, string open, CancellationToken cancellation, params object?[] values)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.DoAsync($"select pg_advisory_xact_lock({MigrationLock})", cancellation);
        await connection.DoAsync(open, cancellation, values);
        await transaction.CommitAsync(cancellation);
    }

    static async Task CheckOriginAsync(NpgsqlConnection connection, string origin, CancellationToken cancellation)
    {
        var given = (await connection.RowsAsync(
            "select left(origin, -length('/events')) from timeline.epochs where log = 'events' and number = 0",
            row => row.GetString(0), cancellation)).Single();
        if (given != origin)
        {
            throw new UnsuitablePostgresException(
                $"The logs of this database are signed under {given}, and the origin that is asked for is {origin}. A "
                + "log has its name for ever, since checkpoints that others hold bear it: leave the option out, or "
                + $"give {given}.");
        }
    }

    static async Task ApplyAsync(
        NpgsqlConnection connection,
        SchemaFile file,
        IReadOnlyList<SchemaFile> files,
        string database,
        CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync($"select pg_advisory_xact_lock({MigrationLock})");
        var applied = await AppliedAsync(connection, cancellation);
        CheckApplied(applied, files);
        if (!applied.ContainsKey(file.Version))
        {
            // The first file makes the owner; all others run as it, so that everything belongs to it.
            await ExecuteAsync(
                applied.Count > 0 ? $"set local role {Quoted($"{database}_owner")}" : ForgetEarlierMigrator);
            await ExecuteAsync(file.Sql);
            await ExecuteAsync(
                "insert into timeline.schema_versions (version, file, sha256) values ($1, $2, $3)",
                file.Version, file.Name, file.Sha256.ToArray());
            if (file.CompatibleFrom is { } oldest)
            {
                await ExecuteAsync(
                    "update timeline.schema_versions set compatible_from = $2 where version = $1",
                    file.Version, oldest);
            }
        }

        await transaction.CommitAsync(cancellation);

        Task ExecuteAsync(string sql, params object[] values) => connection.DoAsync(sql, cancellation, values);
    }

    static async Task<Dictionary<int, Applied>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new Dictionary<int, Applied>();
        await using var exists = new NpgsqlCommand(
            "select to_regclass('timeline.schema_versions') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
            return applied;
        // By way of JSON, since the first files made the table without the column.
        await using var versions = new NpgsqlCommand(
            """
            select v.version, v.sha256, coalesce((to_jsonb(v) ->> 'compatible_from')::integer, v.version)
            from timeline.schema_versions v
            """,
            connection);
        await using var row = await versions.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            applied.Add(row.GetInt32(0), new(row.GetFieldValue<byte[]>(1), row.GetInt32(2)));
        return applied;
    }

    /// <summary>What a newer program did is fine where it says that this one can work with it.</summary>
    static void CheckApplied(Dictionary<int, Applied> applied, IReadOnlyList<SchemaFile> files)
    {
        var needed = applied.Where(each => each.Key > files.Count)
            .Select(each => each.Value.CompatibleFrom).DefaultIfEmpty().Max();
        if (needed > files.Count)
        {
            throw new UnsuitablePostgresException(
                $"The database is at schema version {applied.Keys.Max()}, which programs work with that know "
                + $"version {needed}; this one knows {files.Count}. Run a newer program.");
        }

        var altered = files.FirstOrDefault(file =>
            applied.TryGetValue(file.Version, out var found) && !file.Sha256.Span.SequenceEqual(found.Sha256));
        if (altered is not null)
        {
            throw new UnsuitablePostgresException(
                $"Schema file {altered.Name} is not the one that was applied to this database.");
        }
    }

    static string Quoted(string identifier) =>
        $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A file that the database has.</summary>
    sealed record Applied(byte[] Sha256, int CompatibleFrom);
}
