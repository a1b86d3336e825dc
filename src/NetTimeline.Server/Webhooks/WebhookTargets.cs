using System.Net;
using System.Net.Sockets;

namespace NetTimeline.Server.Webhooks;

/// <summary>
/// Where webhooks may lead: to hosts that whoever runs the server has named, and to no others. Otherwise anybody who
/// may subscribe could make this server call whatever it can reach.
/// </summary>
/// <param name="hosts">Names or addresses, as they stand in a URL; case does not matter.</param>
sealed class WebhookTargets(IReadOnlyList<string> hosts)
{
    const int UrlCharactersMax = 2000;

    /// <summary>What a URL must not lead to unless the address itself is named.</summary>
    static readonly IPNetwork[] NotForAll =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/128", "::1/128", "64:ff9b::/96", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    readonly HashSet<string> names = hosts.Select(Bare).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the URL may be called; else why not.</summary>
    public string? Objection(string url)
    {
        if (url.Length > UrlCharactersMax || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return $"An absolute URL is expected, without user and fragment, at most {UrlCharactersMax} characters.";
        }

        if (!names.Contains(Bare(uri.Host)))
        {
            return "This server was not told that webhooks may lead to this host.";
        }

        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
            ? null
            : "https is expected; http only to this machine itself.";
    }

    /// <summary>
    /// Whether an address may be connected to for a host. A name that leads inside is refused unless that address is
    /// named too: what a name leads to can be changed by others.
    /// </summary>
    public bool Admits(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !NotForAll.Any(network => network.Contains(plain))
            || names.Contains(plain.ToString())
            || (IPAddress.IsLoopback(plain) && Bare(host) == "localhost" && names.Contains("localhost"));
    }

    /// <summary>Opens a connection to an address that is admitted.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(Bare(host), cancellation);
        var admitted = found.Where(address => Admits(host, address)).ToArray();
        if (admitted.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, WebhookSender.AddressRefused);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(admitted, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static string Bare(string host) => host.Trim('[', ']').ToLowerInvariant();
}
