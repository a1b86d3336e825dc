using System.Text;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Http;

/// <summary>What each kind of problem means: the type of a problem leads here.</summary>
static class ProblemPages
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapMethods("/problems", Reads.Methods, () => Answer.Text(Pages(ProblemKinds.All)))
            .WithMetadata(Operations.ListProblems);
        root.MapMethods("/problems/{name}", Reads.Methods, (string name) =>
                ProblemKinds.All.Where(kind => kind.Name == name).ToList() is { Count: 1 } one
                    ? (IResult)Answer.Text(Pages(one))
                    : new Problem(ProblemKinds.UnknownRoute, "There is no such kind of problem; /problems names all."))
            .WithMetadata(Operations.GetProblem);
    }

    static string Pages(IEnumerable<ProblemKind> kinds)
    {
        var text = new StringBuilder();
        foreach (var kind in kinds)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(kind.Status).Append(' ').Append(kind.Title).Append('\n')
                .Append(kind.Type).Append("\n\n").Append(kind.Meaning).Append('\n');
        }

        return text.ToString();
    }
}
