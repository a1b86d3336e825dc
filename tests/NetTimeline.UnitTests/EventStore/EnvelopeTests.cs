using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.EventStore;

public sealed class EnvelopeTests
{
    [Fact]
    public void Members_are_in_ordinal_order_and_nulls_are_left_out()
    {
        var all = new Envelope("entry_amended", 2, 7, new("a", "b", "c", "d", "e", "f", "g"));
        var few = new Envelope("entry_recorded", 1, 7, new("a", null, "c", null, null, null, null));

        Assert.Equal(
            """
            {"actor":"a","change":"c","client":"b","corrects":"d","reason":"e","recordedAtUs":7,"request":"g",
            "schema":2,"source":"f","type":"entry_amended"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(all.ToUtf8()));
        Assert.Equal(
            """{"actor":"a","change":"c","recordedAtUs":7,"schema":1,"type":"entry_recorded"}""",
            Encoding.UTF8.GetString(few.ToUtf8()));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var envelope = new Envelope("entry_amended", 2, 7, new("ä\"\n", null, "c", "d", "</e>", null, "😀"));

        Assert.Equal(envelope, Envelope.FromUtf8(envelope.ToUtf8()));
    }

    [Fact]
    public void What_the_one_before_said_too_is_shared_and_everything_else_is_its_own()
    {
        var before = new Envelope("entry_amended", 2, 7, new("ä\"\n", null, "c", "d", "e", null, "g"));
        var after = new Envelope("entry_redated", 1, 8, new("ä\"\n", "b", "c", "x", null, "f", "h"));

        var read = Envelope.FromUtf8(after.ToUtf8(), before);

        Assert.Equal(after, read);
        Assert.Same(before.Act.Actor, read.Act.Actor);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\"quoted\" \\ </script> & 'so'")]
    [InlineData("\u0001\u001f\u007f\b\t\n\f\r")]
    [InlineData("ä € \u2028 \ufffe 😀")]
    public void Its_bytes_are_canonical_whatever_was_said(string text)
    {
        var act = new Act(text, text, text, text, text, text, text);

        var written = new Envelope("entry_amended", 2, 7, act).ToUtf8();

        var canonical = Assert.IsType<CanonicalJsonResult.Accepted>(CanonicalJson.Canonicalise(written));
        Assert.Equal(canonical.Bytes, written);
        Assert.Equal(text, Envelope.FromUtf8(written).Act.Reason);
    }

    [Fact]
    public void Members_of_later_versions_are_passed_over() =>
        Assert.Equal(
            new("t", 1, 7, new("a", null, "c", null, null, null, null)),
            Envelope.FromUtf8(
                """{"x":{"actor":[]},"actor":"a","change":"c","recordedAtUs":7,"schema":1,"type":"t"}"""u8));

    [Fact]
    public void Microseconds_are_cut_towards_the_past()
    {
        var epoch = NodaConstants.UnixEpoch;

        Assert.Equal(1, Microseconds.From(epoch + Duration.FromNanoseconds(1_999)));
        Assert.Equal(-1, Microseconds.From(epoch - Duration.FromNanoseconds(1)));
        Assert.Equal(-1, Microseconds.From(epoch - Duration.FromNanoseconds(1_000)));
        Assert.Equal(epoch + Duration.FromNanoseconds(5_000), Microseconds.ToInstant(5));
    }
}
