using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NodaTime.Text;

namespace NetTimeline.Journal.Views;

/// <summary>Draws the steps for a person at a terminal: plain text, at most 110 columns.</summary>
public static class StepsText
{
    public static string Draw(StepsView view)
    {
        var page = new TextPage();
        page.Line(view.Patient.Value);
        page.Line($"{view.Steps.Count} steps along what was {Words.Of(view.Axis)}");
        if (view.Steps.Any(step => step.OrderNotTold))
        {
            page.Line("? the dates do not say how this step stands to the others");
        }

        page.Line("");
        foreach (var step in view.Steps)
        {
            page.Row($"{(step.OrderNotTold ? "?" : " ")} {Moment(view.Axis, step)}", Said(step), 0);
        }

        return page.ToString();
    }

    /// <summary>To the last digit, so that asking by it finds what was recorded then.</summary>
    static string Moment(StepAxis axis, StepView step) =>
        axis is StepAxis.Known ? step.At.Known ?? "now"
        : InstantPattern.ExtendedIso.Format(step.At.Recorded!.Value);

    /// <summary>Of a step whose order is not told, only what it brings: the rest is not lost.</summary>
    static string Said(StepView step)
    {
        string?[] said = step.OrderNotTold
            ? [Listed("+ ", step.Learned)]
            : [Listed("+ ", step.Learned), Listed("− ", step.Lost), Listed("otherwise: ", step.Otherwise),
                .. step.Changed];
        return string.Join(" · ", said.OfType<string>()) is { Length: > 0 } something ? something : "nothing new";
    }

    static string? Listed(string label, Items<EntryKey> keys) =>
        keys.Count == 0 ? null : $"{label}{string.Join(", ", keys)}";
}
