using System.Globalization;
using System.Text;
using NetTimeline.Domain;
using NetTimeline.Ledger;

namespace NetTimeline.Journal.Json;

/// <summary>Collects every fault of a document while it is read, each with the place where it was found.</summary>
sealed class Reading
{
    readonly List<Fault> faults = [];
    readonly List<(string? Member, int Index)> path = [];

    public IReadOnlyList<Fault> Faults => faults;

    public void Enter(string member) => path.Add((member, 0));

    public void Enter(int index) => path.Add((null, index));

    public void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>Notes a fault here and answers null, so that a reader can return what this returns.</summary>
    public object? Wrong(string sentence, string below = "", Refusal refusal = Refusal.Malformed)
    {
        faults.Add(new Fault(refusal, Here() + below, sentence));
        return null;
    }

    string Here()
    {
        var text = new StringBuilder();
        foreach (var (member, index) in path)
        {
            text.Append('/')
                .Append(member is null ? index.ToString(CultureInfo.InvariantCulture) : JsonPointer.Escape(member));
        }

        return text.ToString();
    }
}
