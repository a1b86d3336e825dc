using System.Text;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.Ledger.Proofs;

/// <summary>Reads one policy line by line, going on after a fault.</summary>
sealed class PolicyReader
{
    static readonly NoteKeyType[] TypesOfLogs =
        [NoteKeyType.Ed25519, NoteKeyType.Ecdsa, NoteKeyType.MlDsa44Cosignature];

    static readonly NoteKeyType[] TypesOfWitnesses =
        [NoteKeyType.Ed25519Cosignature, NoteKeyType.MlDsa44Cosignature, NoteKeyType.EcdsaCosignature];

    readonly List<TextFault> faults = [];
    readonly List<PolicyLog> logs = [];
    readonly List<PolicyWitness> witnesses = [];
    readonly List<PolicyGroup> groups = [];
    readonly HashSet<string> defined = new(StringComparer.Ordinal);
    readonly HashSet<string> members = new(StringComparer.Ordinal);
    readonly List<string> quorums = [];
    int line;

    /// <param name="octets">Each character is one octet.</param>
    public Parsed<LogPolicy> Read(string octets)
    {
        foreach (var text in octets.Split('\n'))
        {
            line++;
            if (text.Any(octet => octet is < ' ' and not '\t' or '\u007f'))
            {
                Fault("A policy has no control characters but tabs and newlines.");
            }

            var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words[0][0] != '#')
            {
                ReadLine(words);
            }
        }

        if (quorums.Count != 1)
        {
            faults.Add(new TextFault(0, "A policy has exactly one quorum."));
        }

        return faults.Count > 0
            ? new Parsed<LogPolicy>.Refused(faults)
            : new Parsed<LogPolicy>.Accepted(new LogPolicy(logs, witnesses, groups, quorums[0]));
    }

    void ReadLine(string[] words)
    {
        switch (words)
        {
            case ["log", var key, .. { Length: <= 1 } url]:
                ReadLog(key, url.FirstOrDefault());
                break;
            case ["witness", var name, var key, .. { Length: <= 1 } url]:
                ReadWitness(name, key, url.FirstOrDefault());
                break;
            case ["group", var name, var threshold, _, ..]:
                ReadGroup(name, threshold, words[3..]);
                break;
            case ["quorum", var name]:
                ReadQuorum(name);
                break;
            default:
                Fault("A line is log KEY [URL], witness NAME KEY [URL], group NAME any|all|N MEMBER… or quorum NAME.");
                break;
        }
    }

    void ReadLog(string text, string? url)
    {
        if (ReadKey(text, TypesOfLogs, "signs checkpoints of a log", logs.Select(log => log.Key)) is { } key)
        {
            logs.Add(new PolicyLog(key, url));
        }
    }

    void ReadWitness(string name, string text, string? url)
    {
        Define(name);
        if (ReadKey(text, TypesOfWitnesses, "cosigns", witnesses.Select(witness => witness.Key)) is { } key)
        {
            witnesses.Add(new PolicyWitness(name, key, url));
        }
    }

    /// <summary>Members are looked up before the group is defined, so that it is not its own.</summary>
    void ReadGroup(string name, string thresholdText, string[] names)
    {
        foreach (var member in names)
        {
            if (!defined.Contains(member))
            {
                Fault("A member of the group is not defined before it.");
            }
            else if (!members.Add(member))
            {
                Fault("A name is the member of a group more than once.");
            }
        }

        Define(name);
        var threshold = thresholdText switch
        {
            "any" => 1,
            "all" => names.Length,
            _ => Spelling.TryReadNumber(thresholdText, out var count) ? count : 0,
        };
        if (threshold < 1 || threshold > names.Length)
        {
            Fault("A group asks for any, all, or from one to all of its members.");
            return;
        }

        groups.Add(new PolicyGroup(name, (int)threshold, names));
    }

    void ReadQuorum(string name)
    {
        quorums.Add(name);
        if (name != LogPolicy.NoQuorum && !defined.Contains(name))
        {
            Fault("The quorum is not defined before it.");
        }
    }

    void Define(string name)
    {
        if (name == LogPolicy.NoQuorum)
        {
            Fault($"Nothing can be named {LogPolicy.NoQuorum}.");
        }
        else if (!defined.Add(name))
        {
            Fault("The name is defined already.");
        }
    }

    VerifierKey? ReadKey(string octets, NoteKeyType[] types, string does, IEnumerable<VerifierKey> others)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets));
        var parsed = VerifierKey.Parse(text);
        if (parsed is Parsed<VerifierKey>.Refused refused)
        {
            faults.AddRange(refused.Faults.Select(fault => fault with { Line = line }));
            return null;
        }

        var key = ((Parsed<VerifierKey>.Accepted)parsed).Value;
        if (!types.Contains(key.Type))
        {
            Fault($"No key of this type {does}.");
        }

        if (others.Any(other => other.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
        {
            Fault("The same public key stands on an earlier line.");
        }

        return key;
    }

    void Fault(string sentence) => faults.Add(new TextFault(line, sentence));
}
