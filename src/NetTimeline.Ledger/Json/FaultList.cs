namespace NetTimeline.Ledger.Json;

/// <summary>
/// The faults of one text. Ends before it grows out of proportion: a hostile text of some kilobytes could
/// otherwise ask for gigabytes of pointers.
/// </summary>
sealed class FaultList
{
    const int PointerCharsMax = 64 * 1024;

    readonly List<JsonFault> found = [];
    int pointerChars;

    public IReadOnlyList<JsonFault> Found => found;

    public bool Full => found.Count >= CanonicalJson.FaultsMax || pointerChars >= PointerCharsMax;

    public void Add(string pointer, string sentence)
    {
        if (!Full)
        {
            found.Add(new JsonFault(pointer, sentence));
            pointerChars += pointer.Length;
        }
    }
}
