using System.Diagnostics;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>A database as it once was, and the ways back to it.</summary>
sealed class DumpedDatabase(string database, string file)
{
    readonly NpgsqlConnectionStringBuilder at = new(database);

    string Admin => new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ConnectionString;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task MakeAsync() => RunAsync("pg_dump", "-Fc", "-f", file);

    /// <summary>Under the same name, since roles carry it.</summary>
    public async Task RestoreAsync()
    {
        await ErasingDatabase.DoAsync(Admin, $"drop database {at.Database} with (force)");
        await FillAsync(at.Database!);
    }

    /// <summary>
    /// From one moment to the next, as where a standby is promoted that lacked the end: servers go on, with the other.
    /// </summary>
    /// <param name="change">What is different in it beside, as a superuser tells it.</param>
    public async Task PutInPlaceAsync(string change = "")
    {
        var other = $"{at.Database}_other";
        await FillAsync(other);
        if (change.Length > 0)
        {
            await ErasingDatabase.DoAsync(
                new NpgsqlConnectionStringBuilder(database) { Database = other }.ConnectionString, change);
        }

        await ErasingDatabase.DoAsync(Admin, $"""
            alter database {at.Database} with allow_connections false;
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{at.Database}';
            """);
        await ErasingDatabase.DoAsync(Admin, $"alter database {at.Database} rename to {at.Database}_lost");
        await ErasingDatabase.DoAsync(Admin, $"alter database {other} rename to {at.Database}");
    }

    async Task FillAsync(string name)
    {
        await ErasingDatabase.DoAsync(Admin, $"create database {name} template template0 encoding 'UTF8'");
        await RunAsync("pg_restore", "--exit-on-error", "-d", name, file);
    }

    async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramPath(program)) { RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGHOST"] = at.Host;
        start.Environment["PGPORT"] = $"{at.Port}";
        start.Environment["PGUSER"] = at.Username;
        start.Environment["PGPASSWORD"] = at.Password;
        start.Environment["PGDATABASE"] = at.Database;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, said);
    }

    /// <summary>Where PostgreSQL was fetched and not installed, its programs for dumps are not there.</summary>
    static string ProgramPath(string program)
    {
        const string installed = "/usr/lib/postgresql";
        var found = Directory.Exists(installed)
            ? Directory.GetDirectories(installed).OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", program)).FirstOrDefault(File.Exists)
            : null;
        Assert.SkipUnless(found is not null, $"Not run here: there is no {program}.");
        return found;
    }
}
