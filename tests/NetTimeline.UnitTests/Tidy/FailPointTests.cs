using System.Text.RegularExpressions;
using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>A mark where a process may die is there because a test kills it there.</summary>
public sealed partial class FailPointTests
{
    [Fact]
    public void At_every_mark_in_the_sources_some_test_kills()
    {
        var tests = string.Concat(Tree.FilesEnding(".cs")
            .Where(path => path.StartsWith("tests/NetTimeline.IntegrationTests/", StringComparison.Ordinal))
            .Select(Tree.Read));
        var marks = Tree.FilesEnding(".cs")
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(path => Mark().Matches(Tree.Read(path)).Select(mark => mark.Groups[1].Value))
            .Distinct()
            .ToList();

        Assert.NotEmpty(marks);
        Tree.Holds("A test kills a process at each FailPoint.Reach.", marks
            .Where(mark => !tests.Contains($"\"{mark}\"", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"FailPoint\.Reach\(""([^""]+)""\)")]
    private static partial Regex Mark();
}
