using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Journal.ReadModels;
using Xunit;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>Whoever is searched for is found as if everybody had been folded and looked at.</summary>
public sealed class SearchTests(SyntheticServer server) : IClassFixture<SyntheticServer>
{
    const int Filters = 150;
    const int TurnsMax = 4;
    const int Size = 50;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_finds_whom_folding_each_patient_finds()
    {
        var seed = unchecked((ulong)Guid.NewGuid().GetHashCode());
        var (some, possibly, nobody) = (0, 0, 0);
        for (var turn = 0; turn < TurnsMax && !Suffices(); turn++)
        {
            foreach (var filter in AnyFilter.Sample(Size, new Rnd(seed + (ulong)turn), Filters))
            {
                var expected = await FoundAsExpectedAsync(filter, $"Seed {seed}, turn {turn}");
                some += expected.Count is > 0 and < SyntheticServer.Patients ? 1 : 0;
                possibly += expected.Exists(each => !each.Certainly) ? 1 : 0;
                nobody += expected.Count == 0 ? 1 : 0;
            }
        }

        // Else the property would say nothing.
        Assert.True(Suffices(), $"Seed {seed}: {some}, {possibly}, {nobody}");

        bool Suffices() => some > 30 && possibly > 3 && nobody > 3;
    }

    [Fact]
    public async Task An_oracle_that_takes_possible_for_certain_is_told_apart()
    {
        var filter = CohortFilter.Everybody with
        {
            Numbers = [new NumberAsked(IndexNumber.AgeAtDiagnosis, new WholeBounds(60, 60))],
            Possible = true,
        };

        var found = await SearchAsync(CohortOracle.Query(filter));

        Assert.NotEqual(Fitting(filter).Select(each => (each.Key, true)), found);
    }

    [Theory]
    [InlineData("site")]
    [InlineData("grade")]
    [InlineData("sex")]
    [InlineData("therapy")]
    [InlineData("age-decade")]
    public async Task Groups_count_whom_a_search_for_each_finds(string by)
    {
        var counted = (await GetAsync($"/api/cohorts/count?by={by}&possible=true&{Now}")).Json;

        Assert.Equal(SyntheticServer.Patients, counted.GetProperty("certainly").GetInt64());
        foreach (var group in counted.GetProperty("groups").EnumerateArray().Take(12))
        {
            var value = group.GetProperty("value").GetString()!;
            var parameter = by == "age-decade"
                ? $"ageAtDiagnosis={value.Replace("–", "..", StringComparison.Ordinal)}"
                : $"{by}={Uri.EscapeDataString(value)}";
            if (value == "not-stated")
            {
                continue;
            }

            var found = await SearchAsync($"{parameter}&possible={(by is "sex" or "age-decade" ? "false" : "true")}");
            Assert.Equal(found.Count(each => each.Certainly), group.GetProperty("certainly").GetInt64());
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_keys()
    {
        var keys = new List<string>();
        string? after = null;
        do
        {
            var page = (await GetAsync($"/api/patients?limit=7&{Now}{(after is null ? "" : $"&after={after}")}")).Json;
            keys.AddRange(page.GetProperty("patients").EnumerateArray()
                .Select(each => each.GetProperty("registryKey").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal(server.Folded.Select(each => each.Key), keys);
    }

    string Now => $"minPosition={server.Position}";

    IEnumerable<(string Key, bool Certainly)> Fitting(CohortFilter filter) =>
        from each in server.Folded
        let fits = CohortOracle.Fits(filter, each.Key, each.Indexed)
        where fits is not null
        select (each.Key, fits.Value);

    /// <summary>Those whom a filter has to find, once it was seen that it does.</summary>
    async Task<List<(string Key, bool Certainly)>> FoundAsExpectedAsync(CohortFilter filter, string about)
    {
        var expected = Fitting(filter).ToList();
        var found = await SearchAsync(CohortOracle.Query(filter));
        Assert.True(
            expected.SequenceEqual(found),
            $"{about}, {CohortOracle.Query(filter)}: expected {string.Join(", ", expected)}; "
            + $"found {string.Join(", ", found)}");
        return expected;
    }

    async Task<List<(string Key, bool Certainly)>> SearchAsync(string query)
    {
        var page = (await GetAsync($"/api/patients?limit=200&{Now}&{query}")).Json;
        return page.TryGetProperty("patients", out var patients)
            ? [.. patients.EnumerateArray().Select(each => (
                each.GetProperty("registryKey").GetString()!, each.GetProperty("matches").GetString() == "certainly"))]
            : [];
    }

    async Task<Reply> GetAsync(string path)
    {
        using var response = await server.Running.Client.GetAsync(path, Cancellation);
        var reply = await Reply.OfAsync(response, Cancellation);
        Assert.True(reply.Status is System.Net.HttpStatusCode.OK, $"{path}: {reply.Text}");
        return reply;
    }

    /// <summary>Of words that patients have, of words that nobody has, and of numbers around theirs.</summary>
    Gen<CohortFilter> AnyFilter =>
        from parts in Gen.Elements(0, 1, 1, 2)
        from terms in AnyTerms.ArrayOf(parts)
        from numbers in AnyNumber.ArrayOf(1)
        from asksNumber in Gen.Elements(true, false)
        from sex in Gen.Elements<Items<Sex>>([], [], [], [], [Sex.Female], [Sex.Male, Sex.Other])
        from certainties in Gen.Elements<Items<Certainty?>>(
            [], [], [], [], [], [], [Certainty.Suspected], [null, Certainty.Confirmed])
        from synthetic in Gen.Elements<bool?>(null, null, null, true)
        from oneTumour in Gen.Elements(true, false)
        from possible in Gen.Elements(true, true, false)
        from text in Gen.Elements<string?>(null, null, null, null, "PANC", "carcinoma", "analogue", "synthetic-1", "/")
        select new CohortFilter(
            null, text, sex, asksNumber ? [.. numbers] : [], [.. terms.DistinctBy(each => each.Kind)], certainties,
            synthetic, oneTumour, possible);

    Gen<TermsAsked> AnyTerms =>
        from kind in Gen.Elements(Enum.GetValues<TermKind>())
        from word in Gen.Elements(server.Folded.SelectMany(each => each.Indexed.Terms)
            .Where(term => term.Kind == kind).Select(term => term.Word).Append("nobody-has-this").ToArray())
        from other in Gen.Elements(word, "Nobody Has This", word.ToUpperInvariant())
        select new TermsAsked(kind, word == other ? [word] : [word, other]);

    static Gen<NumberAsked> AnyNumber =>
        from number in Gen.Elements<IndexNumber>(
            [.. Enum.GetValues<IndexNumber>(), .. Enumerable.Repeat(IndexNumber.AgeAtDiagnosis, 6)])
        from low in Gen.Choose(0, 6)
        from width in Gen.Choose(0, 4)
        from open in Gen.Choose(0, 3)
        let unit = number switch { IndexNumber.Born => 10, IndexNumber.AgeAtDiagnosis => 7, _ => 1 }
        let begin = number switch { IndexNumber.Born => 1930, IndexNumber.AgeAtDiagnosis => 30, _ => 0 }
        let least = begin + (low * unit)
        select new NumberAsked(
            number, new WholeBounds(open == 1 ? null : least, open == 2 ? null : least + (width * unit)));
}
