namespace NetTimeline.Measures.Values;

/// <summary>Products and quotients of bounds: the extremes lie at the ends.</summary>
static class BoundsProduct
{
    /// <summary>One end: a number, or endless in the direction of the sign.</summary>
    readonly record struct End(decimal Value, int Endless, bool Included)
    {
        public static End Low(Bounds bounds) => bounds.Low is { } low ? new(low, 0, bounds.LowIncluded)
            : new(0, -1, false);

        public static End High(Bounds bounds) =>
            bounds.High is { } high ? new(high, 0, bounds.HighIncluded) : new(0, 1, false);

        int Sign => Endless != 0 ? Endless : Math.Sign(Value);

        /// <summary>
        /// Zero times anything is zero, also where the other end is open: no number there is infinite.
        /// </summary>
        public static End operator *(End a, End b) =>
            a.Sign == 0 || b.Sign == 0 ? new(0, 0, (a.Sign == 0 && a.Included) || (b.Sign == 0 && b.Included))
            : a.Endless != 0 || b.Endless != 0 ? new(0, a.Sign * b.Sign, false)
            : new(a.Value * b.Value, 0, a.Included && b.Included);

        /// <summary>
        /// Divided, not multiplied by a reciprocal, which would be rounded: six thirds are two. An end of zero is come
        /// near to from the side that the divisor lies on.
        /// </summary>
        public static End Divided(End a, End b, int divisorSign) =>
            b.Endless != 0 ? a * new End(0, 0, false)
            : b.Value == 0 ? a * new End(0, divisorSign, false)
            : a.Endless != 0 ? new(0, a.Endless * b.Sign, false)
            : new(a.Value / b.Value, 0, a.Included && (b.Included || a.Value == 0));

        public static int Compare(End a, End b) => (a.Endless, b.Endless) switch
        {
            (0, 0) => a.Value.CompareTo(b.Value),
            var (one, other) => one.CompareTo(other),
        };
    }

    public static Bounds Of(Bounds a, Bounds b) => Hull(
    [
        End.Low(a) * End.Low(b), End.Low(a) * End.High(b), End.High(a) * End.Low(b), End.High(a) * End.High(b),
    ]);

    public static Bounds Quotient(Bounds a, Bounds b)
    {
        var sign = b.IsCertainlyAtLeast(0) ? 1 : -1;
        if ((b.Low == 0 && b.High == 0) || !(b.IsCertainlyAtLeast(0) || b.IsCertainlyAtMost(0)))
        {
            return Bounds.Open;
        }

        return Hull(
        [
            End.Divided(End.Low(a), End.Low(b), sign), End.Divided(End.Low(a), End.High(b), sign),
            End.Divided(End.High(a), End.Low(b), sign), End.Divided(End.High(a), End.High(b), sign),
        ]);
    }

    static Bounds Hull(ReadOnlySpan<End> ends)
    {
        var (low, high) = (ends[0], ends[0]);
        foreach (var end in ends[1..])
        {
            low = Further(low, end, -1);
            high = Further(high, end, 1);
        }

        return new Bounds(
            low.Endless == 0 ? low.Value : null, low.Included, high.Endless == 0 ? high.Value : null, high.Included);
    }

    static End Further(End a, End b, int sign) => (End.Compare(a, b) * sign) switch
    {
        > 0 => a,
        < 0 => b,
        _ => a with { Included = a.Included || b.Included },
    };
}
