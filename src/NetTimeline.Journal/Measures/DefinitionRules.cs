using NetTimeline.Domain;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Measures;

/// <summary>
/// What stands in the way of a definition that is well-formed by itself: names that are taken, versions that are there.
/// </summary>
static class DefinitionRules
{
    /// <summary>More would make every reading of every patient slow.</summary>
    const int OwnMax = 1000;

    /// <summary>Each is asked of every entry of a patient, and within one another again.</summary>
    const int SelectorsMax = 100;

    const int NestedMax = 6;

    /// <summary>What is wrong with it whatever else is defined.</summary>
    public static IEnumerable<Fault> OfItself(WrittenMeasure measure)
    {
        var (selectors, deepest) = Extent(measure);
        if (selectors > SelectorsMax || deepest > NestedMax)
        {
            yield return new Fault(
                Refusal.Malformed, "",
                $"A definition has at most {SelectorsMax} selectors and alternatives, at most {NestedMax} deep.");
        }
    }

    /// <summary>What the other definitions have against it.</summary>
    public static IEnumerable<Fault> Among(WrittenMeasure measure, OwnMeasures own)
    {
        var newest = own.NewestOf(measure.Name);
        if (MeasureCatalogue.BuiltIn.Find(measure.Name) is not null)
        {
            yield return new Fault(
                Refusal.NameTaken, "/name", "A measure that comes with the product has this name.");
        }
        else if (measure.Version <= newest)
        {
            yield return new Fault(
                Refusal.NotNextVersion, "/version",
                $"Version {measure.Version} says something else. A definition in use is never edited, only superseded: "
                + $"the next version is {newest + 1}.");
        }
        else if (measure.Version != newest + 1)
        {
            yield return new Fault(
                Refusal.NotNextVersion, "/version", $"Versions follow each other: the next one is {newest + 1}.");
        }
        else if (newest > 0 && measure.Supersedes != newest)
        {
            yield return new Fault(
                Refusal.NotNextVersion, "/supersedes", $"The version to supersede is the one in use, {newest}.");
        }
        else if (own.Version >= OwnMax)
        {
            yield return new Fault(
                Refusal.NameTaken, "", $"There are {OwnMax} own definitions already, every version counted.");
        }
    }

    static (int Count, int Deepest) Extent(WrittenMeasure measure)
    {
        var (count, deepest) = (0, 0);
        foreach (var alternative in measure.Subjects)
        {
            Visit(alternative, 1);
        }

        Selector?[] selectors =
        [
            measure.From, measure.To, measure.CensorAt, measure.Competing,
            .. measure.Requires.SelectMany(each => new[] { each.Happened, each.NotHappened }),
        ];
        foreach (var selector in selectors.OfType<Selector>())
        {
            VisitAll(selector, 1);
        }

        return (count, deepest);

        void VisitAll(Selector selector, int depth)
        {
            count++;
            foreach (var alternative in selector.AnyOf)
            {
                Visit(alternative, depth);
            }
        }

        void Visit(Alternative alternative, int depth)
        {
            count++;
            deepest = Math.Max(deepest, depth);
            foreach (var nested in new[] { alternative.After, alternative.Before }.OfType<Selector>())
            {
                VisitAll(nested, depth + 1);
            }
        }
    }
}
