using System.Globalization;
using System.Text;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws what is told of many patients for a person at a terminal: plain text, at most 100 columns. Numbers are shown
/// with four significant digits.
/// </summary>
public static class CohortText
{
    public static string Draw(PatientsView found)
    {
        var text = new StringBuilder();
        text.Append(TextTable.Draw(
            [
                ("patient", 30), ("fits", 9), ("sex", 7), ("born", 9), ("age at diagnosis", 16), ("foci", 9),
                ("grade", 5), ("sites", 100),
            ],
            [
                .. found.Patients.Select(each => (string[])
                [
                    each.RegistryKey.Value, Words.Of(each.Matches), each.Sex is { } sex ? Words.Of(sex) : "",
                    Bounds(each.Born), Bounds(each.AgeAtDiagnosis), Bounds(each.Lesions),
                    each.HighestGrade is { } grade ? Words.Of(grade) : "",
                    string.Join(", ", each.Certain.Site.Concat(each.Possible.Site.Select(site => $"{site}?"))),
                ]),
            ]));
        if (found.Next is { } next)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nThere are more, after {next}.\n");
        }

        return text.Append(Foot(found.AsOfPosition, found.SetAside)).ToString();
    }

    public static string Draw(CohortCountView counted)
    {
        var text = new StringBuilder();
        text.Append(Patients(counted.Certainly, counted.Possibly)).Append('\n');
        if (counted.By is { } by)
        {
            text.Append('\n').Append(TextTable.Draw(
                [(Words.Of(by).Replace('-', ' '), 70), ("certainly", 12), ("possibly", 12)],
                [
                    .. counted.Groups.Select(each => (string[])[each.Value, $"{each.Certainly}", $"{each.Possibly}"]),
                    .. counted.NotStated > 0 ? [(string[])["not told", $"{counted.NotStated}", ""]] : (string[][])[],
                ]));
        }

        return text.Append(Foot(counted.AsOfPosition, counted.SetAside)).ToString();
    }

    public static string Draw(CohortMeasureView measure)
    {
        var text = new StringBuilder();
        var counts = measure.Counts;
        text.Append(CultureInfo.InvariantCulture, $"{measure.Title} – {measure.Measure}@{measure.Version}")
            .Append(measure.Unit is { } unit ? $", in {unit}\n" : "\n")
            .Append(CultureInfo.InvariantCulture, $"{measure.Patients} patients with values: {counts.Exact} exact, ")
            .Append(CultureInfo.InvariantCulture, $"{counts.Bounded} bounded, {counts.Censored} censored, ")
            .Append(CultureInfo.InvariantCulture, $"{counts.NotComputable} not computable, ")
            .Append(CultureInfo.InvariantCulture, $"{counts.Contradicted} contradicted\n");
        if (measure.Definitions < measure.DefinitionsNow)
        {
            text.Append(CultureInfo.InvariantCulture, $"made by {measure.Definitions} of {measure.DefinitionsNow} own ")
                .Append("definitions; values by the newer ones are being made\n");
        }

        AddDistribution(text, measure);
        if (measure.Categories.Count > 0)
        {
            text.Append('\n').Append(TextTable.Draw(
                [("category", 70), ("certainly", 12), ("possibly", 12)],
                [.. measure.Categories.Select(each => (string[])
                    [each.Category, $"{each.Certainly}", $"{each.Possibly}"])]));
        }

        AddValues(text, measure);
        return text.Append(Foot(measure.AsOfPosition, measure.SetAside)).ToString();
    }

    static void AddDistribution(StringBuilder text, CohortMeasureView measure)
    {
        if (measure.Distribution is { } told)
        {
            text.Append(CultureInfo.InvariantCulture, $"of {told.Values} exact and bounded: least {Of(told.Min)}, ")
                .Append(CultureInfo.InvariantCulture, $"median {Of(told.Median)}, greatest {Of(told.Max)}\n");
        }
    }

    static void AddValues(StringBuilder text, CohortMeasureView measure)
    {
        if (measure.Values.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(TextTable.Draw(
            [("patient", 30), ("fits", 9), ("of", 28), ("status", 14), ("value", 100)],
            [
                .. measure.Values.Select(each => (string[])
                [
                    each.Patient.Value, Words.Of(each.Matches),
                    new Instance(each.Of.Entries, each.Of.Name).ToString(), Words.Of(each.Status), Value(each),
                ]),
            ]));
        text.Append(measure.More ? "\nThere are more; ask for CSV to have them all.\n" : "");
    }

    static string Value(CohortValueView value) => value switch
    {
        { Status: MeasureStatus.NotComputable } => value.Reason ?? "",
        { Categories.Count: > 0 } => string.Join(" or ", value.Categories),
        _ => MeasureText.Interval(new Bounds(value.Low, value.LowIncluded, value.High, value.HighIncluded)),
    };

    static string Of(StatisticView number) =>
        MeasureText.Interval(new Bounds(number.Low, number.Low is not null, number.High, number.High is not null));

    static string Bounds(WholeBoundsView? bounds) => bounds switch
    {
        null => "?",
        { Low: { } low, High: { } high } => low == high ? $"{low}" : $"{low}–{high}",
        { Low: { } low } => $"≥ {low}",
        { High: var high } => $"≤ {high}",
    };

    static string Patients(long certainly, long possibly) =>
        $"{certainly} patients{(possibly > 0 ? $", and {possibly} who may" : "")}";

    static string Foot(long position, int setAside) => string.Create(
        CultureInfo.InvariantCulture,
        $"\nas of position {position}{(setAside > 0 ? $"; {setAside} patients are set aside" : "")}\n");
}
