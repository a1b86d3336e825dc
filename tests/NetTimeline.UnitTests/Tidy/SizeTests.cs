using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>One screen: what a reader can hold.</summary>
public sealed class SizeTests
{
    const int FileLinesMax = 400;
    const int FunctionLinesMax = 40;
    const int LineCharactersMax = 120;

    static readonly string[] Code = [".cs", ".sql", ".sh", ".ts", ".tsx", ".js", ".svelte", ".css", ".html"];

    [Fact]
    public void Files_of_code_are_short() => Tree.Holds(
        $"A file has at most {FileLinesMax} lines.",
        Tree.Files
            .Where(path => Code.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Select(path => (path, lines: Tree.Lines(path).Length))
            .Where(file => file.lines > FileLinesMax)
            .Select(file => $"{file.path}: {file.lines}"));

    [Fact]
    public void Functions_are_short() => Tree.Holds(
        $"A function has at most {FunctionLinesMax} lines.",
        Tree.FilesEnding(".cs")
            .SelectMany(path => CSharpMembers.In(Tree.Read(path)), (path, member) => (path, member))
            .Where(found => found.member.IsFunction && found.member.Lines > FunctionLinesMax)
            .Select(found => $"{found.path}:{found.member.FirstLine}: {found.member.Lines} lines"));

    [Fact]
    public void Lines_are_short() => Tree.Holds(
        $"A line of C# has at most {LineCharactersMax} characters, but for a JSON text.",
        Tree.FilesEnding(".cs")
            .SelectMany(
                path => Tree.Lines(path).Select((text, index) => (text, number: index + 1)),
                (path, line) => (path, line.text, line.number))
            .Where(line => line.text.Length > LineCharactersMax
                && !line.text.Contains("\"\"\"{\"", StringComparison.Ordinal))
            .Select(line => $"{line.path}:{line.number}: {line.text.Length}"));
}
