using System.Globalization;
using System.Text.Json;

namespace NetTimeline.Benchmarks;

/// <summary>Figures as the rows of docs/performance.md, each beside what it has to reach.</summary>
static class FigureTable
{
    /// <summary>In the order of the table.</summary>
    static readonly (string Figure, string What, Bar? Bar)[] Rows =
    [
        ("append-128-unlocked", "single appends of 128 writers, against one transaction each", Bar.AtLeast(4)),
        ("append-128-locked", "the same, against one transaction each that keeps the order of the log", null),
        ("append-128-multirow", "the same, against inserts of many rows", Bar.AtLeast(0.5)),
        ("append-1-unlocked", "single appends of one writer, against one transaction each", null),
        ("append-128-snapshot-held", "single appends while a snapshot is held open, against without", null),
        ("append-p99", "single appends at half the peak rate: p99 against p50", Bar.AtMost(8)),
        ("post-128-in-process", "posts of a single entry on 128 connections, against in process", Bar.AtLeast(0.4)),
        ("import-copy", "import over HTTP, against binary COPY of the same rows", Bar.AtLeast(0.4)),
        ("rebuild-patient-index", "patient index made anew, against scan, decoding and COPY", Bar.AtLeast(0.4)),
        ("rebuild-measure-values", "measure values made anew, against computing them in memory", Bar.AtLeast(0.7)),
        ("follow-idle-p50", "answered until shown, idle, p50 against a notification", Bar.AtMost(10)),
        ("follow-half-load-p99", "the same at half load, p99 against the append's own", Bar.AtMost(20)),
        ("follow-shown", "events appended and shown, against appended alone", null),
        ("mixed-http", "requests of which 20 in 100 are posts, against posts alone", null),
        ("growth-append-1e5", "appends to 10⁵ events, against to 10⁴", Bar.AtLeast(0.8)),
        ("growth-append-1e6", "appends to 10⁶ events, against to 10⁴", Bar.AtLeast(0.8)),
        ("growth-append-1e7", "appends to 10⁷ events, against to 10⁴", Bar.AtLeast(0.8)),
        ("growth-read-1e5", "a timeline from 10⁵ events, against from 10⁴", Bar.AtMost(1.3)),
        ("growth-read-1e6", "a timeline from 10⁶ events, against from 10⁴", Bar.AtMost(1.3)),
        ("growth-read-1e7", "a timeline from 10⁷ events, against from 10⁴", Bar.AtMost(1.3)),
        ("ledger-append-128", "single appends of 128 writers, against the same without leaves", Bar.AtLeast(0.8)),
        ("ledger-signed", "from an append's answer to a signed checkpoint, at most, against 15 s", Bar.AtMost(1)),
        ("ledger-proof", "a proof in a tree of 9·10⁵ leaves, against a row by its key", Bar.AtMost(5)),
        ("ledger-verify", "a database verified, against reading its rows and hashing each once", Bar.AtLeast(0.5)),
        ("ledger-verify-signed", "the same with 10⁴ checkpoints, their signatures too", null),
        ("memory-import", "peak memory of the server during an import of 10⁶ events, against 400 MB", Bar.AtMost(1)),
        ("memory-slow-consumers", "the same among 100 slow readers of the feed and 20 silent webhooks", Bar.AtMost(1)),
        ("read-200-raw", "reading and folding 200 events, against reading the rows", Bar.AtMost(2)),
        ("network-exact-200", "reading a patient with the network of dates, against without", null),
        ("measures-200-20", "all measures of 200 entries, 20 of them imprecise, against 5 ms", Bar.AtMost(1)),
        ("measures-200-0", "all measures of 200 exact entries, against 5 ms", Bar.AtMost(1)),
        ("measures-entries-twice", "all measures of 800 entries, against of 400", null),
        ("measures-imprecise-twice", "all measures with 80 imprecise dates, against with 40", null),
    ];

    public static void Write(TextReader lines, TextWriter table)
    {
        var measured = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("environment", out var environment))
                table.WriteLine($"{Surroundings(environment)}\n");
            else
                measured[json.RootElement.GetProperty("figure").GetString()!] = json.RootElement.Clone();
        }

        table.WriteLine("| figure | what | value | against | ratio | bar | |\n|---|---|---|---|---|---|---|");
        foreach (var (figure, what, bar) in Rows)
        {
            if (measured.Remove(figure, out var line))
                table.WriteLine(Row(line, what, bar));
        }

        foreach (var line in measured.Values)
            table.WriteLine(Row(line, "", null));
    }

    static string Row(JsonElement line, string what, Bar? bar)
    {
        var (value, unit) = (line.GetProperty("value").GetRawText(), line.GetProperty("unit").GetString());
        var ratio = line.GetProperty("ratio");
        return $"| {line.GetProperty("figure").GetString()} | {what} | {value} {unit} "
            + $"| {line.GetProperty("against").GetRawText()} {unit} | {ratio.GetRawText()} | {bar?.Text ?? "–"} "
            + $"| {bar?.Verdict(ratio.GetDouble())} |";
    }

    static string Surroundings(JsonElement environment)
    {
        var settings = environment.GetProperty("settings").EnumerateObject()
            .Select(setting => $"{setting.Name} = {setting.Value.GetString()}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Measured on {environment.GetProperty("date")} at commit {environment.GetProperty("commit")}:
            {environment.GetProperty("processors")} processors and {environment.GetProperty("memoryMiB")} MiB, shared by
            server, clients and database; {environment.GetProperty("runtime")}; PostgreSQL
            {environment.GetProperty("postgresql")} with {string.Join(", ", settings)}; a flush takes
            {environment.GetProperty("flushUs")} µs; load at the start {environment.GetProperty("load")}.
            """);
    }

    /// <summary>What a ratio has to reach, or must not exceed.</summary>
    sealed record Bar(double Ratio, bool IsLeast)
    {
        public static Bar AtLeast(double ratio) => new(ratio, IsLeast: true);

        public static Bar AtMost(double ratio) => new(ratio, IsLeast: false);

        public string Text => string.Create(CultureInfo.InvariantCulture, $"{(IsLeast ? "≥" : "≤")} {Ratio}");

        public string Verdict(double measured) =>
            (IsLeast ? measured >= Ratio : measured <= Ratio) ? "reached" : "**missed**";
    }
}
