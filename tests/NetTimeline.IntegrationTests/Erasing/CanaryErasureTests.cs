using System.Globalization;
using System.Text;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// A hundred patients who say the same rare word wherever anything can be said are erased. Afterwards the word is in no
/// file of the database's cluster but its write-ahead log, which is recycled by later writing, and in no other file
/// that was made. What was recorded of others is as it was.
/// </summary>
public sealed class CanaryErasureTests : LocalPostgresSpec
{
    const int Patients = 100;
    const string Canary = "qzxwcanary4711";
    /// <summary>The first text is long now and then, so that it is stored apart.</summary>
    const string Course = """
        {"patient":"WORD-NUMBER","enrol":{"registryKey":"WORD-NUMBER"}}
        {"patient":"WORD-NUMBER","entry":{"key":"n1","kind":"note","text":"WORD LONG","by":"WORD",
            "source":{"citation":"WORD","authority":"WORD","id":"WORD-NUMBER"}}}
        {"patient":"WORD-NUMBER","correction":{"correction":"amend","key":"c1","nature":"transcription",
            "reason":"WORD","replacement":{"key":"n1","kind":"note","text":"NUMBER WORD"}}}

        """;

    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";

    /// <summary>
    /// Each table anew, and what the planner knows of them: after a plain vacuum the bytes of dead rows are in the free
    /// space of pages until other rows take it.
    /// </summary>
    const string Rewrite = "vacuum (full, analyze)";

    [Fact]
    public async Task The_word_of_those_who_were_erased_is_in_no_file_any_more()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync();
        await using (var server = await ErasingServer.StartAsync(postgres.ConnectionString, folder.Below("ledger")))
        {
            await RecordAsync(server);
            var leaves = await LeavesAsync(postgres);
            await FlushAsync(postgres, "analyze");
            // The control: the word is seen where it is.
            Assert.NotEmpty(await HitsAsync(postgres.DataFolder));

            for (var number = 0; number < Patients; number++)
            {
                var erased = await server.PostAsync($"/api/patients/{Canary}-{number}/erasure", Order);
                Assert.True(erased.Status == Created, erased.Text);
            }

            Assert.StartsWith(leaves, await LeavesAsync(postgres), StringComparison.Ordinal);
            Assert.Equal(OK, (await server.GetAsync("/api/patients/kept/timeline")).Status);
            await ShowsNobodyAsync(server, postgres);
            Assert.DoesNotContain(Canary, server.Log.Text, StringComparison.Ordinal);
        }

        await using (var again = await ErasingServer.StartAsync(postgres.ConnectionString, folder.Below("ledger")))
        {
            var before = await GenerationAsync(again);
            Assert.Equal(Accepted, (await again.PostAsync("/api/projections/patient_index/rebuild", "")).Status);
            await Eventually.HoldsAsync(async () => await GenerationAsync(again) > before);
            await ShowsNobodyAsync(again, postgres);
        }

        await FlushAsync(postgres, Rewrite);
        Assert.Empty(await HitsAsync(postgres.DataFolder));
        Assert.Empty(await HitsAsync(folder.Path));
    }

    static async Task RecordAsync(ErasingServer server)
    {
        var lines = """{"patient":"kept","enrol":{"registryKey":"kept"}}""" + "\n" + string.Concat(
            Enumerable.Range(0, Patients).Select(number => Said(Course, number)));
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var response = await server.Client.PostAsync("/api/import", content, Cancellation);
        var imported = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"\"recorded\":{(3 * Patients) + 1}", imported, StringComparison.Ordinal);
        for (var number = 0; number < Patients; number++)
        {
            var address = $"/api/patients/{Canary}-{number}";
            Assert.Equal(Created, (await server.PostAsync(
                $"{address}/entries", Said("""{"key":"WORD","kind":"note","text":"WORD"}""", number),
                "Idempotency-Key", $"{Canary}-{number}", "X-NetTimeline-Actor", Canary)).Status);
            Assert.Equal(NoContent, (await server.SendAsync(
                HttpMethod.Put, $"{address}/identity", Said("""{"name":"WORD"}""", number))).Status);
        }

        await Eventually.HoldsAsync(async () =>
            (await server.GetAsync("/api/patients?limit=200")).Text.Contains(
                $"{Canary}-{Patients - 1}", StringComparison.Ordinal));
    }

    /// <summary>What is indented belongs to the line before.</summary>
    static string Said(string template, int number) => template
        .Replace("\n    ", "", StringComparison.Ordinal)
        .Replace("LONG", number % 10 == 0 ? Long(number) : "", StringComparison.Ordinal)
        .Replace("WORD", Canary, StringComparison.Ordinal)
        .Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>So mixed that compressing it would not hide the word.</summary>
    static string Long(int number) =>
        string.Join(' ', Enumerable.Range(0, 400).Select(at => $"{(number * 7919) + (at * 104_729):x}{Canary}"));

    static async Task<long> GenerationAsync(ErasingServer server)
    {
        var view = await server.GetAsync("/api/projections/patient_index");
        return view.Json.TryGetProperty("generation", out var generation) ? generation.GetInt64() : 0;
    }

    static async Task ShowsNobodyAsync(ErasingServer server, LocalPostgresServer postgres)
    {
        await Eventually.HoldsAsync(async () =>
            !(await server.GetAsync("/api/patients?limit=200")).Text.Contains(Canary, StringComparison.Ordinal));
        foreach (var path in new[] { "/api/cohorts/count", "/api/ledger/log?limit=1000", "/api/access?limit=1000" })
        {
            var shown = await server.GetAsync(path);
            Assert.True(shown.Status == OK, shown.Text);
            Assert.DoesNotContain(Canary, shown.Text, StringComparison.Ordinal);
        }

        var events = await ErasingDatabase.AskAsync<long>(
            postgres.ConnectionString, "select count(*) from timeline.mt_events");
        Assert.DoesNotContain(Canary, await server.ChangesAsync((int)events), StringComparison.Ordinal);
    }

    static Task<string> LeavesAsync(LocalPostgresServer postgres) => ErasingDatabase.AskAsync<string>(
        postgres.ConnectionString,
        "select string_agg(encode(entries, 'hex'), '' order by last_position) from timeline.leaves");

    static async Task FlushAsync(LocalPostgresServer postgres, string upkeep)
    {
        await ErasingDatabase.DoAsync(postgres.ConnectionString, upkeep);
        await ErasingDatabase.DoAsync(postgres.ConnectionString, "checkpoint");
    }

    static async Task<IReadOnlyList<string>> HitsAsync(string below)
    {
        var word = Encoding.ASCII.GetBytes(Canary);
        var hits = new List<string>();
        foreach (var file in Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/pg_wal/", StringComparison.Ordinal) && Path.GetFileName(file) != "lock"))
        {
            if ((await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(word) >= 0)
            {
                hits.Add(file);
            }
        }

        return hits;
    }
}
