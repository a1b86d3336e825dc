using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>The measure is measured.</summary>
public sealed class CSharpMembersTests
{
    [Theory]
    [InlineData("a // b { \" }\nc", "a           \nc")]
    [InlineData("a /* { \n } */ c", "a      \n      c")]
    [InlineData("""a("{\"}") + '{' + '\''""", "a(      ) +     +     ")]
    [InlineData("""a($"{b("}")} {{ }}")""", "a(                 )")]
    [InlineData("a(@\"{\"\"\n}\")", "a(     \n  )")]
    [InlineData("a(\"\"\"\n{ \" \"\" }\n\"\"\")", "a(   \n        \n   )")]
    [InlineData("#if {\na", "     \na")]
    public void What_is_not_code_is_blanked_out_in_place(string source, string code) =>
        Assert.Equal(code, CSharpCode.Of(source));

    [Fact]
    public void A_function_is_measured_from_its_signature_to_its_last_brace() => Assert.Equal(
        [(4, 5, true)],
        Measured(
            """
            class A
            {
                /// Doc { comments } do not count.
                int Block<T>(int a) where T : class
                {
                    if (a > 0) { return 1; }
                    return 0;
                }
            }
            """));

    [Fact]
    public void Attributes_are_not_lines_of_a_function() => Assert.Equal(
        [(5, 1, true)],
        Measured(
            """
            class A
            {
                [Theory]
                [InlineData("]")]
                void Test(int a) => Check(a);
            }
            """));

    [Fact]
    public void An_expression_is_a_function_as_a_block_is_and_ends_where_it_ends() => Assert.Equal(
        [(3, 5, true), (8, 1, true), (9, 2, true)],
        Measured(
            """
            record A(int B)
            {
                int Arms(int a) => a switch
                {
                    1 => Of(new { a }, x => { return x; }),
                    _ => 0,
                };
                int Short { get; init; } = 3;
                int Long() =>
                    2;
            }
            """));

    [Fact]
    public void Types_within_types_are_looked_into_and_tables_are_no_functions() => Assert.Equal(
        [(3, 4, false), (8, 5, false), (10, 2, true)],
        Measured(
            """
            static class A
            {
                static readonly int[] Table =
                [
                    1,
                ];

                sealed record B
                {
                    int C() =>
                        1;
                }
            }
            """));

    static IEnumerable<(int, int, bool)> Measured(string source) =>
        CSharpMembers.In(source)
            .Where(member => member.Lines > 1 || member.IsFunction)
            .Select(member => (member.FirstLine, member.Lines, member.IsFunction));
}
