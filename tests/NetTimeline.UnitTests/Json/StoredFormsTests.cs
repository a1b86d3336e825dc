using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using Xunit;

namespace NetTimeline.UnitTests.Json;

/// <summary>
/// Old versions of stored events are made newer when they are read. The product has first versions only, so that the
/// later ones here are the tests' own; the way they are read is the product's.
/// </summary>
public sealed class StoredFormsTests
{
    /// <summary>Once a note said remark, then words; now it says text.</summary>
    static readonly StoredForms Third = new(
        EventJson.StoredNames,
        [Renaming("note_recorded", 2, "words", "text"), Renaming("note_recorded", 1, "remark", "words")]);

    [Theory]
    [InlineData(1, "remark")]
    [InlineData(2, "words")]
    [InlineData(3, "text")]
    public void Every_version_of_an_event_is_read_as_the_same_event(int schema, string member) =>
        Assert.Equal("seen", TextOf(Third, schema, $$"""{"{{member}}":"seen","key":"n","kind":"note"}"""));

    [Fact]
    public void An_event_is_written_in_the_newest_version()
    {
        var note = EventJson.Decode("note_recorded", 1, """{"key":"n","kind":"note","text":"seen"}"""u8.ToArray());
        Assert.Equal(3, EventJson.Encode(note, Third).Schema);
        Assert.Equal(1, EventJson.Encode(note, StoredForms.OfThisProgram).Schema);
    }

    [Theory]
    [InlineData("note_recorded", 4)]
    [InlineData("lesion_recorded", 2)]
    [InlineData("moon_recorded", 1)]
    public void What_is_in_no_known_form_is_of_a_newer_program(string type, int schema)
    {
        var unreadable = Assert.Throws<UnreadableEventException>(
            () => EventJson.Decode(type, schema, "{}"u8.ToArray(), Third));
        Assert.Equal((type, schema, true), (unreadable.Type, unreadable.Schema, unreadable.IsNewer));
        Assert.False(Third.CanRead(type, schema));
    }

    [Theory]
    [InlineData("""{"remark":"with a member of no form","key":"n","kind":"note","moon":1}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_does_not_fit_its_own_version_is_broken(string payload) => Assert.False(
        Assert.Throws<UnreadableEventException>(() => TextOf(Third, 1, payload)).IsNewer);

    [Fact]
    public void What_is_stored_stays_as_it_is()
    {
        var stored = """{"remark":"seen","key":"n","kind":"note"}"""u8.ToArray();
        var before = (byte[])stored.Clone();
        EventJson.Decode("note_recorded", 1, stored, Third);
        Assert.Equal(before, stored);
    }

    [Fact]
    public void What_is_in_the_newest_form_is_not_copied()
    {
        ReadOnlyMemory<byte> stored = """{"key":"n","kind":"note","text":"seen"}"""u8.ToArray();
        Assert.Equal(stored, Third.Newest("note_recorded", 3, stored));
    }

    [Fact]
    public void Digits_are_kept_as_stated()
    {
        var forms = new StoredForms(["x"], [new Upcast("x", 1, form => form)]);
        Assert.Equal(
            """{"value":1.10}""",
            Encoding.UTF8.GetString(forms.Newest("x", 1, """{"value":1.10}"""u8.ToArray()).Span));
    }

    [Fact]
    public void From_any_version_each_later_step_is_taken_once_and_in_order() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll(
            (from newest in Gen.Choose(1, 40) from stored in Gen.Choose(1, newest) select (newest, stored))
                .ToArbitrary(),
            each =>
            {
                var taken = new List<int>();
                var steps = Enumerable.Range(1, each.newest - 1).Reverse().Select(from => new Upcast("x", from, form =>
                {
                    taken.Add(from);
                    return form;
                }));
                new StoredForms(["x"], steps).Newest("x", each.stored, "{}"u8.ToArray());
                return taken.SequenceEqual(Enumerable.Range(each.stored, each.newest - each.stored));
            }));

    [Fact]
    public void A_step_that_is_missing_is_found_before_anything_is_read()
    {
        var found = Assert.Throws<ArgumentException>(
            () => new StoredForms(["x"], [Renaming("x", 1, "a", "b"), Renaming("x", 3, "c", "d")]));
        Assert.Contains("the one from 2 is missing", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_there_twice_is_found_before_anything_is_read()
    {
        var found = Assert.Throws<ArgumentException>(
            () => new StoredForms(["x"], [Renaming("x", 1, "a", "b"), Renaming("x", 1, "a", "c")]));
        Assert.Contains("there twice", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_an_event_that_there_is_not_is_found_before_anything_is_read() =>
        Assert.Throws<ArgumentException>(() => new StoredForms(["x"], [Renaming("y", 1, "a", "b")]));

    [Fact]
    public void An_event_that_there_is_not_is_not_written() =>
        Assert.Throws<ArgumentException>(() => Third.Written("moon_recorded"));

    static Upcast Renaming(string type, int from, string member, string newName) => new(type, from, form =>
    {
        if (form.Remove(member, out var said))
        {
            form.Add(newName, said);
        }

        return form;
    });

    static string? TextOf(StoredForms forms, int schema, string payload) =>
        ((PatientEvent.EntryRecorded)EventJson.Decode(
            "note_recorded", schema, Encoding.UTF8.GetBytes(payload), forms)).Entry.Text;
}
