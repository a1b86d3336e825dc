using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTimeline.Ledger.Verification;

namespace NetTimeline.Cli.Verifying;

/// <summary>Prints what a verification found, for people or as JSON.</summary>
static class ReportPrinter
{
    /// <summary>People read the first ones; the rest is in the JSON.</summary>
    const int FindingsShownMax = 40;

    public static int Print(VerificationReport report, bool json)
    {
        if (json)
        {
            Terminal.Json(Json(report));
        }
        else
        {
            Terminal.Data(Text(report));
        }

        return VerifyExit.Of(report.Verdict);
    }

    static string Text(VerificationReport report)
    {
        var text = new StringBuilder();
        foreach (var epoch in report.Epochs)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{epoch.Origin}: {epoch.Size} leaves, {epoch.SignedSize} under a checkpoint that fits");
            if (epoch.HeldFromOutside > 0)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $", {epoch.HeldFromOutside} under one that was kept elsewhere");
            }

            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture,
            $"{report.Records} records looked at, {report.Erased.Count} of them erased\n");
        foreach (var finding in report.Findings.Take(FindingsShownMax))
        {
            text.Append(CultureInfo.InvariantCulture, $"{finding}\n");
        }

        if (report.FindingsTotal > FindingsShownMax)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {report.FindingsTotal - FindingsShownMax} more\n");
        }

        text.Append(report.Verdict switch
        {
            Verdict.Verified => "VERIFIED\n",
            Verdict.Tampered => "TAMPERED" + (report.FirstBad is { } first
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", first at position {first.Position}{(first.Log is { } log ? $" of {log}" : "")}\n")
                : "\n"),
            _ => "INCOMPLETE\n",
        });
        return text.ToString();
    }

    static string Json(VerificationReport report) => JsonSerializer.Serialize(
        new
        {
            report.Verdict,
            report.Records,
            FirstBadPosition = report.FirstBad?.Position,
            FirstBadLog = report.FirstBad?.Log,
            report.FindingsTotal,
            Findings = report.Findings.Select(finding => new
            {
                finding.Log,
                finding.Position,
                finding.Class,
                finding.Part,
                finding.Sentence,
            }),
            report.Erased,
            report.Epochs,
        },
        Options);

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
