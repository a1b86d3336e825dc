namespace NetTimeline.Synthetic.Writing;

/// <summary>A date as a source states it; what is null is not stated.</summary>
sealed record When
{
    /// <summary>A day, a month or a year.</summary>
    public string? Date { get; init; }

    public (string From, string To)? Interval { get; init; }

    /// <summary>"Three years after": in ISO 8601, and the entry it is counted from.</summary>
    public (string Length, string After)? Offset { get; init; }

    /// <summary>"For at least two years before".</summary>
    public (string Length, string Before)? AtLeast { get; init; }

    public (int Day, string Procedure)? Postoperative { get; init; }

    public int? Age { get; init; }

    public string? SameTimeAs { get; init; }

    public string? NotBefore { get; init; }

    public string? Text { get; init; }

    public bool IsDisputed { get; init; }

    /// <summary>A date of the calendar and nothing else, which is written without an object around it.</summary>
    public bool IsPlain => Date is not null && NotBefore is null && Text is null && !IsDisputed;

    public static When On(string date) => new() { Date = date };

    public static When With(string entry) => new() { SameTimeAs = entry };

    public static When After(string entry) => new() { NotBefore = entry };
}
