namespace NetTimeline.Domain.Values;

/// <summary>Where a statement comes from.</summary>
/// <param name="Citation">A publication or document, as one cites it.</param>
/// <param name="Locator">Where in it: section, figure, table.</param>
/// <param name="Authority">Who assigned <paramref name="Id"/>: a system or an institution.</param>
/// <param name="Id">The statement's name in that system.</param>
/// <param name="Version">Which version of it; from 1.</param>
/// <param name="ReportStatus">How far the report had come.</param>
public sealed record Source(
    string? Citation, string? Locator, string? Authority, string? Id, int? Version, ReportStatus? ReportStatus)
{
    public IEnumerable<Fault> Faults()
    {
        if (Id is null != (Authority is null))
        {
            yield return new Fault(
                Refusal.Malformed, Id is null ? "/id" : "/authority", "A source id and its authority go together.");
        }

        if (Version is < 1 || (Version is not null && Id is null))
        {
            yield return new Fault(
                Refusal.Malformed, "/version", "A source version counts from 1 and belongs to a source id.");
        }
    }

    public override string ToString() =>
        string.Join(", ", new[] { Citation, Locator, Id is null ? null : $"{Authority} {Id} v{Version ?? 1}" }
            .Where(part => part is not null));
}

/// <summary>States of a report, after HL7 FHIR's DiagnosticReport.status.</summary>
public enum ReportStatus
{
    Registered,
    Preliminary,
    Final,
    Corrected,
    Cancelled,
    EnteredInError,
}
