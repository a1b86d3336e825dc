using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A database as it was, to be put in the place of what became of it. Nobody is connected meanwhile.</summary>
static class Backup
{
    /// <summary>The whole database is copied, while others use the disk.</summary>
    const int PatienceSeconds = 300;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task TakeAsync(string database) =>
        AsideAsync(database, name => $"create database {name}_backup template {name}");

    public static async Task RestoreAsync(string database)
    {
        await AsideAsync(database, name => $"drop database {name} with (force)");
        await AsideAsync(database, name => $"alter database {name}_backup rename to {name}");
    }

    /// <summary>From another database of the same server.</summary>
    static async Task AsideAsync(string database, Func<string, string> sql)
    {
        var aside = new NpgsqlConnectionStringBuilder(database);
        var name = aside.Database!;
        aside.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(aside);
        await using var command = source.CreateCommand(sql(name));
        command.CommandTimeout = PatienceSeconds;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
