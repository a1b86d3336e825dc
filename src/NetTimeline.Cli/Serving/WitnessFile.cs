using NetTimeline.Cli.Verifying;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;

namespace NetTimeline.Cli.Serving;

/// <summary>The file that names the witnesses of a server.</summary>
static class WitnessFile
{
    const string Setting = "--ledger-witnesses";

    /// <summary>None where there is no file; null, and it is said why, where one of them cannot be asked.</summary>
    public static IReadOnlyList<PolicyWitness>? Read(string? path)
    {
        if (path is null)
        {
            return [];
        }

        if (Evidence.ReadFile(path) is not { } bytes
            || Evidence.Accepted(LogPolicy.Parse(bytes), Setting) is not { } policy)
        {
            return null;
        }

        var faults = policy.Witnesses.Select(Objection).OfType<string>().ToList();
        faults.ForEach(Terminal.Say);
        return faults.Count == 0 ? policy.Witnesses : null;
    }

    static string? Objection(PolicyWitness witness) =>
        NoteVerifiers.Of(witness.Key) is null
            ? $"{Setting}: what {witness.Name} signs cannot be verified here: it has a key of type {witness.Key.Type}."
            : !Uri.TryCreate(witness.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            ? $"{Setting}: {witness.Name} has no address such as http://witness.example:5090."
            : null;
}
