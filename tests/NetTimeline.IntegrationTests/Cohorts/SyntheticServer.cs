using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NetTimeline.Domain.Timelines;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.Projections;
using NetTimeline.Journal;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Measures.Courses;
using NetTimeline.Synthetic;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>A server with patients who were made up, each posted over HTTP.</summary>
public sealed class SyntheticServer(PostgresFixture postgres) : IAsyncLifetime
{
    public const int Patients = 60;

    const long Seed = 5;

    public RunningServer Running { get; } = new(postgres);

    /// <summary>Of the last event that was posted.</summary>
    public long Position { get; private set; }

    /// <summary>Each folded, and what it is found by: the truth that the index is held against.</summary>
    public IReadOnlyList<(string Key, IndexedPatient Indexed)> Folded { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Running.InitializeAsync();
        foreach (var patient in SyntheticCohort.Patients(Seed, 1, Patients))
        {
            await PostAsync(patient);
        }

        await NobodyAsideAsync();
        Folded = await FoldAsync();
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();

    /// <summary>On a busy machine a fold may be done aside; its rows come a little after the position.</summary>
    async Task NobodyAsideAsync()
    {
        foreach (var path in new[] { "cohorts/count?", "cohorts/measures/albi-score?limit=0&" })
        {
            await ProjectionSpec.UntilAsync(
                async () =>
                {
                    using var response = await Running.Client.GetAsync(
                        $"/api/{path}minPosition={Position}", TestContext.Current.CancellationToken);
                    return await Reply.OfAsync(response, TestContext.Current.CancellationToken);
                },
                reply => reply.Status is HttpStatusCode.OK && reply.Json.GetProperty("setAside").GetInt32() == 0);
        }
    }

    async Task<IReadOnlyList<(string, IndexedPatient)>> FoldAsync()
    {
        var journal = Running.App.Services.GetRequiredService<PatientJournal>();
        var folded = new List<(string, IndexedPatient)>();
        for (var number = 1; number <= Patients; number++)
        {
            var key = SyntheticCohort.Patient(Seed, number).RegistryKey;
            var history = await journal.FindAsync(key, TestContext.Current.CancellationToken);
            folded.Add((key, IndexedPatient.Of(
                new Course(history!.Timeline(AsOf.Now, DateTimeZone.Utc), []))));
        }

        return [.. folded.OrderBy(each => each.Item1, StringComparer.Ordinal)];
    }

    async Task PostAsync(SyntheticPatient patient)
    {
        for (var at = 0; at < patient.Lines.Count;)
        {
            var sort = patient.Lines[at].Sort;
            var portion = patient.Lines.Skip(at).TakeWhile(line => line.Sort == sort).ToList();
            at += portion.Count;
            var json = string.Join(',', portion.Select(line => Encoding.UTF8.GetString(line.Json.Span)));
            using var content = HttpSpec.JsonOf(sort is SyntheticSort.Enrol ? json : $"[{json}]");
            using var response = await Running.Client.PostAsync(
                sort switch
                {
                    SyntheticSort.Enrol => "/api/patients",
                    SyntheticSort.Entry => $"/api/patients/{patient.RegistryKey}/entries",
                    _ => $"/api/patients/{patient.RegistryKey}/corrections",
                },
                content, TestContext.Current.CancellationToken);
            var reply = await Reply.OfAsync(response, TestContext.Current.CancellationToken);
            Assert.True(reply.Status is HttpStatusCode.Created, reply.Text);
            Position = reply.Json.GetProperty("lastPosition").GetInt64();
        }
    }
}
