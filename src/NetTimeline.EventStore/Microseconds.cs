using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// The log's unit of time: whole microseconds since the Unix epoch, which is what the database holds exactly.
/// </summary>
static class Microseconds
{
    /// <summary>What the database's binary timestamps count from: 2000-01-01.</summary>
    const long DatabaseEpoch = 946_684_800_000_000;

    const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;

    /// <summary>Truncates towards the past, also before 1970.</summary>
    public static long From(Instant moment)
    {
        var ticks = moment.ToUnixTimeTicks();
        return (ticks - ((ticks % TicksPerMicrosecond) + TicksPerMicrosecond) % TicksPerMicrosecond)
            / TicksPerMicrosecond;
    }

    public static Duration Between(long from, long to) =>
        Duration.FromTicks((to - from) * TicksPerMicrosecond);

    public static Instant ToInstant(long microseconds) =>
        Instant.FromUnixTimeTicks(microseconds * TicksPerMicrosecond);

    /// <summary>A timestamp in the database's binary form.</summary>
    public static long ToDatabase(Instant moment) => From(moment) - DatabaseEpoch;

    /// <summary>What a timestamp in the database's binary form says.</summary>
    public static Instant FromDatabase(long timestamp) => ToInstant(timestamp + DatabaseEpoch);
}
