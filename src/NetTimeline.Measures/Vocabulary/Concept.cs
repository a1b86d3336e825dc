using NetTimeline.Domain;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>A clinical idea with the words that entries use for it.</summary>
/// <param name="Name">Kebab-case, in British spelling.</param>
/// <param name="IsA">Wider concepts: whatever is this is one of those.</param>
/// <param name="Terms">Words for it; a text has one when it contains its words in a row.</param>
/// <param name="Organ">Where its further terms mean it: a lobectomy is a liver resection only in the liver.</param>
/// <param name="TermsInOrgan">Words for it in an entry that says it is in that organ; empty without an organ.</param>
/// <param name="Codes">Codes of terminologies that mean exactly this.</param>
public sealed record Concept(
    string Name,
    Items<string> IsA,
    Items<string> Terms,
    string? Organ,
    Items<string> TermsInOrgan,
    Items<Coding> Codes);
