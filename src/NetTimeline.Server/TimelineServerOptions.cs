using System.Net;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Ledger;
using NodaTime;

namespace NetTimeline.Server;

/// <summary>What a server is to be. The defaults serve one machine and nobody beyond it.</summary>
public sealed record TimelineServerOptions
{
    /// <summary>The environment variable that names the clinic's time zone.</summary>
    public const string TimeZoneVariable = "NETTIMELINE_TIMEZONE";

    /// <summary>A connection string. Whoever logs in may create roles and a schema, or did so before.</summary>
    public required string Postgres { get; init; }

    /// <summary>Where to listen. Port 0 takes a free one; the running application says which.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:5080"];

    /// <summary>The clinic's time zone by its IANA name: days of recording are days there.</summary>
    public string TimeZone { get; init; } = Environment.GetEnvironmentVariable(TimeZoneVariable) ?? "Etc/UTC";

    /// <summary>
    /// The names under which this server is called. Others are refused, since any website can make a browser
    /// call a server on this machine under a name of its own.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Addresses of proxies in front: whom they name in <c>X-Forwarded-For</c> is recorded as the one who asked.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>After this a request is given up and answered with 503.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So many may follow the log over HTTP at the same time.</summary>
    public int FollowersMax { get; init; } = 500;

    /// <summary>Whoever follows the log and takes nothing for so long is cut off; he can go on where he was.</summary>
    public TimeSpan FollowerPatience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Read models are kept by this server, in turn with others; else it only answers from them.</summary>
    public bool KeepsReadModels { get; init; } = true;

    /// <summary>
    /// The hosts that webhooks may lead to, as they stand in a URL, each with its port or <c>:*</c>; without one, 443.
    /// None are allowed that are not named, this machine itself included; addresses inside a network have to be named
    /// as addresses.
    /// </summary>
    public IReadOnlyList<string> WebhookHosts { get; init; } = [];

    /// <summary>So long a receiver of webhooks has to answer.</summary>
    public TimeSpan WebhookPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often and how long webhooks are tried; what is left out the server says.</summary>
    public DeliveryOptions Deliveries { get; init; } = new() { Chance = Dice() };

    /// <summary>
    /// The folder of what must not be in the database: the ledger's keys and what it signed last. Without one nothing
    /// is signed.
    /// </summary>
    public string? LedgerFolder { get; init; }

    /// <summary>When it signs, and what it does where it must not.</summary>
    public LedgerOptions Ledger { get; init; } = new();

    /// <summary>Gives the recorded times.</summary>
    public IClock Clock { get; init; } = SystemClock();

    /// <summary>What it reads and writes of stored events; another program's only to see how servers get on.</summary>
    public StoredForms Forms { get; init; } = StoredForms.OfThisProgram;

    /// <summary>Where the log goes; how much of it is not decided here.</summary>
    public Action<ILoggingBuilder> LogTo { get; init; } = static logging =>
        logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat)
            = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));

    /// <summary>Without the members: the connection string holds a password.</summary>
    public override string ToString() => nameof(TimelineServerOptions);

#pragma warning disable RS0030 // This is the host.
    static IClock SystemClock() => NodaTime.SystemClock.Instance;

    static Func<double> Dice() => Random.Shared.NextDouble;
#pragma warning restore RS0030
}
