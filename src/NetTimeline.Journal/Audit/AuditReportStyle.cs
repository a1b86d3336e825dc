using System.Security.Cryptography;
using System.Text;

namespace NetTimeline.Journal.Audit;

/// <summary>How a report looks, and the policy that allows this style and nothing else.</summary>
public static class AuditReportStyle
{
    internal const string Sheet = """

        @page { size: A4; margin: 18mm 14mm 18mm 14mm;
          @top-left { content: "Audit report"; font: 8pt sans-serif; color: #555 }
          @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555 } }
        html { font: 9.5pt/1.35 system-ui, "Noto Sans", sans-serif; color: #111; background: #fff }
        body { max-width: 182mm; margin: 0 auto; padding: 4mm }
        h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 12.5pt; margin: 9mm 0 2mm; break-after: avoid }
        h3 { font-size: 10pt; margin: 0 0 1mm; break-after: avoid }
        p, ul, dl { margin: 0 0 2.5mm } ul { padding-left: 5mm }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .3mm 4mm }
        dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line }
        table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; font-size: 8.5pt }
        thead { display: table-header-group } tr { break-inside: avoid }
        th { text-align: left; color: #333; border-bottom: .4mm solid #333; padding: .6mm 2mm .6mm 0 }
        td { vertical-align: top; border-bottom: .1mm solid #bbb; padding: .6mm 2mm .6mm 0;
          overflow-wrap: anywhere; white-space: pre-line }
        table.changed { table-layout: fixed } table.changed th { border-bottom: .2mm solid #777; font-weight: 600 }
        table.said th:first-child, table.changed th:first-child { width: 27% }
        table.entries { table-layout: fixed } table.entries th:first-child { width: 21% }
        table.entries th:nth-child(3) { width: 22% } table.entries th:nth-child(4) { width: 8% }
        section.act { border-top: .3mm solid #333; padding: 1.5mm 0 0; margin-top: 1.5mm; font-size: 8.5pt }
        section.act dl { grid-template-columns: max-content 1fr max-content 1fr; margin-bottom: 1mm }
        section.act table { font-size: 8pt; margin-bottom: 1mm }
        section.act td { padding-top: .2mm; padding-bottom: .2mm }
        .before { color: #7a1f1f }
        .hash, pre { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: 7.5pt }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: .2mm solid #999; padding: 2mm }
        .warn { border-left: 1mm solid #a33; padding-left: 3mm }
        @media print { body { padding: 0; max-width: none } h2.page { break-before: page } }

        """;

    /// <summary>For the header of the answer; framing is forbidden too.</summary>
    public static string Policy { get; } = $"{PolicyOfPage}; frame-ancestors 'none'";

    /// <summary>As it stands in the page, for when it was saved and is opened from a file.</summary>
    internal static string PolicyOfPage =>
        $"default-src 'none'; style-src 'sha256-{HashOfSheet}'; base-uri 'none'; form-action 'none'";

    static string HashOfSheet => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)));
}
