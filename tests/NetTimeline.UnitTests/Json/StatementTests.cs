using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.UnitTests.Patients;
using Xunit;

namespace NetTimeline.UnitTests.Json;

/// <summary>What statements may say and what they may not.</summary>
public sealed class StatementTests : PatientSpec
{
    static readonly string[] Before =
    [
        """{"key":"t","kind":"tumour","name":"NET of the ileum","standing":"established"}""",
        """{"key":"l","kind":"lesion","site":{"organ":"liver"}}""",
        """{"key":"m","kind":"lesion","site":{"organ":"liver"}}""",
        """{"key":"ct","kind":"imaging-study","modality":"ct"}""",
        """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed"}""",
        """{"key":"c","kind":"systemic-therapy","regimen":"XELOX","standing":"performed"}""",
        """{"key":"rt","kind":"radiotherapy","targets":["l"],"standing":"performed"}""",
        """{"key":"s","kind":"specimen","takenIn":["op"],"description":"liver"}""",
        """{"key":"z","kind":"specimen","origin":"slides from elsewhere","description":"liver"}""",
    ];

    [Theory]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET","oneOf":["l","m"]}""")]
    [InlineData("""{"kind":"status","axis":"structural","claim":"stable","oneOf":["l","m"]}""")]
    [InlineData("""{"kind":"status","axis":"disease","claim":"recurrence-free"}""")]
    [InlineData("""{"kind":"recurrence","tumour":"t","extent":"distant","lesions":["l"],"oneOf":["l","m"]}""")]
    [InlineData("""{"kind":"attribution","lesions":["l"],"tumour":"t","basis":["not-stated"]}""")]
    [InlineData("""{"kind":"complication","of":"c","name":"neuropathy"}""")]
    [InlineData("""{"kind":"complication","of":"rt","grade":"None"}""")]
    [InlineData("""{"kind":"imaging-reading","study":"ct","findings":[{"name":"ADC","value":{"value":0.9,"unit":"1"}}]}""")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"specimen":"s","grade":"GX"}]}""")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"specimen":"s","lesion":"l"}]}""")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"specimen":"s","oneOf":["l","m"]}]}""")]
    [InlineData("""{"kind":"symptom","name":"diarrhoea","onset":{"atLeast":"P2Y","before":"op"}}""")]
    [InlineData("""{"kind":"symptom","name":"diarrhoea","codes":[{"system":"own","code":"d"},{"system":"other","code":"d"}]}""")]
    public void It_may_be_said(string said) => Given(Before).When(Keyed(said)).ThenAccepted();

    [Theory]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET"}""", "/subject")]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET","subject":["t"],"oneOf":["l","m"]}""", "/subject")]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET","oneOf":["l"]}""", "/oneOf")]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET","oneOf":["l","l"]}""", "/oneOf")]
    [InlineData("""{"kind":"status","axis":"disease","claim":"stable","subject":["t"],"oneOf":["l","m"]}""", "/subject")]
    [InlineData("""{"kind":"recurrence","tumour":"t","extent":"local","oneOf":["l"]}""", "/oneOf")]
    [InlineData("""{"kind":"biopsy","site":{"organ":"liver"},"oneOf":["l"]}""", "/oneOf")]
    [InlineData("""{"kind":"specimen","description":"liver"}""", "/takenIn")]
    [InlineData("""{"kind":"specimen","description":"liver","origin":"x","site":{"organ":"liver","segments":[9]}}""", "/site/segments/0")]
    [InlineData("""{"kind":"imaging-reading","study":"ct","findings":[{"name":"ascites","certainty":"probable"}]}""", "/findings/0")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"grade":"G1"}]}""", "/lesions/0/lesion")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"specimen":"s","lesion":"l","oneOf":["l","m"]}]}""", "/lesions/0/lesion")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"specimen":"z"}]}""", "/lesions/0/specimen")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"lesion":"l","immunohistochemistry":[{"marker":"CgA","result":"positive","percentage":{"value":101,"unit":"%"}}]}]}""", "/lesions/0/immunohistochemistry/0/percentage")]
    [InlineData("""{"kind":"pathology-report","specimens":["s"],"lesions":[{"lesion":"l","immunohistochemistry":[{"marker":"CgA","result":"not-done","intensity":"weak"}]}]}""", "/lesions/0/immunohistochemistry/0/result")]
    [InlineData("""{"kind":"symptom","name":"diarrhoea","onset":{"offset":"P6.5Y","before":"op"}}""", "/onset/plusMinus")]
    [InlineData("""{"kind":"symptom","name":"diarrhoea","onset":{"age":131}}""", "/onset/age")]
    public void It_may_not_be_said(string said, string pointer) =>
        Given(Before).When(Keyed(said)).ThenRefused((Refusal.Malformed, "/0" + pointer));

    [Theory]
    [InlineData("""{"kind":"complication","of":"ct","name":"rash"}""", "/of")]
    [InlineData("""{"kind":"diagnosis","axis":"clinical","belief":"NET","oneOf":["l","t"]}""", "/oneOf/1")]
    public void It_names_what_it_can_be_about(string said, string pointer) =>
        Given(Before).When(Keyed(said)).ThenRefused((Refusal.WrongKindOfReference, "/0" + pointer));

    [Fact]
    public void A_symptom_does_not_begin_in_an_interval_that_ends_before_it_begins() => Given(Before).When(
        """{"key":"x","kind":"symptom","name":"diarrhoea","onset":{"from":"2014-05","to":"2014-03"}}""")
        .ThenRefused((Refusal.DatesContradict, "/0/onset/to"));

    [Fact]
    public void A_death_learnt_of_by_follow_up_is_not_known_on_its_day() => Assert.Equal(
        Knowledge.NotBeforeItOccurs, Content("death_recorded.v1.json").Knowledge);

    [Theory]
    [InlineData("diagnosis_recorded.v1.one-of.json",
        "one of l, g: metastasis of a NET; clinical; GX; basis not stated")]
    [InlineData("status_recorded.v1.one-of.json", "structural: progressive; of one of l, l-2")]
    [InlineData("recurrence_recorded.v1.json", "t: local; right liver, right lobe S4+S5; l; one of l-2, g; by imaging")]
    [InlineData("specimen_recorded.v1.from-elsewhere.json",
        "paraffin blocks; slides from elsewhere; liver S4; 12 cm (longest-diameter); contains l")]
    [InlineData("laboratory_value_recorded.v1.trend.json", "calcitonin rising to 401.50 pg/mL against lab")]
    [InlineData("imaging_reading_recorded.v1.json",
        "of ct; l probable, 1.5 mm (longest-diameter), FDG uptake: absent, slight (calcified area), "
        + "encases SMA (over 5 mm); one of l, g not assessed; ascites: not stated; "
        + "FDG uptake: 4.50 (delayed phase, whole body, suspected); stable")]
    [InlineData("pathology_report_recorded.v1.json",
        "of s; 16 masses; l in s 5 mm, yellow-white, NET, well, nested, G2, Ki-67 < 1 %, mitoses 0–2 /(2.mm2), "
        + "CgA strongly positive (> 90 %), insulin negative, SSTR2A not done, immunohistochemistry done, "
        + "vascular invasion: absent, abuts hepatic vein; s background liver: steatosis; calcification: absent; "
        + "nodes: 0 positive, examined 12; R0; margin >= 3 mm; NET G1")]
    public void A_headline_shows_everything_that_was_said(string sample, string headline) =>
        Assert.Equal(headline, Content(sample).Headline());

    static string Keyed(string said) => $$"""{"key":"x",{{said[1..]}}""";

    static EntryContent Content(string file)
    {
        var (name, schema) = StoredEventTests.NameOf(file);
        var payload = System.Text.Encoding.UTF8.GetBytes(StoredEventTests.Sample(file));
        var happened = EventJson.Decode(name, schema, payload);
        return Assert.IsType<PatientEvent.EntryRecorded>(happened).Entry.Content;
    }
}
