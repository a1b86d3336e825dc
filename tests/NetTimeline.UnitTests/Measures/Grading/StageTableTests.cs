using NetTimeline.Measures.Grading;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Grading;

public sealed class StageTableTests
{
    [Theory]
    [InlineData("T1", "N0", "I")]
    [InlineData("T2", "N0", "I")]
    [InlineData("T3", "N0", "IIA")]
    [InlineData("T4a", "N0", "IIB")]
    [InlineData("T4b", "N0", "IIC")]
    [InlineData("T1", "N1a", "IIIA")]
    [InlineData("T2", "N1c", "IIIA")]
    [InlineData("T1", "N2a", "IIIA")]
    [InlineData("T3", "N1", "IIIB")]
    [InlineData("T4a", "N1c", "IIIB")]
    [InlineData("T2", "N2a", "IIIB")]
    [InlineData("T3", "N2a", "IIIB")]
    [InlineData("T1", "N2b", "IIIB")]
    [InlineData("T2", "N2b", "IIIB")]
    [InlineData("T4a", "N2a", "IIIC")]
    [InlineData("T3", "N2b", "IIIC")]
    [InlineData("T4a", "N2b", "IIIC")]
    [InlineData("T4b", "N1", "IIIC")]
    [InlineData("T4b", "N2", "IIIC")]
    public void Colon_and_rectum_without_distant_metastases(string t, string n, string expected)
    {
        Assert.Equal([expected], StageTables.Colorectum7.Groups(t, n, "M0"));
        Assert.Equal([expected], StageTables.Colorectum8.Groups(t, n, "M0"));
    }

    [Fact]
    public void The_editions_differ_in_peritoneal_metastases()
    {
        Assert.Equal(["IVA", "IVB"], StageTables.Colorectum7.Groups("T3", "N1", "M1"));
        Assert.Equal(["IVA", "IVB", "IVC"], StageTables.Colorectum8.Groups("T3", "N1", "M1"));
        Assert.Equal(["IVC"], StageTables.Colorectum8.Groups(null, null, "M1c"));
        Assert.Empty(StageTables.Colorectum7.Groups("T3", "N1", "M1c"));
    }

    [Fact]
    public void What_is_missing_may_be_anything()
    {
        Assert.Equal(["IIIA", "IIIB", "IIIC"], StageTables.Colorectum7.Groups("TX", "N1", "M0"));
        Assert.Equal(["IIB", "IIC"], StageTables.Colorectum7.Groups("T4", "N0", "M0"));
        Assert.Equal(["IIIB", "IIIC"], StageTables.Colorectum7.Groups("T3", "N2", "M0"));
        Assert.Equal(["IIIB", "IVA", "IVB"], StageTables.Colorectum7.Groups("T3", "N1", null));
    }

    [Theory]
    [InlineData("T1", "N0", "M0", "I")]
    [InlineData("T2", "N0", "M0", "II")]
    [InlineData("T3", "N0", "M0", "II")]
    [InlineData("T4", "N0", "M0", "III")]
    [InlineData("T1", "N1", "M0", "III")]
    [InlineData("TX", "N1", "M0", "III")]
    [InlineData("T0", "N1", "M0", "III")]
    [InlineData("T1", "N0", "M1", "IV")]
    [InlineData("T0", "NX", "M1b", "IV")]
    public void Neuroendocrine_tumours_of_the_pancreas(string t, string n, string m, string expected) =>
        Assert.Equal([expected], StageTables.PancreasNet8.Groups(t, n, m));

    [Theory]
    [InlineData("T1", "N0", "M0", "I")]
    [InlineData("T2", "N0", "M0", "IIA")]
    [InlineData("T3", "N0", "M0", "IIB")]
    [InlineData("T4", "N0", "M0", "IIIA")]
    [InlineData("T2", "N1", "M0", "IIIB")]
    [InlineData("T2", "N1", "M1", "IV")]
    public void By_the_European_society_and_for_the_small_bowel_before(string t, string n, string m, string expected)
    {
        Assert.Equal([expected], StageTables.PancreasNetEnets.Groups(t, n, m));
        Assert.Equal([expected], StageTables.SmallBowelNet7.Groups(t, n, m));
    }

    [Theory]
    [InlineData("T3", "N0", "M0", "II")]
    [InlineData("T4", "N0", "M0", "III")]
    [InlineData("T1", "N2", "M0", "III")]
    [InlineData("TX", "NX", "M1a", "IV")]
    public void Neuroendocrine_tumours_of_jejunum_and_ileum(string t, string n, string m, string expected) =>
        Assert.Equal([expected], StageTables.SmallBowelNet8.Groups(t, n, m));

    [Fact]
    public void A_category_that_a_table_does_not_have_gives_nothing()
    {
        Assert.Empty(StageTables.Colorectum7.Groups("Tis", "N0", "M0"));
        Assert.Empty(StageTables.PancreasNet8.Groups("T1", "N2", "M0"));
    }
}
