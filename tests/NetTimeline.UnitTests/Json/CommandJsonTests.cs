using System.Text;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.UnitTests.Patients;
using Xunit;

namespace NetTimeline.UnitTests.Json;

public sealed class CommandJsonTests
{
    static (Refusal, string)[] FaultsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CommandJson.ReadEntries(document.RootElement) is Parsed<Items<PatientCommand>>.Faulty faulty
            ? [.. faulty.Faults.Select(fault => (fault.Refusal, fault.Pointer))]
            : [];
    }

    [Theory]
    [InlineData("""{"key":"n","kind":"note","moon":1}""", "/moon")]
    [InlineData("""{"key":"n","kind":"note","Text":"x"}""", "/Text")]
    [InlineData("""{"key":"n","kind":"note","recordedAt":"2020-01-01T00:00:00Z"}""", "/recordedAt")]
    [InlineData("""{"kind":"note"}""", "/key")]
    [InlineData("""{"key":"n"}""", "/kind")]
    [InlineData("""{"key":"n","kind":"moon"}""", "/kind")]
    [InlineData("""{"key":"N","kind":"note"}""", "/key")]
    [InlineData("""{"key":"2019-05-20","kind":"note"}""", "/key")]
    [InlineData("""{"key":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","kind":"note"}""", "/key")]
    [InlineData("""{"key":"n","kind":"note","occurred":"2023-02-30"}""", "/occurred")]
    [InlineData("""{"key":"n","kind":"note","occurred":{"date":"2023-02-30"}}""", "/occurred/date")]
    [InlineData("""{"key":"n","kind":"note","occurred":{"date":"2023","age":60}}""", "/occurred")]
    [InlineData("""{"key":"n","kind":"note","occurred":{"offset":"P3Y"}}""", "/occurred")]
    [InlineData("""{"key":"n","kind":"note","text":""}""", "/text")]
    [InlineData("""{"key":"n","kind":"note","text":null}""", "/text")]
    [InlineData("""{"key":"l","kind":"lesion","site":{"organ":"liver","segments":["4"]}}""", "/site/segments/0")]
    [InlineData("""{"key":"g","kind":"lesion-group","sites":[{"organ":"liver"}],"count":-1}""", "/count")]
    [InlineData("""{"key":"g","kind":"lesion-group","sites":[{"organ":"liver"}],"count":{"atLeast":3,"atMost":2}}""", "/count/atLeast")]
    [InlineData("""{"key":"x","kind":"laboratory-value","test":"CgA","value":{"value":3}}""", "/value/unit")]
    [InlineData("""{"key":"x","kind":"laboratory-value","test":"CgA","value":{"word":"high","value":3,"unit":"1"}}""", "/value")]
    [InlineData("""{"key":"x","kind":"laboratory-value","test":"CgA","value":{"comparator":"~","value":3,"unit":"1"}}""", "/value/comparator")]
    [InlineData("""[{"key":"n","kind":"note"},{"key":"m","kind":"note","moon":1}]""", "/1/moon")]
    public void A_fault_is_named_where_it_is(string json, string pointer) =>
        Assert.Equal([(Refusal.Malformed, pointer)], FaultsOf(json));

    [Fact]
    public void Every_fault_is_named() => Assert.Equal(
        ["/key", "/occurred", "/a~1b", "/site/organ", "/focus"],
        FaultsOf("""{"kind":"lesion","key":"!","occurred":7,"a/b":1,"site":{},"focus":"Primary"}""").Select(fault => fault.Item2));

    [Fact]
    public void What_is_said_wrongly_is_named_beside_what_cannot_be_read() => Assert.Equal(
        ["/0/moon", "/0/site/segments/0", "/1/basis"],
        FaultsOf("""
            [{"key":"l","kind":"lesion","site":{"organ":"liver","segments":[9]},"moon":1},
             {"key":"a","kind":"attribution","lesions":["l"],"tumour":"t"}]
            """).Select(fault => fault.Item2));

    [Fact]
    public void A_member_s_name_may_be_escaped() =>
        Assert.Empty(FaultsOf("""{"k\u0065y":"n","kind":"note","te\u0078t":"x"}"""));

    [Fact]
    public void Digits_are_kept_as_stated()
    {
        var entry = """{"key":"x","kind":"laboratory-value","test":"creatinine","value":{"unit":"mg/dL","value":1.10}}""";
        var happened = new PatientEvent.EntryRecorded(
            ((PatientCommand.RecordEntry)History.Commands(entry)[0]).Entry);
        Assert.Contains("1.10", Encoding.UTF8.GetString(EventJson.Encode(happened).Payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"after":"a","offset":"P3Y"}""")]
    [InlineData("""{"before":"a","offset":"P2W","plusMinus":"P1D"}""")]
    [InlineData("""{"after":"a","anchorPoint":"end","atLeast":"P2Y"}""")]
    [InlineData("""{"from":"2014-03","to":"2014-05"}""")]
    [InlineData("""{"of":"a","postoperativeDay":0}""")]
    [InlineData("""{"age":66}""")]
    [InlineData("""{"sameTimeAs":"a"}""")]
    [InlineData("""{"notAfter":["b"],"notBefore":["a"]}""")]
    [InlineData("""{"date":"2019-05","disputed":true,"judgement":"why","text":"in May"}""")]
    [InlineData("\"2019-05-20T08:30\"")]
    public void Every_form_of_a_date_is_written_as_it_was_read(string date)
    {
        var command = (PatientCommand.RecordEntry)History.Commands(
            $$"""{"key":"n","kind":"note","occurred":{{date}}}""")[0];
        var written = Encoding.UTF8.GetString(EventJson.Encode(new PatientEvent.EntryRecorded(command.Entry)).Payload);
        Assert.Equal($$"""{"key":"n","kind":"note","occurred":{{date}}}""", written);
    }
}
