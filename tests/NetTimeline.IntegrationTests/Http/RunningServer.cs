using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NetTimeline.Server;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>The real server on a free port over a database of its own; one for each class of tests.</summary>
public sealed class RunningServer(PostgresFixture postgres) : IAsyncLifetime
{
    WebApplication? app;

    public string Database { get; private set; } = "";

    public CapturedLog Log { get; } = new();

    /// <summary>Follows no redirects and keeps no cookies: what the server says is what a test sees.</summary>
    public HttpClient Client { get; private set; } = null!;

    public WebApplication App => app!;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken);
        app = await TimelineServer.StartAsync(
            OptionsFor(Database, Log), TestContext.Current.CancellationToken);
        Client = ClientOf(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    internal static TimelineServerOptions OptionsFor(string database, CapturedLog log) => new()
    {
        Postgres = database,
        Urls = ["http://127.0.0.1:0"],
        TimeZone = "Asia/Tokyo",
        LogTo = logging => logging.AddProvider(log),
    };

    internal static HttpClient ClientOf(WebApplication app) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    {
        BaseAddress = new Uri(app.Urls.Single()),
    };
}
