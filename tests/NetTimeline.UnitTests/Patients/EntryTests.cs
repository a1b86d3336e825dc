using NetTimeline.Domain;
using Xunit;

namespace NetTimeline.UnitTests.Patients;

public sealed class EntryTests : PatientSpec
{
    const string Note = """{"key":"n-1","kind":"note","text":"Seen."}""";
    const string Tumour = """{"key":"t-1","kind":"tumour","name":"NET of the ileum","standing":"established"}""";
    const string Lesion = """{"key":"l-1","kind":"lesion","site":{"organ":"liver","segments":[4]}}""";

    [Fact]
    public void An_entry_is_recorded() => Given().When(Note).ThenAccepted();

    [Fact]
    public void The_same_entry_again_is_nothing_new() => Given(Note).When(Note).ThenNothingNew();

    [Fact]
    public void The_same_entry_is_recognised_by_what_was_first_posted_even_after_an_amendment() =>
        Given(Note, """
            {"correction":"amend","key":"c-1","nature":"transcription","reason":"typing error",
             "replacement":{"key":"n-1","kind":"note","text":"Not seen."}}
            """).When(Note).ThenNothingNew();

    [Fact]
    public void The_same_key_for_something_else_is_refused() =>
        Given(Note).When("""{"key":"n-1","kind":"note","text":"Seen again."}""").ThenRefused((Refusal.KeyTaken, "/0/key"));

    [Fact]
    public void The_same_key_twice_in_one_request_is_refused() =>
        Given().When(Note, """{"key":"n-1","kind":"note","text":"Else."}""")
            .ThenRefused((Refusal.KeyTaken, "/1/key"));

    [Fact]
    public void A_retry_is_recognised_even_when_what_it_refers_to_was_withdrawn_since() => Given(
        Note, """{"key":"n-2","kind":"note","text":"x","about":["n-1"]}""",
        """
        {"correction":"amend","key":"c-1","nature":"transcription","reason":"slip",
         "replacement":{"key":"n-2","kind":"note","text":"x"}}
        """,
        """{"correction":"retract","key":"c-2","entry":"n-1","reason":"wrong patient"}""")
        .When("""{"key":"n-2","kind":"note","text":"x","about":["n-1"]}""").ThenNothingNew();

    [Fact]
    public void A_correction_s_key_is_taken_too() =>
        Given(Note, """{"correction":"retract","key":"c-1","entry":"n-1","reason":"wrong patient"}""")
            .When("""{"key":"c-1","kind":"note","text":"Else."}""").ThenRefused((Refusal.KeyTaken, "/0/key"));

    [Fact]
    public void Entries_of_one_request_may_refer_to_each_other_in_any_order() => Given().When(
        """{"key":"a-1","kind":"attribution","lesions":["l-1"],"tumour":"t-1","basis":["histology"]}""", Lesion, Tumour)
        .ThenAccepted();

    [Fact]
    public void A_reference_to_nothing_is_refused_where_it_stands() => Given(Lesion).When(
        """{"key":"a-1","kind":"attribution","lesions":["l-1","l-2"],"tumour":"t-9","basis":["imaging"]}""")
        .ThenRefused((Refusal.UnknownReference, "/0/lesions/1"), (Refusal.UnknownReference, "/0/tumour"));

    [Fact]
    public void A_reference_to_another_kind_is_refused() => Given(Lesion, Note).When(
        """{"key":"a-1","kind":"attribution","lesions":["l-1"],"tumour":"n-1","basis":["imaging"]}""")
        .ThenRefused((Refusal.WrongKindOfReference, "/0/tumour"));

    [Fact]
    public void A_date_anchored_to_nothing_is_refused() => Given().When(
        """{"key":"n-2","kind":"note","text":"x","occurred":{"offset":"P3Y","after":"lar"}}""")
        .ThenRefused((Refusal.UnknownReference, "/0/occurred/after"));

    [Fact]
    public void An_entry_that_refers_to_itself_is_refused() => Given().When(
        """{"key":"n-2","kind":"note","text":"x","occurred":{"notBefore":["n-2"]}}""")
        .ThenRefused((Refusal.WrongKindOfReference, "/0/occurred/notBefore/0"));

    [Fact]
    public void A_lesion_may_be_attributed_to_nothing() => Given().When(Lesion).ThenAccepted();

    [Theory]
    [InlineData("""{"value":130,"unit":"%"}""")]
    [InlineData("""{"comparator":">","value":101,"unit":"%"}""")]
    [InlineData("""{"low":90,"high":101,"unit":"%"}""")]
    [InlineData("""{"value":3,"unit":"mm"}""")]
    public void A_Ki67_index_is_a_percentage(string index) => Given(
        """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed"}""",
        """{"key":"s-1","kind":"specimen","takenIn":["op"],"description":"liver"}""", Lesion).When(
        $$"""{"key":"p-1x","kind":"pathology-report","specimens":["s-1"],"lesions":[{"lesion":"l-1","ki67":{{index}}}]}""")
        .ThenRefused((Refusal.Malformed, "/0/lesions/0/ki67"));

    [Fact]
    public void Every_fault_of_every_entry_is_named() => Given().When(
        """{"key":"l-9","kind":"lesion","site":{"organ":"liver","segments":[4,9]},"memberOf":["g-9"]}""",
        """{"key":"a-9","kind":"attribution","tumour":"t-9"}""")
        .ThenRefused(
            (Refusal.Malformed, "/0/site/segments/1"), (Refusal.UnknownReference, "/0/memberOf/0"),
            (Refusal.Malformed, "/1/basis"), (Refusal.Malformed, "/1/lesions"),
            (Refusal.UnknownReference, "/1/tumour"));

    [Fact]
    public void A_fraction_of_a_year_must_say_how_fine_it_is() => Given(Note).When(
        """{"key":"n-2","kind":"note","text":"x","occurred":{"offset":"P6.5Y","after":"n-1"}}""")
        .ThenRefused((Refusal.Malformed, "/0/occurred/plusMinus"));

    [Fact]
    public void Two_dates_may_be_said_of_one_entry() => Given(Note).When(
        """
        {"key":"n-2","kind":"note","text":"x","occurred":{"offset":"P1Y","after":"n-1"},
         "alsoStated":[{"offset":"P14M","after":"n-1"}]}
        """).ThenAccepted();

    [Fact]
    public void Nothing_is_known_before_it_occurred() => Given(
        """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2019-05-20"}""").When(
        """{"key":"r","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05-20","known":"2019-05-19"}""")
        .ThenRefused((Refusal.DatesContradict, "/0/known"));

    [Fact]
    public void Where_the_dates_cannot_tell_known_may_seem_earlier() => Given(
        """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2019-05"}""").When(
        """{"key":"r","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05","known":"2019-05-19"}""")
        .ThenAccepted();

    [Fact]
    public void A_disputed_date_denies_nothing() => Given(
        """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2019-05-20"}""").When(
        """
        {"key":"r","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05-20",
         "known":{"date":"2019-05-19","disputed":true}}
        """).ThenAccepted();

    [Fact]
    public void Nothing_ends_before_it_begins() => Given().When(
        """{"key":"c","kind":"systemic-therapy","regimen":"XELOX","standing":"performed","occurred":"2019-05-20","ended":"2019-04"}""")
        .ThenRefused((Refusal.DatesContradict, "/0/ended"));

    [Fact]
    public void Dates_that_cannot_all_be_true_are_refused_and_said_in_words()
    {
        string[] history =
        [
            """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
            """{"key":"a","kind":"note","text":"x","occurred":{"postoperativeDay":8,"of":"op"}}""",
            """{"key":"other","kind":"note","text":"x","occurred":"2019"}""",
        ];
        const string denied =
            """{"key":"b","kind":"note","text":"x","occurred":{"postoperativeDay":5,"of":"op","notBefore":["a"]}}""";
        Given(history).When(denied).ThenRefused((Refusal.DatesContradictRecord, "/0"));
        Assert.Equal(
            "These dates cannot all be true: a is 8 days after op; b is 5 days after op; b is not before a. "
            + "Correct one of them, or mark it as disputed.",
            Assert.Single(Assert.IsType<Domain.Patients.Decision.Refused>(
                Domain.Patients.Decider.Decide(History.Of(history), History.Commands(denied))).Faults).Sentence);
    }

    [Fact]
    public void Marked_as_disputed_they_are_taken() => Given(
        """{"key":"a","kind":"note","text":"x","occurred":"2019-05-20"}""").When("""
        {"key":"b","kind":"note","text":"x","occurred":"2019-05-20",
         "alsoStated":[{"date":"2019-05-19","disputed":true}]}
        """).ThenAccepted();

    [Fact]
    public void Without_that_two_exact_days_of_one_entry_are_refused() => Given().When(
        """{"key":"b","kind":"note","text":"x","occurred":"2019-05-20","alsoStated":["2019-05-19"]}""")
        .ThenRefused((Refusal.DatesContradict, "/0"));

    [Theory]
    [InlineData("""{"value":-39,"unit":"mm"}""", "")]
    [InlineData("""{"comparator":"<","value":0,"unit":"mm"}""", "")]
    [InlineData("""{"value":39,"unit":"kg"}""", "/unit")]
    public void A_size_is_a_length_and_not_negative(string size, string below) => Given(Lesion,
        """{"key":"ct","kind":"imaging-study","modality":"ct"}""").When(
        $$"""
        {"key":"r","kind":"imaging-reading","study":"ct","lesions":[{"lesion":"l-1","presence":"present",
         "sizes":[{"dimension":"diameter","size":{{size}} }]}]}
        """).ThenRefused((Refusal.Malformed, $"/0/lesions/0/sizes/0/size{below}"));

    [Fact]
    public void Nobody_loses_less_than_no_blood_in_less_than_no_time() => Given().When("""
        {"key":"op","kind":"procedure","name":"x","standing":"performed","operativeTime":{"value":-1,"unit":"min"},
         "bloodLoss":{"value":-1390,"unit":"mL"}}
        """).ThenRefused((Refusal.Malformed, "/0/operativeTime"), (Refusal.Malformed, "/0/bloodLoss"));

    [Fact]
    public void Nothing_occurs_before_birth() => Given().When(
        """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"1900"}""")
        .ThenRefused((Refusal.DatesContradictRecord, "/0"));

    [Fact]
    public void What_is_sent_together_and_contradicts_itself_no_history_would_take() => Given(Note).When(
        """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-05-20"}""",
        """{"key":"a","kind":"note","text":"x","occurred":{"date":"2019-05-01","notBefore":["op"]}}""")
        .ThenRefused((Refusal.DatesContradict, "/0"), (Refusal.DatesContradict, "/1"));

    [Fact]
    public void Without_a_kind_the_rest_is_read_all_the_same() =>
        Assert.Equal(["/kind", "/key", "/occurred"], Faults("""{"kind":"moon","key":"Q 4","occurred":"2023-02-30"}"""));

    static IEnumerable<string> Faults(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return Assert.IsType<Journal.Json.Parsed<Items<Domain.Patients.PatientCommand>>.Faulty>(
            Journal.Json.CommandJson.ReadEntries(document.RootElement)).Faults.Select(fault => fault.Pointer);
    }
}
