namespace NetTimeline.Domain.Dates;

/// <summary>
/// An upper bound in days. Bounds that are themselves excluded are counted: each is shorter by less than any number, so
/// that "before three" and "not before three" make a cycle shorter than nothing.
/// </summary>
readonly record struct PathLength(decimal Days, int Excluded)
{
    public static PathLength Zero => new(0, 0);

    public bool Strict => Excluded > 0;

    public static PathLength operator +(PathLength a, PathLength b) => new(a.Days + b.Days, a.Excluded + b.Excluded);

    public bool IsTighterThan(PathLength? other) => other is not { } known
        || Days < known.Days || (Days == known.Days && Excluded > known.Excluded);
}

/// <summary><paramref name="To"/> − <paramref name="From"/> lies in [low, high]; null is open.</summary>
/// <param name="From">The one point.</param>
/// <param name="To">The other.</param>
/// <param name="Low">Included.</param>
/// <param name="High">Included unless <paramref name="HighStrict"/>.</param>
/// <param name="HighStrict">The upper bound itself is excluded.</param>
/// <param name="By">Who says so.</param>
sealed record StatedDifference(
    DatePoint From, DatePoint To, NominalLength? Low, NominalLength? High, bool HighStrict, Teller By);

/// <summary>One bound of what was stated: "this node is at most so much later than that".</summary>
/// <param name="From">A node.</param>
/// <param name="To">A node.</param>
/// <param name="Length">Between the nodes.</param>
/// <param name="Said">The statement, between points.</param>
/// <param name="IsUpper">Its upper bound; the lower one leads from its later point to its earlier one.</param>
sealed record DateEdge(int From, int To, PathLength Length, StatedDifference Said, bool IsUpper)
{
    public DatePoint Begin => IsUpper ? Said.From : Said.To;

    public DatePoint End => IsUpper ? Said.To : Said.From;

    /// <summary><see cref="End"/> is at most this much later than <see cref="Begin"/>.</summary>
    public NominalLength Most => IsUpper ? Said.High!.Value : -Said.Low!.Value;
}
