using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What the reading verbs print, and what they answer when there is nothing to print.</summary>
public sealed class ShowTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    [Theory]
    [InlineData("show")]
    [InlineData("steps")]
    [InlineData("log")]
    [InlineData("measure")]
    public async Task A_patient_who_is_not_there_is_a_no(string verb)
    {
        var shown = await server.RunAsync(verb, "nobody");

        Assert.Equal(new Ended(1, "", "No patient has this registry key or id.\n"), shown);
    }

    [Fact]
    public async Task A_moment_that_is_none_is_a_fault_of_the_command_line()
    {
        await RecordAsync("moment", "seen");

        var shown = await server.RunAsync("show", "moment", "--known", "yesterday");

        Assert.Equal((2, ""), (shown.ExitCode, shown.Output));
        Assert.StartsWith("--known: ", shown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_between_two_moments_is_printed()
    {
        await RecordAsync("changed", "seen", "heard");

        var shown = await server.RunAsync("diff", "changed", "2019-01-01", "now");
        var steps = await server.RunAsync("steps", "changed", "--axis", "recorded");

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("n0                            note: seen", shown.Output, StringComparison.Ordinal);
        Assert.Contains("n1", steps.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "p")]
    [InlineData("log", "p")]
    [InlineData("import", "tests/case-reports/omori-2020/input.ndjson")]
    public async Task A_server_that_is_away_is_said_to_be_away(string verb, string argument)
    {
        var asked = await CommandRun.NettimelineAsync(verb, argument, "--server", "http://127.0.0.1:1");

        Assert.Equal(3, asked.ExitCode);
        Assert.StartsWith("No server answers at http://127.0.0.1:1/", asked.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", asked.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_shown_a_patient_is_printed()
    {
        await RecordAsync("looked-at", "seen");
        await server.RunAsync("show", "looked-at", "--actor", "dr.tanaka");

        var shown = await server.RunAsync("access", "looked-at", "--by", "dr.tanaka");

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("dr.tanaka with nettimeline/", shown.Output, StringComparison.Ordinal);
        Assert.Contains(" · getTimeline · looked-at · version 2", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_can_be_named_by_a_variable()
    {
        await RecordAsync("variable", "seen");
        var variables = new Dictionary<string, string> { ["NETTIMELINE_SERVER"] = server.Address.OriginalString };
        await using var run = CommandRun.Start("dotnet", [CommandRun.Program, "show", "variable"], variables);

        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_reader_who_goes_away_early_is_no_fault()
    {
        await RecordAsync("early", [.. Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("many words", 1000)), 40)]);
        var pipe = $"set -o pipefail; dotnet '{CommandRun.Program}' show early --server {server.Address} | head -n 1";
        await using var run = CommandRun.Start("bash", ["-c", pipe]);

        Assert.Equal(new Ended(0, "early\n", ""), await run.EndAsync());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("show", "--json")]
    [InlineData("log")]
    [InlineData("log", "--json")]
    public async Task What_was_recorded_never_commands_the_terminal(string verb, params string[] options)
    {
        await RecordAsync("escape", @"\u001b[2J\u009b31m\u202egnp.exe");

        var shown = await server.RunAsync([verb, "escape", .. options]);

        Assert.Equal(0, shown.ExitCode);
        Assert.DoesNotContain(shown.Output, each => (char.IsControl(each) && each != '\n') || each == '\u202e');
    }

    [Theory]
    [InlineData("show")]
    [InlineData("nothing-of-this-name")]
    [InlineData("import")]
    [InlineData("show", "p", "--server", "nowhere")]
    [InlineData("serve", "--urls", "somewhere")]
    [InlineData("serve", "--time-zone", "Europe/Atlantis")]
    [InlineData("serve", "--trusted-proxies", "127.0.0.1;proxy.example")]
    [InlineData("serve", "--postgres", "Host=nowhere", "--ledger-frozen-appends", "refuse")]
    [InlineData("serve", "--postgres", "no connection string")]
    [InlineData("migrate")]
    public async Task What_cannot_be_understood_ends_with_2(params string[] arguments)
    {
        var ended = await CommandRun.NettimelineAsync(arguments);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.NotEmpty(ended.Errors);
    }

    [Theory]
    [InlineData]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("import")]
    [InlineData("show")]
    [InlineData("diff")]
    [InlineData("steps")]
    [InlineData("log")]
    [InlineData("measure")]
    [InlineData("migrate")]
    public async Task Every_help_lists_the_exit_codes(params string[] verb)
    {
        var help = await CommandRun.NettimelineAsync([.. verb, "--help"]);

        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        Assert.Contains("3  no server or no database to work with", help.Output, StringComparison.Ordinal);
    }

    async Task RecordAsync(string patient, params string[] texts)
    {
        var notes = texts.Select((text, at) =>
            $$$"""{"patient": "{{{patient}}}", "entry": {"key": "n{{{at}}}", "kind": "note", "text": "{{{text}}}"}}""");
        var import = await server.ImportAsync(
            [$$$"""{"patient": "{{{patient}}}", "enrol": {"registryKey": "{{{patient}}}"}}""", .. notes]);
        Assert.Equal((0, ""), (import.ExitCode, import.Errors));
    }
}
