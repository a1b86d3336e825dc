using NodaTime;

namespace NetTimeline.Server.Access;

/// <summary>
/// Whoever moves through the moments of a course asks for a view many times a second. One record says that he looks
/// at the patient for a minute, and the views of that minute need no other.
/// </summary>
/// <remarks>Safe to use from many threads. What another server recorded is not known here.</remarks>
sealed class SlidingViews(IClock clock)
{
    public const int LastsSeconds = 60;

    /// <summary>So many are remembered; with one more all are forgotten, and recorded again.</summary>
    const int KeptMax = 10_000;

    readonly Lock gate = new();
    readonly Dictionary<(Caller Caller, Guid Patient), Instant> until = [];

    /// <summary>A record covers this caller and patient still.</summary>
    public bool Covers(Caller caller, Guid patient)
    {
        lock (gate)
        {
            return until.TryGetValue(Key(caller, patient), out var end) && clock.GetCurrentInstant() < end;
        }
    }

    /// <summary>A record was made, no earlier than at this time.</summary>
    public void Begin(Caller caller, Guid patient, Instant recorded)
    {
        lock (gate)
        {
            if (until.Count >= KeptMax)
            {
                until.Clear();
            }

            until[Key(caller, patient)] = recorded + Duration.FromSeconds(LastsSeconds);
        }
    }

    /// <summary>Each view is a request of its own.</summary>
    static (Caller, Guid) Key(Caller caller, Guid patient) => (caller with { Request = "" }, patient);
}
