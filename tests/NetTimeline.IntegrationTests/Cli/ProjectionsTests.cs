using NetTimeline.IntegrationTests.Projections;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>nettimeline projections</c> prints, and what it waits for.</summary>
public sealed class ProjectionsTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    [Fact]
    public async Task Read_models_are_a_table()
    {
        await MadeAsync();

        var all = await server.RunAsync("projections");
        var one = await server.RunAsync("projections", "measure_values");

        Assert.Contains("patient_index     healthy, following; ", all.Output, StringComparison.Ordinal);
        Assert.StartsWith("measure_values    healthy, following; ", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_answer_of_the_api() => Assert.StartsWith(
        "{\"status\":", (await server.RunAsync("projections", "--json")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_rebuild_is_waited_for()
    {
        await MadeAsync();

        var rebuilt = await server.RunAsync("projections", "rebuild", "patient_index", "--verify");

        Assert.Equal((0, ""), (rebuilt.ExitCode, rebuilt.Output));
        Assert.Contains("The new tables are in use.", rebuilt.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "patients")]
    [InlineData(1, "switch", "patient_index")]
    [InlineData(1, "unpark", "patient_index", "01939a5c-0000-7000-8000-000000000001")]
    [InlineData(2, "unpark", "patient_index", "somebody")]
    [InlineData(0, "rebuild", "measure_values", "--no-wait")]
    public async Task Each_verb_ends_with_its_code(int exitCode, params string[] arguments)
    {
        await MadeAsync();

        var ended = await server.RunAsync(["projections", .. arguments]);

        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
    }

    [Fact]
    public async Task A_read_model_is_held_and_let_go()
    {
        await MadeAsync();

        Assert.Equal(0, (await server.RunAsync("projections", "pause", "measure_values")).ExitCode);
        await ProjectionSpec.UntilAsync(
            () => server.RunAsync("projections", "measure_values"),
            shown => shown.Output.Contains(", paused; ", StringComparison.Ordinal));
        Assert.Equal(0, (await server.RunAsync("projections", "resume", "measure_values")).ExitCode);
        await MadeAsync();
    }

    async Task MadeAsync() => await ProjectionSpec.UntilAsync(
        () => server.RunAsync("projections"),
        shown => shown.Output.Split("healthy, following").Length == 3);
}
