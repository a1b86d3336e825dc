namespace NetTimeline.Synthetic.Courses;

/// <summary>A focus of disease that the record knows by a key.</summary>
/// <param name="key">Of its entry.</param>
/// <param name="organ">Where it is.</param>
/// <param name="micrometres">Longest diameter when it is first seen.</param>
/// <param name="growth">Monthly, in parts of a thousand of the diameter, where nothing is done about it.</param>
sealed class Focus(string key, string organ, int micrometres, int growth)
{
    const int SmallestSeen = 2_000;
    const int Largest = 240_000;

    int micrometres = micrometres;
    int nadir = micrometres;

    public string Key { get; } = key;

    public bool IsInLiver => organ == "liver";

    public int Millimetres => (micrometres + 500) / 1000;

    /// <summary>By a fifth and by 3 mm since it was smallest under this treatment.</summary>
    public bool HasGrown => micrometres > (nadir * 6 / 5) + 3_000;

    /// <param name="months">Since it was last seen.</param>
    /// <param name="response">What treatment takes from the growth.</param>
    public void Grow(int months, int response)
    {
        for (var month = 0; month < months; month++)
        {
            micrometres = Math.Clamp(micrometres + (micrometres * (growth - response) / 1000), SmallestSeen, Largest);
        }

        nadir = Math.Min(nadir, micrometres);
    }

    /// <summary>Another treatment begins.</summary>
    public void BeginAnew() => nadir = micrometres;
}
