namespace NetTimeline.Server.Import;

/// <summary>
/// Lines of one patient that follow each other, at most as many as a post may hold. They are recorded together, or else
/// run by run: a run is what is of one sort, all or nothing; an enrolment is one by itself.
/// </summary>
/// <param name="patient">Null where a line before any other does not say whom it is about.</param>
sealed class Portion(string? patient)
{
    const int LinesMax = Http.Limits.EntriesMax;
    const int BytesMax = Http.Limits.BodyBytesMax;

    readonly List<ImportLine> lines = [];

    public string? Patient { get; } = patient;

    public IReadOnlyList<ImportLine> Lines => lines;

    public int Bytes { get; private set; }

    /// <summary>A line that does not say whom it is about belongs to whoever the line before was about.</summary>
    public bool HasRoomFor(ImportLine line, int bytes) =>
        (line.Patient is null || line.Patient == Patient) && lines.Count < LinesMax && Bytes + bytes <= BytesMax;

    public void Add(ImportLine line, int bytes)
    {
        lines.Add(line);
        Bytes += bytes;
    }

    /// <summary>A line that cannot be read belongs to the run it stands in.</summary>
    public IReadOnlyList<IReadOnlyList<ImportLine>> Runs()
    {
        var runs = new List<List<ImportLine>>();
        var sort = (string?)null;
        foreach (var line in lines)
        {
            var of = (line as ImportLine.Command)?.Sort;
            var startsAnew = (of is not null && sort is not null && of != sort)
                || runs is [.., [.., ImportLine.Command { IsEnrolment: true }]];
            if (runs.Count == 0 || startsAnew)
            {
                runs.Add([]);
                sort = null;
            }

            runs[^1].Add(line);
            sort ??= of;
        }

        return runs;
    }
}
