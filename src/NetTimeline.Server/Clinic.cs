using NodaTime;

namespace NetTimeline.Server;

/// <summary>Where the days of recording are days.</summary>
sealed class Clinic(string timeZone)
{
    public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)
        ?? throw new ArgumentException(
            $"There is no time zone {timeZone}. Name one as the IANA does: Europe/Berlin, Asia/Tokyo, Etc/UTC.");
}
