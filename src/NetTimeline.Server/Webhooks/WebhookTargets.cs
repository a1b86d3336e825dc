using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetTimeline.Server.Webhooks;

/// <summary>
/// Where webhooks may lead: to hosts that whoever runs the server has named, and to no others. Otherwise anybody who
/// may subscribe could make this server call whatever it can reach.
/// </summary>
sealed class WebhookTargets
{
    const int UrlCharactersMax = 2000;
    const int AnyPort = -1;
    const int HttpsPort = 443;

    /// <summary>What a URL must not lead to unless the address itself is named.</summary>
    static readonly IPNetwork[] NotForAll =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            // Those that carry an address of the old kind lead to wherever that one leads.
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    readonly HashSet<(string Host, int Port)> named;

    /// <param name="hosts">
    /// Names or addresses, as they stand in a URL, and a port: <c>hooks.example.org:8443</c>, <c>[::1]:80</c>, or
    /// <c>host:*</c> for all ports. Without one it is 443. Case does not matter.
    /// </param>
    /// <exception cref="ArgumentException">One of them cannot be understood.</exception>
    public WebhookTargets(IReadOnlyList<string> hosts) => named = [.. hosts.Select(Named)];

    /// <summary>Null where the URL may be called; else why not.</summary>
    public string? Objection(string url)
    {
        if (url.Length > UrlCharactersMax || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return $"An absolute URL is expected, without user and fragment, at most {UrlCharactersMax} characters.";
        }

        if (!IsNamed(uri.Host, uri.Port))
        {
            return "This server was not told that webhooks may lead to this host and port.";
        }

        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
            ? null
            : "https is expected; http only to this machine itself.";
    }

    /// <summary>
    /// Whether an address may be connected to for a host. A name that leads inside is refused unless that address is
    /// named too: what a name leads to can be changed by others.
    /// </summary>
    public bool Admits(string host, int port, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !NotForAll.Any(network => network.Contains(plain))
            || IsNamed(plain.ToString(), port)
            || (IPAddress.IsLoopback(plain) && Bare(host) == "localhost" && IsNamed(host, port));
    }

    /// <summary>Opens a connection to an address that is admitted.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(Bare(host), cancellation);
        var admitted = found.Where(address => Admits(host, port, address)).ToArray();
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

    bool IsNamed(string host, int port) =>
        named.Contains((Bare(host), port)) || named.Contains((Bare(host), AnyPort));

    static (string Host, int Port) Named(string text)
    {
        var at = text.LastIndexOf(':');
        // More than one colon is an address of the new kind; with a port it stands in brackets.
        if (at < 0 || text.EndsWith(']') || (text.IndexOf(':') < at && !text.StartsWith('[')))
        {
            return (Bare(text), HttpsPort);
        }

        var (host, port) = (Bare(text[..at]), text[(at + 1)..]);
        if (port is "*")
        {
            return (host, AnyPort);
        }

        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (host, number)
            : throw new ArgumentException($"'{text}' is no host, host:port or host:* that webhooks could lead to.");
    }

    static string Bare(string host) => host.Trim('[', ']').ToLowerInvariant();
}
