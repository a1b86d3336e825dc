using System.CommandLine;
using System.Reflection;
using Microsoft.Extensions.Logging;
using NetTimeline.Cli.Importing;
using NetTimeline.Cli.Serving;

namespace NetTimeline.Cli.Verbs;

/// <summary>Serves with both published case reports in it, and says what to try.</summary>
static class Demo
{
    static readonly string[] CaseReports = ["omori-2020", "calcitonin-pannen"];

    public static Command Command()
    {
        var command = new Command("demo", "Serve, with two published case reports to look at.");
        ServeOptions.AddTo(command);
        command.SetAction((parsed, _) => Serve.RunAsync(parsed, LogLevel.Warning, ShowAsync));
        return command;
    }

    static async Task ShowAsync(RunningTimeline running, CancellationToken cancellation)
    {
        var address = running.Addresses[0];
        using var client = new TimelineClient(new Uri(address), "demo");
        foreach (var report in CaseReports)
        {
            await using var input = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{report}.ndjson")!;
            var importer = new Importer(client, report, static _ => { }, static (_, _) => { });
            var outcome = await importer.RunAsync(input, cancellation);
            Terminal.Data(outcome switch
            {
                { Unreachable: { } reason } => $"{report} could not be recorded. {reason}\n",
                { IsRefused: true } or { NotRecorded: > 0 } =>
                    $"{report} is here in another edition and stays as it is.\n",
                { Recorded: 0 } => $"{report} is here.\n",
                _ => $"{report} is here now, {outcome.Recorded} events.\n",
            });
        }

        Terminal.Data(WhatToTry(address));
    }

    /// <summary>Commands that work as they stand, in another terminal.</summary>
    static string WhatToTry(string address)
    {
        var at = address == "http://127.0.0.1:5080" ? "" : $" --server {address}";
        return $"""
            NetTimeline listens on {address}

            Try, in another terminal:

              build/nettimeline.sh show omori-2020{at} --known entry:stage-1~P18D
              build/nettimeline.sh show omori-2020{at} --known entry:pathology-liver
              build/nettimeline.sh log calcitonin-pannen{at}
              curl {address}/api/patients/omori-2020
              curl -H 'Accept: text/plain' '{address}/api/patients/omori-2020/timeline?known=entry:lar'

            Ctrl-C stops everything. What was recorded is kept.

            """;
    }
}
