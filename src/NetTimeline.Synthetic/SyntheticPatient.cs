namespace NetTimeline.Synthetic;

/// <summary>A patient nobody ever was.</summary>
/// <param name="RegistryKey">Begins with <see cref="SyntheticCohort.KeyPrefix"/>.</param>
/// <param name="Lines">In an order in which none names what comes after it; the enrolment first.</param>
/// <param name="Utf8">All of them as they stand in a file, each with its line feed.</param>
public sealed record SyntheticPatient(
    string RegistryKey, IReadOnlyList<SyntheticLine> Lines, ReadOnlyMemory<byte> Utf8);

/// <summary>One line of an import, in UTF-8.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="Sort">Which sort of line it is.</param>
/// <param name="Word">An entry's kind, a correction's word, <c>enrol</c>.</param>
/// <param name="Utf8">The whole line with its line feed.</param>
/// <param name="Json">What a caller of the API posts: a part of <paramref name="Utf8"/>.</param>
public readonly record struct SyntheticLine(
    string Patient, SyntheticSort Sort, string Word, ReadOnlyMemory<byte> Utf8, ReadOnlyMemory<byte> Json);

/// <summary>Sorts of line, and so where each is posted.</summary>
public enum SyntheticSort
{
    Enrol,
    Entry,
    Correction,
}
