namespace NetTimeline.Journal.Audit;

/// <summary>What a report says of itself, in plain words.</summary>
static class AuditReportWords
{
    public static Html What { get; } = Html.Element(
        "p", "Everything that was ever recorded of this patient is below, what was corrected or withdrawn included. "
            + "Nothing is overwritten: a correction is another act, with its reason, beside what it corrects.");

    public static Html Proves { get; } = List(
        "What the ledger shows",
        [
            "Each act is a leaf of a tree of hashes, and what is signed is the root of that tree. Whoever changes, "
                + "adds, removes or reorders an act afterwards gets another root.",
            "Whoever kept one signed checkpoint can prove that everything it covered is still there, unchanged and in "
                + "the same order, without trusting this server, its database or its operator.",
            "The bundle of this patient (nettimeline audit PATIENT --bundle FILE) lets anybody check each act offline; "
                + "with --scope log also that no act is missing.",
        ]);

    public static Html DoesNot { get; } = List(
        "What it does not show",
        [
            "That what was stated is true, or that it was stated by whom the record names: the ledger keeps what the "
                + "server was told.",
            "That the times are right. They are the server's clock; a witness's signature or time stamp bounds them.",
            "That nothing was changed before the first checkpoint that somebody else kept.",
            "That nothing was left out of which nobody was ever told that it is recorded, or that nobody read the "
                + "database's files.",
            "That every copy of what was erased is gone.",
            "This page is a reading of the record and is not signed itself. What counts is the bundle.",
        ]);

    static Html List(string title, IEnumerable<string> items) => Html.Join(
        Html.Element("h3", title), new("\n"),
        Html.Element("ul", [.. items.Select(item => Html.Join(Html.Element("li", item), new("\n")))]), new("\n"));
}
