using System.Collections.Frozen;
using System.Data.Common;
using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Views;

namespace NetTimeline.Journal.ReadModels;

/// <summary>What stands in a column of a row of a read model; null or empty where nothing does.</summary>
static class RowValues
{
    public static RegistryKey RegistryKey(this DbDataReader row, int at) =>
        Domain.RegistryKey.TryParse(row.GetString(at), out var key)
            ? key
            : throw new InvalidDataException("No registry key.");

    /// <summary>The column says whether the patient certainly fits.</summary>
    public static CohortMatch Match(this DbDataReader row, int at) =>
        row.GetBoolean(at) ? CohortMatch.Certainly : CohortMatch.Possibly;

    public static T? Word<T>(this DbDataReader row, int at)
        where T : struct, Enum => row.IsDBNull(at) ? null : Meaning<T>.Of[row.GetString(at)];

    public static int? Whole(this DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt32(at);

    public static decimal? Number(this DbDataReader row, int at) =>
        row.IsDBNull(at) ? null : PlainNumber.Of(row.GetDecimal(at));

    public static bool Flag(this DbDataReader row, int at) => !row.IsDBNull(at) && row.GetBoolean(at);

    public static string? Text(this DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    public static string[] Texts(this DbDataReader row, int at) =>
        row.IsDBNull(at) ? [] : row.GetFieldValue<string[]>(at);

    public static Items<EntryKey> EntryKeys(this DbDataReader row, int at) =>
        [.. row.Texts(at).Select(EntryKey.Parse)];

    static class Meaning<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> Of =
            Enum.GetValues<T>().ToFrozenDictionary(each => Words.Of(each));
    }
}
