using NetTimeline.Domain;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal;

/// <summary>Who a patient is: whatever identifies a person, and nothing else. Never in the log.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="FormerNames">At birth, before a marriage.</param>
/// <param name="Numbers">Of hospitals, insurers, authorities.</param>
/// <param name="BornOn">The log has the year only.</param>
/// <param name="Notes">Whatever else tells who it is: an address, a relative.</param>
public sealed record Identity(
    string? Name, Items<string> FormerNames, Items<IdentityNumber> Numbers, CalendarDate? BornOn, Items<string> Notes);

/// <summary>A number that names a person.</summary>
/// <param name="System">Who gave it.</param>
/// <param name="Value">The number.</param>
public sealed record IdentityNumber(string System, string Value);
