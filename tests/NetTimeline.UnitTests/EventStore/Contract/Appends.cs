using System.Security.Cryptography;
using System.Text;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Tests.EventStore;

/// <summary>Appends as tests need them: small, and different from each other in their ids only.</summary>
static class Appends
{
    public static readonly Act Act = new("dr-m", "test", "creation", null, null, null, "request-1");

    public static NewEvent Event(string payload = """{"n":1}""", Guid? id = null) =>
        new(id ?? Guid.NewGuid(), "entry_recorded", 1, Encoding.UTF8.GetBytes(payload), Act);

    /// <summary>Begins a stream; its key is made from its id unless one is given.</summary>
    public static Append Begin(Guid stream, string? key = null, params NewEvent[] events) =>
        new(Guid.NewGuid(), stream, key ?? $"key-{stream:n}", 0, events is [] ? [Event()] : events, null);

    public static Append Continue(Guid stream, long expectedVersion, params NewEvent[] events) =>
        new(Guid.NewGuid(), stream, null, expectedVersion, events is [] ? [Event()] : events, null);

    public static CommandKey Command(string key, string body = "body", string scope = "dr-m POST /entries") =>
        new(scope, key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}

/// <summary>A clock that moves when it is told to, also backwards.</summary>
sealed class ManualClock(Instant now) : IClock
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 9, 0);

    public ManualClock()
        : this(Start) { }

    public Instant Now { get; set; } = now;

    /// <summary>How often it was asked.</summary>
    public int Readings { get; private set; }

    public Instant GetCurrentInstant()
    {
        Readings++;
        return Now;
    }
}
