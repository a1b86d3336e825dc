namespace NetTimeline.Domain.Values;

/// <summary>
/// A code of a terminology, as the source gave it. Nobody looks it up: a code that does not exist is kept.
/// </summary>
/// <param name="System">The terminology's address, after HL7 FHIR: <c>http://loinc.org</c>.</param>
/// <param name="Code">Its own spelling, letter case included.</param>
/// <param name="Display">The terminology's words; null where not stated. Not what the code is recognised by.</param>
public sealed record Coding(string System, string Code, string? Display)
{
    public override string ToString() => $"{System}|{Code}{(Display is null ? "" : $" {Display}")}";
}
