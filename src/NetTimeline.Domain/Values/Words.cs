using System.Collections.Concurrent;
using System.Text;

namespace NetTimeline.Domain.Values;

/// <summary>
/// The words of enumerations as they are written in JSON and shown: kebab-case of their C# names, but symbols of
/// clinical classifications as they are (<c>G1</c>, <c>R0</c>, <c>IIIa</c>).
/// </summary>
public static class Words
{
    static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary>As below, without making an object of the value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => OfType<T>.All.GetValueOrDefault(value) ?? Of((Enum)value);

    public static string Of(Enum value) => Known.GetOrAdd(value, v => v is Grade or Margin or ClavienDindo
        ? v.ToString()
        : Kebab(v.ToString()));

    /// <summary><c>NotStated</c> → <c>not-stated</c>.</summary>
    public static string Kebab(string pascalCase)
    {
        var text = new StringBuilder(pascalCase.Length + 4);
        foreach (var letter in pascalCase)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    static class OfType<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> All =
            Enum.GetValues<T>().Distinct().ToDictionary(value => value, value => Of((Enum)value));
    }
}
