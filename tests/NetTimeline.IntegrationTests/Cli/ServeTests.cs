using System.Diagnostics;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>Starting and stopping, with a private PostgreSQL in a data folder of the test's own.</summary>
public sealed class ServeTests : IDisposable
{
    const string Announcement = "NetTimeline listens on ";

    readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Ctrl_C_stops_the_server_and_its_PostgreSQL_and_is_no_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked for in /proc.");
        await using var server = Start("serve");
        await AddressOfAsync(server);
        Assert.NotEmpty(data.Processes());

        server.PressCtrlC();
        var ended = await server.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(data.Processes());
        Assert.False(File.Exists(Path.Combine(data.Path, "data", "postmaster.pid")));
    }

    [Fact]
    public async Task A_private_PostgreSQL_that_died_is_started_again()
    {
        await using var server = Start("serve");
        using var http = new HttpClient { BaseAddress = new Uri(await AddressOfAsync(server)) };
        var killed = Postmaster();
        Process.GetProcessById(killed).Kill();

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (!File.Exists(PidFile) || Postmaster() == killed || !await IsReadyAsync(http, limit.Token))
        {
            await Task.Delay(100, limit.Token);
        }

        // It answers a moment before whoever started it has heard that it does.
        await server.ErrorLineAsync(line => line.Contains("PostgreSQL runs again.", StringComparison.Ordinal));
        server.PressCtrlC();
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused_and_the_first_serves_on()
    {
        await using var first = Start("serve");
        var address = await AddressOfAsync(first);

        await using var second = Start("serve");
        var refused = await second.EndAsync();

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(
            $"The data folder {data.Path} is in use by another run.", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandRun.NettimelineAsync("show", "nobody", "--server", address)).ExitCode);
        first.PressCtrlC();
        await first.EndAsync();
    }

    [Fact]
    public async Task The_demonstration_brings_both_case_reports_once()
    {
        var first = await DemoAsync();
        var second = await DemoAsync();

        var input = Path.Combine(UnitTests.Repository.Root, "tests", "case-reports", "omori-2020", "input.ndjson");
        var lines = File.ReadLines(input).Count(line => line.Length > 0);
        Assert.Contains($"omori-2020 is here now, {lines} events.\n", first, StringComparison.Ordinal);
        Assert.Contains("calcitonin-pannen is here now, ", first, StringComparison.Ordinal);
        Assert.Contains("omori-2020 is here.\ncalcitonin-pannen is here.\n", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_a_no()
    {
        await using var first = Start("serve");
        var address = await AddressOfAsync(first);

        await using var second = CommandRun.Nettimeline(
            "serve", "--urls", address, "--data", data.Beside("other"));
        var refused = await second.EndAsync();

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("--urls", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        first.PressCtrlC();
        await first.EndAsync();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_database_that_is_away_is_said_to_be_away(string verb)
    {
        var ended = await CommandRun.NettimelineAsync(
            verb, "--postgres", "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=canary;Timeout=5");

        Assert.Equal((3, ""), (ended.ExitCode, ended.Output));
        Assert.DoesNotContain("canary", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    string PidFile => Path.Combine(data.Path, "data", "postmaster.pid");

    int Postmaster() => int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), out var pid) ? pid : 0;

    static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync("/health/ready", cancellation);
        return answer.IsSuccessStatusCode;
    }

    CommandRun Start(string verb) =>
        CommandRun.Nettimeline(verb, "--data", data.Path, "--urls", "http://127.0.0.1:0");

    static async Task<string> AddressOfAsync(CommandRun server)
    {
        var line = await server.LineAsync(said => said.StartsWith(Announcement, StringComparison.Ordinal));
        return line[Announcement.Length..];
    }

    async Task<string> DemoAsync()
    {
        await using var demo = Start("demo");
        await demo.LineAsync(line => line.StartsWith("Ctrl-C", StringComparison.Ordinal));
        demo.PressCtrlC();
        var ended = await demo.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        return ended.Output;
    }
}
