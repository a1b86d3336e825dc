using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace NetTimeline.Server.Http;

/// <summary>
/// Behind a proxy all requests come from the proxy, and from whom they came to it is in <c>X-Forwarded-For</c>. That
/// is believed of those alone that the operator named: the rightmost address that is no trusted proxy's is the
/// caller's, since whatever stands left of it the caller may have written himself.
/// </summary>
static class TrustedProxies
{
    public static void Use(WebApplication app, IReadOnlyList<IPNetwork> networks)
    {
        if (networks.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(forwarded);
    }
}
