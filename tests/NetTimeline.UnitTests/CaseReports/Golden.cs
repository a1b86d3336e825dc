using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>Compares with a file that a person has read; NETTIMELINE_REWRITE_GOLDEN=1 writes it anew.</summary>
static class Golden
{
    public static void Match(string actual, string file)
    {
        if (Environment.GetEnvironmentVariable("NETTIMELINE_REWRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} is not there. NETTIMELINE_REWRITE_GOLDEN=1 writes it.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
