using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The record of a patient with a NET of the ileum and liver metastases, watched every ten weeks: a course as a
/// registry holds it, of any length, with as many dates as asked known to the month only. The same every time.
/// </summary>
static class SyntheticCourse
{
    static readonly LocalDate Beginning = new(2005, 3, 14);
    static readonly Instant RecordedAt = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <param name="entries">At least those of the presentation, 17.</param>
    /// <param name="imprecise">How many of the visits' dates are months.</param>
    public static IReadOnlyList<Recorded> Events(int entries, int imprecise) =>
    [
        .. Payloads(entries, imprecise).Select((form, at) => new Recorded(
            at + 1, RecordedAt, "bench", EventJson.Decode(form.Type, 1, Encoding.UTF8.GetBytes(form.Payload)))),
    ];

    /// <summary>Stored names and payloads, the enrolment first.</summary>
    public static IEnumerable<(string Type, string Payload)> Payloads(int entries, int imprecise)
    {
        var visits = Enumerable.Range(1, entries).SelectMany(Visit).Take(entries - Presentation.Length).ToList();
        var vague = Spread(visits, imprecise);
        return Presentation.Concat(visits.Select((entry, at) => vague.Contains(at) ? ToTheMonth(entry) : entry))
            .Select(entry => (NameOf(entry), entry))
            .Prepend(("patient_enrolled", """{"registryKey":"bench","sex":"male","birthYear":1950}"""));
    }

    /// <summary>The stored name of an entry says its kind.</summary>
    static string NameOf(string entry) =>
        JsonDocument.Parse(entry).RootElement.GetProperty("kind").GetString()!.Replace('-', '_') + "_recorded";

    static readonly string[] Presentation =
    [
        """{"key":"net","kind":"tumour","name":"NET of the ileum","occurred":"2005-03-14","primarySite":{"organ":"ileum"},"standing":"established","behaviour":"malignant"}""",
        """{"key":"diarrhoea","kind":"symptom","name":"diarrhoea","occurred":"2004-09-01","presence":"present"}""",
        """{"key":"ct-0","kind":"imaging-study","modality":"ct","occurred":"2005-03-14"}""",
        """{"key":"primary","kind":"lesion","occurred":"2005-03-14","site":{"organ":"ileum"},"focus":"primary"}""",
        """{"key":"h1","kind":"lesion","occurred":"2005-03-14","site":{"organ":"liver","segments":[5]},"focus":"metastasis"}""",
        """{"key":"h2","kind":"lesion","occurred":"2005-03-14","site":{"organ":"liver","segments":[6]},"focus":"metastasis"}""",
        """{"key":"h3","kind":"lesion","occurred":"2005-03-14","site":{"organ":"liver","segments":[8]},"focus":"metastasis"}""",
        """{"key":"ct-0-reading","kind":"imaging-reading","study":"ct-0","occurred":"2005-03-14","known":"2005-03-15","lesions":[{"lesion":"primary","presence":"present"},{"lesion":"h1","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":31,"unit":"mm"}}]},{"lesion":"h2","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":18,"unit":"mm"}}]},{"lesion":"h3","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":12,"unit":"mm"}}]}]}""",
        """{"key":"suspicion","kind":"diagnosis","subject":["net"],"belief":"NET of the ileum with liver metastases","axis":"clinical","certainty":"suspected","basis":["imaging"],"occurred":"2005-03-16"}""",
        """{"key":"op","kind":"procedure","name":"right hemicolectomy","standing":"performed","intent":"palliative","occurred":"2005-04-20","site":{"organ":"ileum"},"targets":["net"],"removes":["primary"]}""",
        """{"key":"op-specimen","kind":"specimen","takenIn":["op"],"description":"right hemicolectomy","occurred":"2005-04-20","contains":["primary"]}""",
        """{"key":"histology","kind":"pathology-report","specimens":["op-specimen"],"occurred":"2005-04-20","known":"2005-04-27","margin":"R0","nodesExamined":14,"nodesPositive":3,"lesions":[{"lesion":"primary","histologicType":"neuroendocrine tumour","grade":"G1","ki67":{"value":1.5,"unit":"%"},"mitoses":{"value":1,"unit":"/(2.mm2)"}}]}""",
        """{"key":"of-net","kind":"attribution","lesions":["primary","h1","h2","h3"],"tumour":"net","certainty":"confirmed","basis":["histology"],"occurred":"2005-04-27"}""",
        """{"key":"diagnosis","kind":"diagnosis","subject":["net"],"belief":"NET G1 of the ileum with liver metastases","axis":"pathological","certainty":"confirmed","basis":["histology"],"occurred":"2005-04-27","supersedes":["suspicion"]}""",
        """{"key":"stage","kind":"stage","tumour":"net","system":"TNM","edition":"UICC 8","t":{"prefix":"p","value":"T3"},"n":{"prefix":"p","value":"N1"},"m":{"prefix":"c","value":"M1"},"group":"IV","occurred":"2005-04-27"}""",
        """{"key":"discharge","kind":"encounter","type":"discharge","after":"op","occurred":"2005-04-29"}""",
        """{"key":"octreotide","kind":"systemic-therapy","agents":["octreotide"],"targets":["net"],"standing":"performed","occurred":"2005-05-20"}""",
    ];

    /// <summary>A visit is a scan with its reading, four laboratory values and the meeting.</summary>
    static IEnumerable<string> Visit(int number)
    {
        var day = Beginning.PlusWeeks(10 * number).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var (study, grown) = ($"ct-{number}", 30 + (number / 4));
        yield return $$"""{"key":"{{study}}","kind":"imaging-study","modality":"ct","occurred":"{{day}}"}""";
        yield return $$$"""{"key":"{{{study}}}-reading","kind":"imaging-reading","study":"{{{study}}}","occurred":{"sameTimeAs":"{{{study}}}"},"lesions":[{"lesion":"h1","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":{{{grown}}},"unit":"mm"}}]},{"lesion":"h2","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":{{{grown - 12}}},"unit":"mm"}}]},{"lesion":"h3","presence":"present","sizes":[{"dimension":"longest-diameter","size":{"value":{{{grown - 18}}},"unit":"mm"}}]}]}""";
        foreach (var (test, value, unit) in new[]
                 {
                     ("chromogranin A", 90 + (number * 3), "ng/mL"), ("creatinine", 1, "mg/dL"),
                     ("bilirubin", 1, "mg/dL"), ("albumin", 4, "g/dL"),
                 })
        {
            yield return $$"""{"key":"{{test.Replace(' ', '-').ToLowerInvariant()}}-{{number}}","kind":"laboratory-value","test":"{{test}}","assay":"one","value":{"value":{{value}},"unit":"{{unit}}"},"occurred":"{{day}}"}""";
        }

        yield return $$"""{"key":"visit-{{number}}","kind":"encounter","type":"visit","occurred":"{{day}}"}""";
    }

    /// <summary>Evenly over what has a day of its own, studies among it.</summary>
    static HashSet<int> Spread(List<string> visits, int imprecise)
    {
        var dated = Enumerable.Range(0, visits.Count).Where(at => ToTheMonth(visits[at]) != visits[at]).ToList();
        return [.. Enumerable.Range(0, imprecise).Select(each => dated[each * dated.Count / imprecise])];
    }

    static string ToTheMonth(string entry)
    {
        const string member = "\"occurred\":\"";
        var at = entry.IndexOf(member, StringComparison.Ordinal);
        return at < 0 ? entry : entry.Remove(at + member.Length + "2005-03".Length, "-14".Length);
    }
}
