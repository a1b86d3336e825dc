using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Language;

/// <summary>What holds of a measure of time whatever else is recorded; all dates are days.</summary>
public sealed class WrittenMeasureProperties
{
    static readonly LocalDate Operated = new(2010, 3, 1);

    static readonly WrittenMeasure Measure = Written.Of(Written.Measure(
        """{"pick":"first","anyOf":[{"kinds":["procedure"],"concept":"liver-resection","attributedTo":"subject"}]}""",
        """
        {"pick":"first","anyOf":[
          {"kinds":["recurrence"],"attributedTo":"subject","afterStart":true}, {"kinds":["death"]}]}
        """,
        """ "censorAt": {"pick":"last","anyOf":[{"kinds":["encounter"]}]}, """));

    /// <summary>
    /// What the measure names, so many days after the operation; at least one of it ends the interval.
    /// </summary>
    static Gen<string[]> Courses =>
        from number in Gen.Choose(1, 8)
        from recurrences in Gen.Choose(0, 2000).ListOf(number)
        from visits in Gen.Choose(0, 3000).ListOf(8 - number)
        select (string[])
        [
            """{"key":"t","kind":"tumour","name":"NET","standing":"established"}""",
            $$"""{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","targets":["t"],"occurred":"{{Day(0)}}"}""",
            .. recurrences.Select((day, at) =>
                $$"""{"key":"r{{at}}","kind":"recurrence","tumour":"t","extent":"local","occurred":"{{Day(day)}}"}"""),
            .. visits.Select((day, at) =>
                $$"""{"key":"v{{at}}","kind":"encounter","type":"visit","occurred":"{{Day(day)}}"}"""),
        ];

    static Gen<string> NotNamed =>
        from day in Gen.Choose(2001, 4000)
        from said in Gen.Elements(
            """ "kind":"note","text":"x" """, """ "kind":"symptom","name":"pain","presence":"present" """,
            """ "kind":"imaging-study","modality":"ct" """,
            """ "kind":"radiotherapy","targets":["t"],"standing":"performed" """,
            """ "kind":"laboratory-value","test":"CEA","value":{"value":3,"unit":"ng/mL"} """,
            """ "kind":"procedure","name":"appendectomy","standing":"performed","targets":["t"] """)
        select $$"""{"key":"x",{{said}},"occurred":"{{Day(day)}}"}""";

    static Gen<string> Named =>
        from day in Gen.Choose(2001, 4000)
        from said in Gen.Elements(
            """ "kind":"recurrence","tumour":"t","extent":"distant" """, """ "kind":"encounter","type":"visit" """,
            """ "kind":"recurrence","tumour":"t","extent":"local","certainty":"suspected" """,
            """ "kind":"procedure","name":"hepatectomy","standing":"performed","targets":["t"] """)
        select $$"""{"key":"x",{{said}},"occurred":"{{Day(day)}}"}""";

    [Fact]
    public void What_a_measure_does_not_name_and_comes_after_its_end_changes_nothing() => Prop.ForAll(
        Arb.From(Courses), Arb.From(NotNamed),
        (entries, later) => Assert.Equal(Value(entries), Value([.. entries, later]))).QuickCheckThrowOnFailure();

    [Fact]
    public void Nor_does_what_it_names_and_comes_later_change_its_number() => Prop.ForAll(
        Arb.From(Courses), Arb.From(Named),
        (entries, later) =>
        {
            var (before, after) = (Value(entries), Value([.. entries, later]));
            Assert.Equal((before.Status, before.Bounds, before.Point), (after.Status, after.Bounds, after.Point));
        }).QuickCheckThrowOnFailure();

    static MeasureValue Value(string[] entries) =>
        Assert.Single(Measure.Compiled().Of(UnitTests.Measures.Courses.Of(entries)));

    static string Day(int days) => LocalDatePattern.Iso.Format(Operated.PlusDays(days));
}
