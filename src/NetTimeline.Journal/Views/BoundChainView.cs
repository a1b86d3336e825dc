using NetTimeline.Domain;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal.Views;

/// <summary>The statements that make one bound of a length of time, in the order in which they are joined.</summary>
/// <param name="Days">The bound in days, years and months by their nominal lengths.</param>
/// <param name="Included">The bound itself is possible.</param>
/// <param name="Says">The bound in words.</param>
/// <param name="Steps">One statement each.</param>
public sealed record BoundChainView(decimal Days, bool Included, string Says, Items<BoundStepView> Steps)
{
    public static BoundChainView? Of(BoundChain? chain) => chain is null
        ? null
        : new BoundChainView(
            PlainNumber.Of(chain.Days), chain.Included, ChainWords.Sum(chain),
            [.. chain.Steps.Select(step => BoundStepView.Of(step, chain.IsUpper))]);
}

/// <summary>One statement on the way.</summary>
/// <param name="From">The point in time where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Days">What it adds in days; negative where it leads back in time.</param>
/// <param name="Months">What it adds in months that no calendar has made days yet.</param>
/// <param name="Included">Its bound itself is possible.</param>
/// <param name="Says">In words.</param>
/// <param name="Told">Who says so: entries, the enrolment, or what was supposed.</param>
/// <param name="Together">All steps up to this one, in days by nominal lengths.</param>
public sealed record BoundStepView(
    string From,
    string To,
    decimal Days,
    decimal Months,
    bool Included,
    string Says,
    Items<string> Told,
    decimal Together)
{
    public static BoundStepView Of(BoundStep step, bool isUpper) => new(
        step.From.ToString(), step.To.ToString(), PlainNumber.Of(step.Length.ExactDays),
        PlainNumber.Of(step.Length.Months), step.Included, ChainWords.Of(step, isUpper),
        [.. step.Told.Select(teller => teller.ToString())], PlainNumber.Of(step.Sum.NominalDays));
}
