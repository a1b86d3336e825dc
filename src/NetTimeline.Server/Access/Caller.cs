using NetTimeline.Server.Http;

namespace NetTimeline.Server.Access;

/// <summary>Who asks, from where, and for which purpose.</summary>
/// <param name="Actor">As the host authenticated it.</param>
/// <param name="Client">The program.</param>
/// <param name="Purpose">A code of HL7's PurposeOfUse; null where nothing is said.</param>
/// <param name="Source">The network address; behind a proxy that is trusted, what it says.</param>
/// <param name="Request">The request's id.</param>
sealed record Caller(string Actor, string? Client, string? Purpose, string? Source, string Request)
{
    public const string PurposeHeader = "X-Purpose-Of-Use";

    /// <summary>Codes of http://terminology.hl7.org/CodeSystem/v3-ActReason that say what data are used for.</summary>
    public static IReadOnlyList<string> Purposes { get; } =
    [
        "TREAT", "ETREAT", "BTG", "CAREMGT", "COC", "CLINTRCH", "HRESCH", "HOPERAT", "HQUALIMP", "HPAYMT", "HLEGAL",
        "HSYSADMIN", "PATRQT", "FAMRQT", "PUBHLTH",
    ];

    /// <summary>Null, and the problem, where a header says what cannot be.</summary>
    public static Caller? Of(HttpContext context, out Problem? problem)
    {
        var inquiry = new Inquiry(context);
        var (actor, purpose) = (inquiry.Actor(), inquiry.Header(PurposeHeader));
        if (purpose is not null && !Purposes.Contains(purpose))
        {
            inquiry.WrongHeader(PurposeHeader, $"One of {string.Join(", ", Purposes)} is expected.");
        }

        problem = inquiry.FinishHeaders();
        return problem is null
            ? new Caller(
                actor, inquiry.Client(), purpose, AddressOf(context), inquiry.Request)
            : null;
    }

    /// <summary>The same for the same caller, whichever way this server listens.</summary>
    static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
