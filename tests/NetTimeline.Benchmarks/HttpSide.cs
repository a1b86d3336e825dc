namespace NetTimeline.Benchmarks;

/// <summary>The same over HTTP: a connection for each writer, one request at a time.</summary>
sealed class HttpSide(HttpConnection[] connections, IngestCourses courses) : IAppender, IDisposable
{
    readonly IngestTurns turns = new(courses, connections.Length);

    public static async Task<HttpSide> OpenAsync(Uri server, IngestCourses courses, int writersMax) => new(
        await Task.WhenAll(Enumerable.Range(0, writersMax).Select(_ => HttpConnection.OpenAsync(server))), courses);

    public async Task AppendAsync(int writer, int writers)
    {
        var (patient, step, what) = turns.Next(writer);
        var key = $"b{patient}";
        var status = await connections[writer].PostAsync(
            "/api/patients" + what.Route.Replace(IngestCourses.Key, key, StringComparison.Ordinal),
            step == 0 ? what.Body.Replace(IngestCourses.Key, key, StringComparison.Ordinal) : what.Body,
            "X-NetTimeline-Actor: bench", $"Idempotency-Key: {patient}-{step}");
        if (status != 201)
            throw new InvalidOperationException($"A post was answered {status}.");
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }
}
