using System.Reflection;
using System.Security.Cryptography;

namespace NetTimeline.Web;

/// <summary>The files that the build put into this assembly, by the paths they are served at.</summary>
static class PageFiles
{
    const string Prefix = "page/";

    /// <summary>The builder of the page names these by what is in them, so they never change.</summary>
    const string Hashed = "/assets/";

    static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    static readonly Dictionary<string, string> MediaTypes = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Empty where the page was not built.</summary>
    public static IReadOnlyDictionary<string, PageFile> Read(Assembly assembly)
    {
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet();
        return names.Where(name => !Codings.Any(each => name.EndsWith(each.Ending, StringComparison.Ordinal)))
            .ToDictionary(name => $"/{name[Prefix.Length..]}", name => new PageFile(
                MediaTypes[Path.GetExtension(name)],
                $"/{name[Prefix.Length..]}".StartsWith(Hashed, StringComparison.Ordinal),
                [
                    .. Codings.Where(each => names.Contains(name + each.Ending))
                        .Select(each => Form(assembly, name + each.Ending, each.Coding)),
                    Form(assembly, name, null),
                ]));
    }

    static PageForm Form(Assembly assembly, string name, string? coding)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(coding, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"", bytes);
    }
}
