using System.Security.Cryptography;
using System.Text;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// Names what the rows of a read model follow from apart from events: its own number, raised by hand where its code
/// makes other rows, and a digest of the product's definitions and vocabulary.
/// </summary>
static class ReadFormat
{
    /// <summary>A definition whose rule changes gets another version, so that names and versions tell.</summary>
    static readonly string Definitions = string.Join('\n', MeasureCatalogue.BuiltIn.All
        .Select(each => $"{each.Definition.Name}@{each.Definition.Version}"));

    static readonly string Vocabulary = string.Join('\n', Concepts.All.Select(each => string.Join('|', [
        each.Name, .. each.IsA, "", .. each.Terms, each.Organ, .. each.TermsInOrgan,
        .. each.Codes.Select(code => $"{code.System}|{code.Code}"),
    ])));

    static readonly string Digest = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Definitions + "\n\n" + Vocabulary)))[..8];

    public static string Of(int number) => $"{number}-{Digest}";
}
