using NetTimeline.Journal.ReadModels;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>A word is spelt alike where it is kept and where it is sought, and fits into an index.</summary>
public sealed class IndexedWordTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Whipple  Procedure ", "whipple  procedure")]
    public void It_is_compared_in_small_letters_and_without_spaces_at_the_ends(string word, string plain) =>
        Assert.Equal(plain, IndexedWord.Plain(word));

    [Fact]
    public void Up_to_its_length_it_is_whole_and_beyond_it_is_cut()
    {
        Assert.Equal(new string('a', 128), IndexedWord.Plain(new string('A', 128)));
        Assert.Equal(new string('a', 128), IndexedWord.Plain(new string('A', 129)));
        Assert.Equal(new string('a', 127), IndexedWord.Plain(new string('a', 127) + " and more"));
    }

    [Fact]
    public void No_character_is_cut_in_half()
    {
        var cut = IndexedWord.Plain("x" + string.Concat(Enumerable.Repeat("\U0001F9EA", 300)));

        Assert.Equal("x" + string.Concat(Enumerable.Repeat("\U0001F9EA", 127)), cut);
    }

    [Theory]
    [InlineData("word ")]
    [InlineData("\U0001F9EA")]
    [InlineData("\u0130stanbul")]
    public void What_was_cut_is_not_cut_again(string part)
    {
        var cut = IndexedWord.Plain(string.Concat(Enumerable.Repeat(part, 300)));

        Assert.Equal(cut, IndexedWord.Plain(cut));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(cut), 1, 512);
    }
}
