using NetTimeline.Journal.Changes;
using Xunit;

namespace NetTimeline.UnitTests.Audit;

/// <summary>What a correction changed is told place by place, with what was there before and what is now.</summary>
public sealed class StatementChangeTests : IAsyncDisposable
{
    const string Report = """
        {"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2026-02","by":"lab",
         "text":"1.10"}
        """;

    readonly Records records = new();

    public ValueTask DisposeAsync() => records.DisposeAsync();

    internal static string Said(StatementChange change) =>
        $"{change.Of}{change.Pointer}: {change.Before?.GetRawText() ?? "-"} > {change.After?.GetRawText() ?? "-"}";

    [Fact]
    public async Task A_statement_comes_whole() => Assert.Equal(
        [
            """
            ct: - > {"by":"lab","key":"ct","kind":"imaging-study","modality":"ct","occurred":"2026-02","text":"1.10"}
            """,
        ],
        await ChangesOfAsync(2, Report));

    [Fact]
    public async Task An_amendment_says_each_place_that_is_other() => Assert.Equal(
        [
            """ct/by: "lab" > -""", """ct/modality: "ct" > "mri" """.TrimEnd(),
            """ct/text: "1.10" > "1.1" """.TrimEnd(),
        ],
        await ChangesOfAsync(3, Report, """
            {"correction":"amend","key":"c1","nature":"transcription","reason":"slip",
             "replacement":{"key":"ct","kind":"imaging-study","modality":"mri","occurred":"2026-02",
               "text":"1.1"}}
            """));

    [Fact]
    public async Task A_redating_says_what_the_dates_were() => Assert.Equal(
        ["""ct/occurred: "2026-02" > "2026" """.TrimEnd()],
        await ChangesOfAsync(3, Report, """
            {"correction":"redate","key":"c1","entry":"ct","nature":"transcription","dates":{"occurred":"2026"},
             "reason":"the month is not stated"}
            """));

    [Fact]
    public async Task A_retraction_says_what_was_withdrawn_as_it_last_stood() => Assert.Equal(
        [
            """
            ct: {"by":"lab","key":"ct","kind":"imaging-study","modality":"ct","occurred":"2026","text":"1.10"} > -
            """,
        ],
        await ChangesOfAsync(
            4, Report,
            """
            {"correction":"redate","key":"c1","entry":"ct","nature":"transcription","dates":{"occurred":"2026"},
             "reason":"the month is not stated"}
            """,
            """{"correction":"retract","key":"c2","entry":"ct","reason":"another patient's"}"""));

    async Task<IEnumerable<string>> ChangesOfAsync(int version, params string[] items)
    {
        var patient = await records.EnrolAsync("p-1");
        foreach (var item in items)
        {
            await records.PostAsync("p-1", "dr.a", item);
        }

        return (await records.ReadAsync(Records.Everything with { Stream = patient })).Lines[version - 1].Changed
            .Select(Said);
    }
}
