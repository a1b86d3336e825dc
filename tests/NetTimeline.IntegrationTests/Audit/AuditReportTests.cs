using System.Net;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>The report as a browser gets it.</summary>
public sealed class AuditReportTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task It_is_a_page_that_may_run_nothing_and_says_how_the_ledger_stands()
    {
        var patient = await PatientAsync("""{"key":"n","kind":"note","text":"<b>seen</b>","occurred":"2019"}""");

        var open = await GetAsync($"/api/patients/{patient}/audit-report", "X-NetTimeline-Actor", "an.auditor");
        await SignedOnce.SignAsync(Server.Database, Cancellation);
        var signed = await GetAsync($"/api/patients/{patient}/audit-report");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (open.Status, open.MediaType));
        var policy = open.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;seen&lt;/b&gt;", open.Text, StringComparison.Ordinal);
        Assert.Contains("for an.auditor", open.Text, StringComparison.Ordinal);
        Assert.Contains("not signed yet", open.Text, StringComparison.Ordinal);
        Assert.Contains("Recorded late", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not signed yet", signed.Text, StringComparison.Ordinal);
        Assert.Contains("a signed checkpoint covers every act", signed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_none_is_not_guessed_at()
    {
        var asked = $"/api/patients/{await PatientAsync()}/audit-report";

        IsProblem(await GetAsync("/api/patients/nobody/audit-report"), HttpStatusCode.NotFound, "unknown-patient");
        IsProblem(await GetAsync($"{asked}?days=-1"), HttpStatusCode.BadRequest, "bad-request");
        IsProblem(await GetAsync(asked, "Accept", "text/csv"), HttpStatusCode.NotAcceptable, "not-acceptable");
    }
}
