using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using NetTimeline.Ledger;

namespace NetTimeline.Server.Http;

/// <summary>What one request, one connection and all of them together may ask for.</summary>
static class Limits
{
    public const int BodyBytesMax = 1024 * 1024;
    const int SendBufferBytes = 256 * 1024;
    public const int EntriesMax = 500;
    public const int EntryBytesMax = CanonicalJson.BytesMax;

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

    /// <summary>
    /// The system would keep megabytes for each reader who takes nothing, on top of what is kept here.
    /// </summary>
    public static void Apply(SocketTransportOptions sockets) => sockets.CreateBoundListenSocket = static endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = SendBufferBytes;
        return socket;
    };

    /// <param name="timeouts">What is set.</param>
    /// <param name="time">What a request has, from its headers to its answer.</param>
    public static void Apply(RequestTimeoutOptions timeouts, TimeSpan time) => timeouts.DefaultPolicy = new()
    {
        Timeout = time,
        TimeoutStatusCode = ProblemKinds.TooSlow.Status,
        WriteTimeoutResponse = static context => OutOfTime(context.Request).ExecuteAsync(context),
    };

    /// <summary>A read records nothing; what a post had come to when its time ran out is not known here.</summary>
    static Problem OutOfTime(HttpRequest request) => Problem.Of(
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? ProblemKinds.TooSlow
            : ProblemKinds.OutcomeUnknown,
        retryAfter: 5);
}
