namespace NetTimeline.EventStore;

/// <summary>
/// Marks a moment at which a process may die, so that a test can kill it exactly there. A running product never
/// arms one: a mark is then the reading of one field.
/// </summary>
/// <remarks>
/// A name says where and what is done already: <c>append.sent</c>. A test of the tree holds that each name in
/// the sources is one at which some test kills.
/// </remarks>
public static class FailPoint
{
    /// <summary>
    /// Called with the name of each mark as it is passed, on whatever thread; null in a running product. Set before
    /// anything runs, in a process that is there to be killed.
    /// </summary>
    internal static Action<string>? Armed { get; set; }

    /// <summary>Says that this moment has come. Returns at once, unless a test has other plans.</summary>
    /// <param name="name">A constant text; see the remarks.</param>
    public static void Reach(string name) => Armed?.Invoke(name);
}
