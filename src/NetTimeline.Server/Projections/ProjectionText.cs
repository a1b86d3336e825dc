using System.Globalization;
using System.Text;

namespace NetTimeline.Server.Projections;

/// <summary>Draws how read models stand, for a person at a terminal.</summary>
static class ProjectionText
{
    const int NameWidth = 16;

    /// <summary>A line for each, and below it what is not as it should be.</summary>
    public static string Draw(IEnumerable<ProjectionView> projections)
    {
        var page = new StringBuilder();
        foreach (var view in projections)
        {
            Draw(page, view);
        }

        return page.ToString();
    }

    static void Draw(StringBuilder page, ProjectionView view)
    {
        Line(page, 0, $"{view.Name.PadRight(NameWidth)}  {view.Status}, {Word(view.State)}; "
            + $"position {view.Position} of {view.Head}, {Behind(view)}; {view.Rate} events/s");
        Line(page, 1, view.Keeper is { } keeper ? $"kept by {keeper}" : "no server keeps it");
        if (view.Rebuild is { } rebuild)
        {
            Line(page, 1, Rebuild(rebuild));
        }

        if (view.LastError is { } error)
        {
            Line(page, 1, $"last error, {view.LastErrorAt}: {error}");
        }

        foreach (var parked in view.Parked)
        {
            Line(page, 1, $"set aside: {parked.Stream} from version {parked.Version} on, after {parked.Attempts} "
                + $"attempts: {parked.Error}. {parked.Explanation}");
        }

        if (view.ParkedCount > view.Parked.Count)
        {
            Line(page, 1, $"set aside: {view.ParkedCount} altogether");
        }
    }

    static string Behind(ProjectionView view) =>
        view.Behind == 0 ? "shows all" : $"{view.Behind} events and {view.Lag} s behind";

    static string Rebuild(RebuildView rebuild) =>
        rebuild.Waits
            ? $"generation {rebuild.Generation} waits: {rebuild.Differing} streams have other rows in it "
                + $"({string.Join(", ", rebuild.DifferingStreams.Take(5))}{(rebuild.Differing > 5 ? ", …" : "")})"
            : $"generation {rebuild.Generation} is made: {rebuild.StreamsDone} of {rebuild.StreamsTotal} streams"
                + (rebuild.Remaining is { } seconds && rebuild.Position == 0 ? $", {seconds} s to go" : "");

    static string Word(EventStore.ProjectionState state) => Domain.Values.Words.Of(state);

    static void Line(StringBuilder page, int indent, string text) =>
        page.Append(' ', indent * 2).Append(CultureInfo.InvariantCulture, $"{text}").Append('\n');
}
