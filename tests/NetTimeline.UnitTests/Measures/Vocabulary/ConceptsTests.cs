using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Vocabulary;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Vocabulary;

public sealed class ConceptsTests
{
    [Theory]
    [InlineData("stage-1", "alpps-stage-1")]
    [InlineData("stage-1", "liver-resection")]
    [InlineData("stage-1", "portal-vein-ligation")]
    [InlineData("stage-2", "hepatic-lobectomy")]
    [InlineData("lar", "low-anterior-resection")]
    [InlineData("lar", "colorectal-resection")]
    [InlineData("apr", "abdominoperineal-resection")]
    [InlineData("xelox-1", "chemotherapy")]
    [InlineData("mesenteric-net", "neuroendocrine-neoplasm")]
    [InlineData("icg-r15", "icg-r15")]
    [InlineData("pet-2", "fdg-pet")]
    [InlineData("mri-2", "cross-sectional-imaging")]
    [InlineData("flr-before", "future-liver-remnant")]
    public void Entries_of_the_first_case_are_what_they_say(string entry, string concept) =>
        Assert.True(Concepts.Is(CaseReport.Omori.Course().Find(EntryKey.Parse(entry))!, concept));

    [Theory]
    [InlineData("hepatectomy", "trisectionectomy", true)]
    [InlineData("hepatectomy", "liver-resection", true)]
    [InlineData("hepatectomy", "bile-duct-resection", true)]
    [InlineData("portal-embolisation", "portal-vein-occlusion", true)]
    [InlineData("pancreatectomy", "pancreatic-resection", true)]
    [InlineData("pancreatectomy", "liver-resection", false)]
    [InlineData("staging-laparoscopy", "resection", false)]
    [InlineData("calcitonin-389", "neuroendocrine-marker", true)]
    [InlineData("diarrhoea", "diarrhoea", true)]
    public void Entries_of_the_second_case_are_what_they_say(string entry, string concept, bool expected) =>
        Assert.Equal(expected, Concepts.Is(CaseReport.Calcitonin.Course().Find(EntryKey.Parse(entry))!, concept));

    [Theory]
    [InlineData("""{"kind":"procedure","name":"right lobectomy","standing":"performed","site":{"organ":"liver"}}""", true)]
    [InlineData("""{"kind":"procedure","name":"right lobectomy","standing":"performed","site":{"organ":"lung"}}""", false)]
    [InlineData("""{"kind":"procedure","name":"right lobectomy","standing":"performed"}""", false)]
    [InlineData("""{"kind":"procedure","name":"laparotomy","standing":"performed","components":[{"name":"hepatectomy","standing":"abandoned"}]}""", false)]
    [InlineData("""{"kind":"procedure","name":"laparotomy","standing":"performed","components":[{"name":"hepatectomy","standing":"performed"}]}""", true)]
    public void What_a_procedure_is_depends_on_where_it_was_and_on_what_was_done(string procedure, bool expected) =>
        Assert.Equal(expected, Concepts.Is(Entry(procedure), "liver-resection"));

    [Theory]
    [InlineData("diarrhea", "diarrhoea")]
    [InlineData("Diarrhoea", "diarrhoea")]
    [InlineData("attacks of FLUSHING", "flushing")]
    [InlineData("abdominal pains", "abdominal-pain")]
    public void Spelling_case_and_number_do_not_matter(string name, string concept) => Assert.True(
        Concepts.Is(Entry($$"""{"kind":"symptom","name":"{{name}}","presence":"present"}"""), concept));

    [Fact]
    public void A_code_is_recognised_whatever_the_words_are() => Assert.True(Concepts.Is(
        Entry("""{"kind":"laboratory-value","test":"CT","value":{"value":389,"unit":"pg/mL"},"codes":[{"system":"http://loinc.org","code":"1992-7"}]}"""),
        "calcitonin"));

    [Fact]
    public void Every_wider_concept_is_in_the_table_and_nothing_is_wider_than_itself() => Assert.All(
        Concepts.All, concept => Assert.All(
            concept.IsA, wider => Assert.False(Concepts.Find(wider) is null || Concepts.IsA(wider, concept.Name))));

    [Fact]
    public void An_entry_is_everything_that_is_wider() => Assert.Equal(
        ["resection", "liver-resection", "major-hepatectomy", "hemihepatectomy"],
        Concepts.Of(Entry("""{"kind":"procedure","name":"left hepatectomy","standing":"performed"}""")));

    static Entry Entry(string json) => Courses.Of($$"""{"key":"x",{{json[1..]}}""").Entries.Single();
}
