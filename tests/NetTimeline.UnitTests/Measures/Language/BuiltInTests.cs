using NetTimeline.Journal.Measures;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Language;

public sealed class BuiltInTests
{
    [Fact]
    public void No_two_measures_have_one_name() => Assert.Empty(
        MeasureCatalogue.BuiltIn.Measures.GroupBy(measure => measure.Definition.Name)
            .Where(named => named.Count() > 1).Select(named => named.Key));

    [Fact]
    public void A_file_is_named_as_the_measure_that_it_defines() => Assert.Equal(
        NetTimeline.Measures.Language.DefinitionFiles.All.Select(each => each.File),
        MeasureCatalogue.Written.Select(each => each.Name + ".json"));
}
