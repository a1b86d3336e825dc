using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NetTimeline.Server.Http;

/// <summary>What one request, one connection and all of them together may ask for.</summary>
static class Limits
{
    public const int BodyBytesMax = 1024 * 1024;
    public const int EntriesMax = 500;
    public const int EntryBytesMax = Ledger.CanonicalJson.BytesMax;

    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = BodyBytesMax;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MaxConcurrentConnections = 2000;
        limits.MaxConcurrentUpgradedConnections = 500;
        limits.Http2.MaxStreamsPerConnection = 50;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    }

    public static void Apply(RequestTimeoutOptions timeouts) => timeouts.DefaultPolicy = new()
    {
        Timeout = RequestTimeout,
        TimeoutStatusCode = ProblemKinds.TooSlow.Status,
        WriteTimeoutResponse = static context =>
            new Problem(ProblemKinds.TooSlow, "Nothing was recorded by this request.") { RetryAfter = 5 }
                .ExecuteAsync(context),
    };
}
