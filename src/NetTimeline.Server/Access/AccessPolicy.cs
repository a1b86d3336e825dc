namespace NetTimeline.Server.Access;

/// <summary>
/// What a route does with patients' data. It stands at each route or at its group, and decides what is recorded
/// before an answer begins; a route without one answers nothing.
/// </summary>
/// <param name="Category">Which sort of data; a word of the access records.</param>
/// <param name="AlwaysShows">A good answer that does not say whose data it shows is a bug, and is not sent.</param>
sealed record AccessPolicy(string Category, bool AlwaysShows)
{
    /// <summary>It says nothing of any patient.</summary>
    public static AccessPolicy ShowsNothing { get; } = new("", AlwaysShows: false);

    /// <summary>
    /// The log of events says who did what; only where the answer quotes what was recorded before, somebody was shown
    /// something.
    /// </summary>
    public static AccessPolicy Records { get; } = new("course", AlwaysShows: false);

    /// <summary>What was recorded of one patient, in whatever view.</summary>
    public static AccessPolicy ShowsCourse { get; } = new("course", AlwaysShows: true);

    /// <summary>Who a patient is.</summary>
    public static AccessPolicy ShowsIdentity { get; } = new("identity", AlwaysShows: true);

    /// <summary>
    /// Puts who a patient is in the place of what was kept, which nobody sees again: whoever did is in both logs.
    /// </summary>
    public static AccessPolicy KeepsIdentity { get; } = new("identity", AlwaysShows: false);

    /// <summary>Who fits a question.</summary>
    public static AccessPolicy ShowsPatients { get; } = new("patients", AlwaysShows: true);

    /// <summary>Numbers of many patients.</summary>
    public static AccessPolicy ShowsCohort { get; } = new("cohort", AlwaysShows: true);

    /// <summary>That something was recorded of somebody, and of what kind.</summary>
    public static AccessPolicy ShowsChanges { get; } = new("changes", AlwaysShows: true);

    /// <summary>Who was shown what.</summary>
    public static AccessPolicy ShowsAccess { get; } = new("access", AlwaysShows: true);
}
