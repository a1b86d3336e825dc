using System.CommandLine;
using System.Net;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Server;
using NodaTime;
using Npgsql;

namespace NetTimeline.Cli.Serving;

/// <summary>The options of verbs that serve.</summary>
static class ServeOptions
{
    const string DefaultUrl = "http://127.0.0.1:5080";
    const string DefaultZone = "Etc/UTC";
    const string Allow = "allow";
    const string Refuse = "refuse";

    static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static readonly Setting Postgres = new(
        "--postgres", "NETTIMELINE_POSTGRES", "CONNECTION",
        "Connection string of the PostgreSQL to use. Without one a private PostgreSQL is started in the data folder.");

    public static readonly Setting Data = new(
        "--data", "NETTIMELINE_DATA", "FOLDER",
        "The private PostgreSQL's folder; nettimeline among your user's data where nothing is said.");

    static readonly Setting Urls = new(
        "--urls", "NETTIMELINE_URLS", "URLS",
        $"Where to listen, {DefaultUrl} where nothing is said; several with semicolons; port 0 takes a free one.");

    static readonly Setting Zone = new(
        "--time-zone", TimelineServerOptions.TimeZoneVariable, "ZONE",
        $"The clinic's zone, in which days of recording are days: Europe/Berlin. {DefaultZone} where nothing is said.");

    static readonly Setting Hosts = new(
        "--allowed-hosts", "NETTIMELINE_ALLOWED_HOSTS", "HOSTS",
        "Names under which this server may be called, with semicolons, beside those it listens on.");

    static readonly Setting Proxies = new(
        "--trusted-proxies", "NETTIMELINE_TRUSTED_PROXIES", "ADDRESSES",
        "Proxies in front of this server, with semicolons: 10.0.0.7, 10.0.0.0/8. Whom they name in X-Forwarded-For is "
        + "recorded as the one who asked; without them it is the proxy.");

    static readonly Setting WebhookHosts = new(
        "--webhook-hosts", "NETTIMELINE_WEBHOOK_HOSTS", "HOSTS",
        "Hosts that webhooks may lead to, with semicolons: host (port 443), host:port, host:*; none if none is said.");

    static readonly Setting Ledger = new(
        "--ledger-folder", "NETTIMELINE_LEDGER_FOLDER", "FOLDER",
        "Where the ledger's keys are kept and what it signed last: not in the database, and not restored with it. "
        + "The folder ledger in the private PostgreSQL's where nothing is said, for another PostgreSQL none: then "
        + "nothing is signed.");

    public static readonly Setting Origin = new(
        "--ledger-origin", "NETTIMELINE_LEDGER_ORIGIN", "NAME",
        "The name under which the logs of a new database are signed, a URL without its scheme: "
        + "clinic.example/thyroid. It is given once; where nothing is said then, one is made up.");

    static readonly Setting Witnesses = new(
        "--ledger-witnesses", "NETTIMELINE_LEDGER_WITNESSES", "FILE",
        "Who is asked to cosign what is signed: a policy (C2SP tlog-policy) of lines such as witness NAME KEY URL. "
        + "Nothing waits for them.");

    static readonly Setting FrozenAppends = new(
        "--ledger-frozen-appends", "NETTIMELINE_LEDGER_FROZEN_APPENDS", "POLICY",
        "What becomes of posts while the log is frozen, because the database is not what was signed: allow where "
        + "nothing is said, or refuse.");

    public static void AddTo(Command command)
    {
        foreach (var setting in (Setting[])
            [Postgres, Data, Urls, Zone, Hosts, Proxies, WebhookHosts, Ledger, Origin, Witnesses, FrozenAppends])
        {
            setting.AddTo(command);
        }
    }

    /// <summary>Null, and it is said why, where a value cannot be understood.</summary>
    public static ServeSettings? Read(ParseResult parsed)
    {
        var postgres = Postgres.Of(parsed);
        var urls = Parts(Urls.Of(parsed) ?? DefaultUrl);
        var zone = Zone.Of(parsed) ?? DefaultZone;
        var origin = Origin.Of(parsed);
        var frozen = FrozenAppends.Of(parsed) ?? Allow;
        var proxies = Parts(Proxies.Of(parsed) ?? "").Select(NetworkOf).ToList();
        if ((postgres is not null && !IsConnectionString(postgres)) || !AreUrls(urls) || !IsZone(zone)
            || !AreNetworks(proxies) || !IsOrigin(origin) || !IsPolicy(frozen)
            || WitnessFile.Read(Witnesses.Of(parsed)) is not { } witnesses)
        {
            return null;
        }

        var hosts = Loopback
            .Concat(urls.Select(url => new Uri(url).Host).Where(host => host is not ("0.0.0.0" or "[::]")))
            .Concat(Parts(Hosts.Of(parsed) ?? ""));
        var data = DataFolder(parsed);
        var ledger = Ledger.Of(parsed) is { } given ? Path.GetFullPath(given)
            : postgres is null ? Path.Combine(data, "ledger")
            : null;
        if (!CanBeFrozen(ledger, frozen))
        {
            return null;
        }

        return new ServeSettings(
            postgres, data, urls, zone, [.. hosts.Distinct()], [.. proxies.OfType<IPNetwork>()],
            Parts(WebhookHosts.Of(parsed) ?? ""),
            ledger, origin, witnesses, frozen == Refuse);
    }

    /// <summary>Of the private PostgreSQL.</summary>
    public static string DataFolder(ParseResult parsed) => Path.GetFullPath(Data.Of(parsed) ?? DefaultData());

    /// <summary>Says so where it is none, without repeating it: it may hold a password.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 }
                || Complain("The connection string of --postgres names no Host.");
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException)
        {
            return Complain("--postgres is a connection string such as Host=db;Database=nettimeline;Username=clinic.");
        }
    }

    /// <summary>Says so where it is none.</summary>
    public static bool IsOrigin(string? origin) => origin is null || LogOrigin.IsOne(origin)
        || Complain(
            "--ledger-origin is a host in lower case and a path, without scheme, spaces and plus: clinic.example.");

    static string[] Parts(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static bool AreUrls(string[] urls) =>
        (urls.Length > 0 && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == "http"))
        || Complain($"--urls are addresses such as {DefaultUrl}. Encryption is the business of what stands in front.");

    static bool IsZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null
        || Complain("--time-zone is a name as the IANA gives it: Europe/Berlin, Asia/Tokyo, Etc/UTC.");

    static bool AreNetworks(IEnumerable<IPNetwork?> networks) => networks.All(network => network is not null)
        || Complain("--trusted-proxies are addresses or networks: 10.0.0.7, 10.0.0.0/8, 2001:db8::/32.");

    /// <summary>An address is a network of its own; what leaves parts out is none.</summary>
    static IPNetwork? NetworkOf(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) && address.ToString() == text
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>Without a folder a server does not know what was signed.</summary>
    static bool CanBeFrozen(string? ledger, string frozen) => ledger is not null || frozen != Refuse
        || Complain($"--ledger-frozen-appends {Refuse} needs a --ledger-folder to tell whether the log is frozen.");

    static bool IsPolicy(string word) => word is Allow or Refuse
        || Complain($"--ledger-frozen-appends is {Allow} or {Refuse}.");

    static bool Complain(string sentence)
    {
        Terminal.Say(sentence);
        return false;
    }

    static string DefaultData() => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "nettimeline");
}

/// <summary>How to serve.</summary>
/// <param name="Postgres">Null starts a private one.</param>
/// <param name="DataFolder">Of the private one.</param>
/// <param name="Urls">Where to listen.</param>
/// <param name="TimeZone">Of the clinic.</param>
/// <param name="AllowedHosts">Names under which it may be called.</param>
/// <param name="TrustedProxies">Believed when they say for whom they ask.</param>
/// <param name="WebhookHosts">Where webhooks may lead.</param>
/// <param name="LedgerFolder">Null signs nothing.</param>
/// <param name="LedgerOrigin">Null asks for no name.</param>
/// <param name="LedgerWitnesses">Who is asked to cosign.</param>
/// <param name="RefusesAppendsWhileFrozen">What becomes of posts while the log is frozen.</param>
sealed record ServeSettings(
    string? Postgres,
    string DataFolder,
    IReadOnlyList<string> Urls,
    string TimeZone,
    IReadOnlyList<string> AllowedHosts,
    IReadOnlyList<IPNetwork> TrustedProxies,
    IReadOnlyList<string> WebhookHosts,
    string? LedgerFolder,
    string? LedgerOrigin,
    IReadOnlyList<PolicyWitness> LedgerWitnesses,
    bool RefusesAppendsWhileFrozen)
{
    /// <summary>Without the members: the connection string holds a password.</summary>
    public override string ToString() => nameof(ServeSettings);
}
