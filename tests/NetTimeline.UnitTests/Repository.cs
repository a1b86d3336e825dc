using System.Reflection;

namespace NetTimeline.UnitTests;

/// <summary>The tree that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
