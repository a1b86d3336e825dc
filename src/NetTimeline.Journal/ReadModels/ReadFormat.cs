using System.Security.Cryptography;
using System.Text;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// Names what the rows of a read model follow from apart from events: its own number, raised by hand where its code
/// makes other rows, and a digest of the product's definitions and vocabulary and of the stored forms it can read. So
/// while servers are replaced one by one, patients that the older ones cannot read are set aside in their tables only.
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

    static readonly string Product = Digest(Definitions + "\n\n" + Vocabulary);

    public static string Of(int number, StoredForms forms) => $"{number}-{Digest(
        Product + string.Concat(forms.Readable.Select(form => $"\n{form.Type}.v{form.Schema}")))[..8]}";

    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
