using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What an import records, what it leaves out, and what it says about it.</summary>
public sealed class ImportTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    [Fact]
    public async Task What_was_imported_before_is_recognised()
    {
        string[] lines = [Enrol("twice"), Note("twice", "n1"), Note("twice", "n2")];

        var first = await server.ImportAsync(lines);
        var second = await server.ImportAsync(lines);

        Assert.Equal(new Ended(0, "recorded 3, already there 0, not recorded 0\n", ""), first);
        Assert.Equal(new Ended(0, "recorded 0, already there 3, not recorded 0\n", ""), second);
    }

    [Fact]
    public async Task What_is_new_in_a_portion_is_told_from_what_was_there()
    {
        await server.ImportAsync(Enrol("more"), Note("more", "n1"));

        var more = await server.ImportAsync(Enrol("more"), Note("more", "n1"), Note("more", "n2"));

        Assert.Equal("recorded 1, already there 2, not recorded 0\n", more.Output);
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_is_named_and_nothing_of_its_portion_is_stored()
    {
        const string cutOff = "{\"patient\": \"broken\", ";
        var file = server.Write([Enrol("broken"), Note("broken", "n1"), cutOff, Note("broken", "n2")]);

        var import = await server.RunAsync("import", file);

        Assert.Equal(1, import.ExitCode);
        Assert.StartsWith($"{file}:3: This is not JSON, from byte ", import.Errors, StringComparison.Ordinal);
        Assert.Equal("recorded 1, already there 0, not recorded 3\n", import.Output);
        Assert.Equal(1, await server.VersionAsync("broken"));
    }

    [Fact]
    public async Task A_fault_that_the_server_finds_is_named_by_line_and_pointer()
    {
        var file = server.Write([Enrol("wrong"), Note("wrong", "n1"), Note("wrong", "n2", about: "nothing")]);

        var import = await server.RunAsync("import", file);

        Assert.Equal(1, import.ExitCode);
        Assert.Equal($"{file}:3: /entry/about/0: There is no entry nothing.\n", import.Errors);
        Assert.Equal(1, await server.VersionAsync("wrong"));
    }

    [Fact]
    public async Task After_a_refusal_the_rest_of_the_patient_is_left_out_and_others_go_on()
    {
        var import = await server.ImportAsync(
            Enrol("left"), Note("left", "n1", about: "nothing"),
            Enrol("right"), Note("right", "n1"),
            Note("left", "n2"));

        Assert.Equal((1, "recorded 3, already there 0, not recorded 2\n"), (import.ExitCode, import.Output));
        Assert.Equal((1, 2), (await server.VersionAsync("left"), await server.VersionAsync("right")));
    }

    [Fact]
    public async Task Entries_of_a_patient_who_is_not_enrolled_are_refused()
    {
        var import = await server.ImportAsync(Note("nobody", "n1"));

        Assert.Equal(1, import.ExitCode);
        Assert.Contains(":1: No patient has this registry key or id.", import.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_portion_name_each_other_in_any_order()
    {
        var import = await server.ImportAsync(Enrol("order"), Note("order", "n1", about: "n2"), Note("order", "n2"));

        Assert.Equal(0, import.ExitCode);
    }

    [Fact]
    public async Task More_lines_than_a_request_holds_are_sent_in_portions()
    {
        var notes = Enumerable.Range(1, 1203).Select(at => Note("long", $"n{at}"));

        var import = await server.ImportAsync([Enrol("long"), .. notes]);

        Assert.Equal((0, "recorded 1204, already there 0, not recorded 0\n"), (import.ExitCode, import.Output));
        Assert.Equal(1204, await server.VersionAsync("long"));
    }

    [Fact]
    public async Task Lines_that_come_to_more_bytes_than_a_request_holds_are_sent_in_portions()
    {
        var notes = Enumerable.Range(1, 90).Select(at => Note("wide", $"n{at}", text: new string('x', 19_000)));

        var import = await server.ImportAsync([Enrol("wide"), .. notes]);

        Assert.Equal((0, "", 91), (import.ExitCode, import.Errors, await server.VersionAsync("wide")));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_named_and_not_held()
    {
        var import = await server.ImportAsync(Enrol("huge"), Note("huge", "n1", text: new string('x', 3_000_000)));

        Assert.Equal(1, import.ExitCode);
        Assert.EndsWith(
            ":2: The line is longer than 256 KiB.\n", import.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "A line is an object with a member \"patient\", the registry key.")]
    [InlineData(
        """{"patient": "p"}""",
        "Beside \"patient\" a line has one member, an object: enrol, entry or correction.")]
    [InlineData(
        """{"patient": "p", "enrol": {"registryKey": "q"}}""",
        "The enrolment's registryKey is not the patient of the line.")]
    public async Task A_line_that_says_nothing_of_a_patient_is_named(string line, string sentence)
    {
        var import = await server.ImportAsync(line);

        Assert.Equal(1, import.ExitCode);
        Assert.EndsWith($":1: {sentence}\n", import.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_where_a_dash_stands_for_the_file()
    {
        await using var import = CommandRun.Nettimeline("import", "-", "--server", server.Address.OriginalString);
        await import.TypeAsync($"\uFEFF{Enrol("typed")}\r\n\r\n{Note("typed", "n1")}");

        var ended = await import.EndAsync();

        Assert.Equal((0, "recorded 2, already there 0, not recorded 0\n"), (ended.ExitCode, ended.Output));
    }

    [Fact]
    public async Task Standard_input_may_be_silent_within_a_line_for_longer_than_a_server_bears()
    {
        await using var import = CommandRun.Nettimeline("import", "-", "--server", server.Address.OriginalString);
        var note = Note("silent", "n1");
        await import.BeginToTypeAsync($"{Enrol("silent")}\n\n{note[..20]}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (await server.VersionAsync("silent") == 0)
        {
            await Task.Delay(20, limit.Token);
        }

        await Task.Delay(TimeSpan.FromSeconds(8), limit.Token);
        await import.TypeAsync(note[20..]);

        var ended = await import.EndAsync();
        Assert.Equal((0, "recorded 2, already there 0, not recorded 0\n"), (ended.ExitCode, ended.Output));
    }

    [Fact]
    public async Task An_import_that_was_killed_records_everything_once_when_it_is_run_again()
    {
        const int patients = 400;
        var lines = Enumerable.Range(1, patients).SelectMany(at =>
            (string[])[Enrol($"kill-{at}"), Note($"kill-{at}", "n1"), Note($"kill-{at}", "n2")]).ToList();
        var file = server.Write(lines);
        await using var killed = CommandRun.Nettimeline("import", "-", "--server", server.Address.OriginalString);

        // It cannot come to its end before it is killed: the second half is never typed.
        await killed.BeginToTypeAsync(string.Concat(lines.Take(lines.Count / 2).Select(line => $"{line}\n")));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (await server.VersionAsync("kill-20") == 0)
        {
            await Task.Delay(5, limit.Token);
        }

        killed.KillAtOnce();
        await killed.EndAsync();
        var missing = await server.VersionAsync($"kill-{patients}");
        var again = await server.RunAsync("import", file);

        Assert.Equal(0, missing);
        Assert.Equal(0, again.ExitCode);
        Assert.All(
            await Task.WhenAll(Enumerable.Range(1, patients).Select(at => server.VersionAsync($"kill-{at}"))),
            version => Assert.Equal(3, version));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_to_be_missing()
    {
        var import = await server.RunAsync("import", "no-such-file.ndjson");

        Assert.Equal(1, import.ExitCode);
        Assert.Contains("no-such-file.ndjson", import.Errors, StringComparison.Ordinal);
    }

    static string Enrol(string patient) =>
        $$$"""{"patient": "{{{patient}}}", "enrol": {"registryKey": "{{{patient}}}"}}""";

    static string Note(string patient, string key, string? about = null, string text = "seen")
    {
        var named = about is null ? "" : $", \"about\": [\"{about}\"]";
        var entry = $"{{\"key\": \"{key}\", \"kind\": \"note\", \"text\": \"{text}\"{named}}}";
        return $"{{\"patient\": \"{patient}\", \"entry\": {entry}}}";
    }
}
