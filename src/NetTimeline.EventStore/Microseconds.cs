using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// The log's unit of time: whole microseconds since the Unix epoch, which is what the database holds exactly.
/// </summary>
static class Microseconds
{
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
}
