namespace NetTimeline.Synthetic.Courses;

/// <summary>A focus of disease that the record knows by a key.</summary>
sealed class Focus(string key, int tenths, int grownPermille)
{
    public string Key { get; } = key;

    /// <summary>Longest diameter in tenths of a millimetre.</summary>
    public int Tenths { get; private set; } = tenths;

    /// <summary>Smallest diameter since the last change of treatment.</summary>
    public int Nadir { get; private set; } = tenths;

    public bool HasGrown => Tenths > (Nadir * 6 / 5) + 30;

    public int Millimetres => Math.Max(1, (Tenths + 5) / 10);

    /// <param name="months">Since it was last seen.</param>
    /// <param name="responsePermille">Monthly; what treatment takes from the growth.</param>
    public void Grow(int months, int responsePermille)
    {
        for (var month = 0; month < months; month++)
        {
            Tenths = Math.Clamp(Tenths + (Tenths * (grownPermille - responsePermille) / 1000), 20, 2400);
        }

        Nadir = Math.Min(Nadir, Tenths);
    }

    public void BeginAnew() => Nadir = Tenths;
}
