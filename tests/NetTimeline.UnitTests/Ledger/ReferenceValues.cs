using System.Text.Json;

namespace NetTimeline.UnitTests.Ledger;

/// <summary>The published vectors of tests/reference-values/ledger; its README says where each is from.</summary>
static class ReferenceValues
{
    static readonly JsonSerializerOptions AsWritten = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static T Read<T>(string file)
    {
        var path = Path.Combine(Repository.Root, "tests", "reference-values", "ledger", file);
        return JsonSerializer.Deserialize<T>(File.ReadAllText(path), AsWritten)!;
    }
}
