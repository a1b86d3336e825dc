using System.Globalization;
using Microsoft.Net.Http.Headers;
using NetTimeline.Domain.Dates;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures;

namespace NetTimeline.Server.Http;

/// <summary>What If-Match demands of a patient's version.</summary>
abstract record Precondition
{
    Precondition() { }

    /// <summary>Nothing, or merely that the patient exists, which posting demands anyway.</summary>
    public sealed record None : Precondition;

    /// <summary>One of these versions; none of them, and it can never hold.</summary>
    public sealed record OneOf(IReadOnlySet<long> Versions) : Precondition;
}

/// <summary>
/// Entity tags, RFC 9110 section 8.8.3. A patient's tag is the version in quotes, as strong as they come: a version
/// never means anything else.
/// </summary>
static class EntityTags
{
    /// <summary>The same for the same sources; another one wherever a number may be reckoned otherwise.</summary>
    static readonly string Reckoning = string.Concat(
        new[] { typeof(DateNetwork), typeof(Measure), typeof(MeasureCatalogue) }
            .Select(each => each.Module.ModuleVersionId.ToString("N")[..4]));

    public static string OfVersion(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The drawing of a timeline is another representation than its JSON, so its tag is another one.</summary>
    public static string OfText(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}-text\"");

    /// <summary>
    /// Of what is computed from a patient's stream by definitions: users' own have a stream of their own, and those of
    /// the product may be others with each release. No version of a patient.
    /// </summary>
    public static string OfMeasures(long version, long definitions, Form form) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{version}-m{definitions}-{Reckoning}{(form is Form.Text ? "-text" : "")}\"");

    /// <summary>
    /// Null where the header is malformed. Compared strongly: a weak tag, and a tag that is no version, match nothing.
    /// </summary>
    public static Precondition? ReadIfMatch(IList<string?> header)
    {
        if (header.Count == 0)
        {
            return new Precondition.None();
        }

        if (Parse(header) is not { } tags)
        {
            return null;
        }

        return tags.Contains(EntityTagHeaderValue.Any)
            ? new Precondition.None()
            : new Precondition.OneOf(tags.Where(tag => !tag.IsWeak).Select(VersionOf).OfType<long>().ToHashSet());
    }

    /// <summary>Whether If-None-Match names the tag, compared weakly. A malformed header names nothing.</summary>
    public static bool IsNamed(IList<string?> ifNoneMatch, string tag)
    {
        var ours = new EntityTagHeaderValue(tag);
        return ifNoneMatch.Count > 0 && Parse(ifNoneMatch) is { } tags
            && tags.Any(each =>
                each.Equals(EntityTagHeaderValue.Any) || each.Compare(ours, useStrongComparison: false));
    }

    static IList<EntityTagHeaderValue>? Parse(IList<string?> header) =>
        EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags) && tags.Count > 0
            ? tags
            : null;

    static long? VersionOf(EntityTagHeaderValue tag)
    {
        var digits = tag.Tag.AsSpan().Trim('"');
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && tag.Tag == OfVersion(version)
            ? version
            : null;
    }
}
