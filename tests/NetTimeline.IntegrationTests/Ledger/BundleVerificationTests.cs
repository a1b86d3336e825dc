using System.ComponentModel;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetTimeline.IntegrationTests.Audit;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.UnitTests;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// A bundle is verified twice: by <c>nettimeline verify</c>, and by a script that shares only the formats with it.
/// </summary>
public sealed class BundleVerificationTests(RunningServer server) : HttpSpec(server), IDisposable
{
    static readonly string Script = Path.Combine(Repository.Root, "tests", "ledger-independent", "verify.py");

    readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Changes => new()
    {
        { "events.ndjson", "\"liver\"", "\"lung\"" },
        { "events.ndjson", "\"actor\":\"", "\"actor\":\"x" },
        { "events.ndjson", "\"index\":", "\"index\":1" },
        { "events.ndjson", "\"payloadNonce\":\"", "\"payloadNonce\":\"AAAA" },
        { "events.ndjson", "\"status\":\"ok\",\"envelopeNonce\"", "\"status\":\"erased\",\"envelopeNonce\"" },
        { "events.ndjson", "\"entry\":\"TlRMM", "\"entry\":\"TlRMN" },
        { "checkpoint", "/events\n", "/event\n" },
        { "checkpoint", "/events\n", "/events\n9" },
        { "manifest.json", "\"size\":", "\"size\":1" },
        { "manifest.json", "\"versions\":", "\"versions\":1" },
        { "manifest.json", "\"epoch\":", "\"epoch\":1" },
        { "events.ndjson", "\"position\":", "\"position\":1" },
        { "events.ndjson", "\"version\":", "\"version\":1" },
    };

    [Theory]
    [InlineData("", "--shown-only")]
    [InlineData("?scope=log")]
    public async Task A_bundle_is_verified_as_a_zip_and_as_a_folder(string query, params string[] more)
    {
        var (zip, policy) = await BundleAsync(query);
        var unpacked = folder.Below("unpacked");
        await ZipFile.ExtractToDirectoryAsync(zip, unpacked, Cancellation);

        foreach (var path in new[] { zip, unpacked })
        {
            var told = await CommandRun.NettimelineAsync(["verify", "bundle", path, "--policy", policy, .. more]);
            Assert.Equal((0, ""), (told.ExitCode, told.Errors));
            Assert.EndsWith("VERIFIED\n", told.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), await ScriptAsync([.. more, path, policy]));
        }
    }

    [Fact]
    public async Task Without_the_whole_log_it_is_not_shown_that_nothing_is_left_out()
    {
        var (zip, policy) = await BundleAsync("");

        Assert.Equal((2, 2), await ExitCodesAsync(zip, policy));
    }

    [Theory]
    [InlineData("first", "?scope=log", 1)]
    [InlineData("first", "", 2)]
    [InlineData("last", "?scope=log", 1)]
    [InlineData("last", "", 2)]
    [InlineData("all", "?scope=log", 1)]
    [InlineData("all", "", 2)]
    public async Task Who_cuts_events_off_leaves_no_bundle_that_is_verified(string which, string query, int code)
    {
        var (zip, policy) = await BundleAsync(query);
        Rewrite(
            zip,
            files =>
            {
                var lines = Encoding.UTF8.GetString(files["events.ndjson"]).Split('\n')[..^1];
                var left = which switch { "first" => lines[1..], "last" => lines[..^1], _ => [] };
                files["events.ndjson"] = Encoding.UTF8.GetBytes(string.Concat(left.Select(line => $"{line}\n")));
            },
            manifest => manifest.Remove("versions"));

        Assert.Equal((code, code), await ExitCodesAsync(zip, policy));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_was_changed_in_a_bundle_is_evidence(string file, string said, string instead)
    {
        var (zip, policy) = await BundleAsync("");
        Rewrite(zip, files =>
        {
            var text = Encoding.UTF8.GetString(files[file]);
            var at = text.LastIndexOf(said, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{file} does not say {said}.");
            files[file] = Encoding.UTF8.GetBytes($"{text[..at]}{instead}{text[(at + said.Length)..]}");
        });

        Assert.Equal((1, 1), await ExitCodesAsync(zip, policy));
    }

    [Fact]
    public async Task An_event_that_was_left_out_is_missed()
    {
        var (zip, policy) = await BundleAsync("?scope=log");
        Rewrite(zip, files =>
        {
            var lines = Encoding.UTF8.GetString(files["events.ndjson"]).Split('\n');
            files["events.ndjson"] = Encoding.UTF8.GetBytes(string.Join('\n', [.. lines[..3], .. lines[4..]]));
        });

        var told = await CommandRun.NettimelineAsync("verify", "bundle", zip, "--policy", policy);

        Assert.Equal(1, told.ExitCode);
        Assert.Contains("MISSING", told.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), await ExitCodesAsync(zip, policy));
    }

    [Fact]
    public async Task By_another_key_nothing_is_proved()
    {
        var (zip, _) = await BundleAsync("");
        var other = Write("other", new LogKey("elsewhere.example/events").PolicyText);

        Assert.Equal((2, 2), await ExitCodesAsync(zip, other));
    }

    [Fact]
    public async Task One_event_is_verified_by_its_proof()
    {
        var (zip, policy) = await BundleAsync("");
        var files = Read(zip);
        var line = Encoding.UTF8.GetString(files["events.ndjson"]).Split('\n')[2];
        var opened = JsonNode.Parse(line)!;
        var note = Assert.IsType<Parsed<SignedNote>.Accepted>(SignedNote.Parse(files["checkpoint"])).Value;
        var hashes = opened["proof"]!.AsArray().Select(hash => new Hash(Convert.FromBase64String((string)hash!)));
        var proof = Write("proof", new LogProof((long)opened["index"]!, [.. hashes], note, Extra: null).ToString());
        var tampered = Write("tampered", line.Replace("\"actor\":\"", "\"actor\":\"x", StringComparison.Ordinal));
        opened.AsObject().Remove("payloadNonce");

        Assert.Equal(0, await ProofAsync(Write("event", line)));
        Assert.Equal(1, await ProofAsync(tampered));
        Assert.Equal(2, await ProofAsync(Write("closed", opened.ToJsonString())));

        async Task<int> ProofAsync(string shown) => (await CommandRun.NettimelineAsync(
            "verify", "proof", shown, proof, "--policy", policy, "--json")).ExitCode;
    }

    public void Dispose() => folder.Dispose();

    async Task<(string Zip, string Policy)> BundleAsync(string query)
    {
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(
            patient,
            $"[{string.Join(',', CaseReportOverHttp.Entries("omori-2020").Select(each => each.GetRawText()))}]"));
        var key = await SignedOnce.SignAsync(Server.Database, Cancellation);
        var zip = folder.Below($"{patient}.zip");
        await File.WriteAllBytesAsync(
            zip, await Server.Client.GetByteArrayAsync($"/api/patients/{patient}/audit-bundle{query}", Cancellation),
            Cancellation);
        return (zip, Write("policy", $"log {key}\nquorum none\n"));
    }

    async Task<(int Ours, int Theirs)> ExitCodesAsync(string path, string policy)
    {
        var told = await CommandRun.NettimelineAsync("verify", "bundle", path, "--policy", policy);
        return (told.ExitCode, (await ScriptAsync([path, policy])).ExitCode);
    }

    static async Task<(int ExitCode, string Errors)> ScriptAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            await using var run = CommandRun.Start("python3", [Script, .. arguments]);
            var ended = await run.EndAsync();
            return (ended.ExitCode, ended.Errors);
        }
        catch (Win32Exception)
        {
            Assert.Fail("The independent check of bundles needs python3 (3.9 or later) on the path.");
            throw;
        }
    }

    /// <summary>The manifest goes along: else everything would be found by the hashes of files.</summary>
    static void Rewrite(string zip, Action<Dictionary<string, byte[]>> change, Action<JsonObject>? say = null)
    {
        var files = Read(zip);
        change(files);
        var manifest = JsonNode.Parse(files["manifest.json"])!.AsObject();
        say?.Invoke(manifest);
        foreach (var (name, bytes) in files.Where(file => file.Key != "manifest.json"))
        {
            manifest["files"]![name] = new JsonObject
            {
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                ["bytes"] = bytes.Length,
            };
        }

        files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        File.Delete(zip);
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        foreach (var (name, bytes) in files)
        {
            using var content = archive.CreateEntry(name).Open();
            content.Write(bytes);
        }
    }

    static Dictionary<string, byte[]> Read(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            return bytes;
        });
    }

    string Write(string name, string text)
    {
        var path = folder.Below(name);
        File.WriteAllText(path, text);
        return path;
    }
}
