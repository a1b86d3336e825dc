using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

public sealed class ReachTests : LocalPostgresSpec
{
    [Fact]
    public async Task Nothing_but_this_machine_reaches_the_server()
    {
        await using var server = await StartAsync();
        var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(endpoint => endpoint.Port == port)
            .Select(endpoint => endpoint.Address);

        Assert.Equal([IPAddress.Loopback], listening);
        Assert.Equal("", await AskAsync<string>(server, "show unix_socket_directories"));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Without_the_password_nobody_gets_in(string password)
    {
        await using var server = await StartAsync();
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Password = password,
            Passfile = "/dev/null",
        };

        var refused = await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => AskAsync<int>(guess.ConnectionString, "select 1"));

        Assert.True(password.Length == 0 || refused.SqlState == PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Every_way_in_asks_for_SCRAM()
    {
        await using var server = await StartAsync();

        Assert.Equal("127.0.0.1 scram-sha-256", await AskAsync<string>(
            server,
            "select string_agg(coalesce(address, type) || ' ' || auth_method, ', ') from pg_hba_file_rules"));
        Assert.True(await AskAsync<bool>(
            server,
            "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = current_user"));
    }

    [Fact]
    public async Task Only_its_owner_reads_the_password()
    {
        await using var server = await StartAsync();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(server.DataFolder, "password")));
    }

    [Fact]
    public async Task Ctrl_C_in_our_terminal_does_not_reach_the_postmaster()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sessions are read from /proc.");
        await using var server = await StartAsync();

        Assert.NotEqual(
            StatusOf(Environment.ProcessId, "NSsid").Last(),
            StatusOf(server.PostmasterPid, "NSsid").Last());
    }
}
