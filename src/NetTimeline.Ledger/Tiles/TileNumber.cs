using System.Globalization;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// The end of a path, which tiles and bundles have in common: the index in groups of three digits, all but the last
/// behind an x, and the width if it is partial.
/// </summary>
static class TileNumber
{
    const int GroupDigits = 3;
    const string PartialMark = ".p/";

    public static string Of(long index, int width)
    {
        var digits = index.ToString(CultureInfo.InvariantCulture);
        var groups = (digits.Length + GroupDigits - 1) / GroupDigits;
        digits = digits.PadLeft(groups * GroupDigits, '0');
        var number = string.Join("/x", digits.Chunk(GroupDigits).Select(group => new string(group)));
        var last = number.LastIndexOf('x');
        return (last < 0 ? number : $"x{number.Remove(last, 1)}") + PartialOf(width);
    }

    /// <summary>Refuses what <see cref="Of"/> does not write, such as a tile's second name with zeros before.</summary>
    public static bool TryParse(string text, out long index, out int width)
    {
        var parts = text.Split(PartialMark);
        width = TileAddress.WidthFull;
        return long.TryParse(parts[0].Replace("/", "").Replace("x", ""), NumberStyles.None, null, out index)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, null, out width))
            && width is > 0 and <= TileAddress.WidthFull
            && Of(index, width) == text;
    }

    static string PartialOf(int width) => width == TileAddress.WidthFull
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{PartialMark}{width}");
}
