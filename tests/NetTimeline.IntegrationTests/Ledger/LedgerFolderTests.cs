using System.Text;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Server.Ledger;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What the folder keeps stays, and nobody else reads it.</summary>
public sealed class LedgerFolderTests : IDisposable
{
    readonly TemporaryFolder temporary = new();

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        var folder = LedgerFolder.Open(Where);

        Assert.Null(folder.Read("note"));
        folder.Replace("note", "first and longer"u8);
        folder.Replace("note", "second"u8);

        Assert.Equal("second", Encoding.UTF8.GetString(folder.Read("note")!));
        Assert.Equal(["note"], Directory.GetFiles(Where).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_crash_left_beside_a_file_is_in_nobodys_way()
    {
        var folder = LedgerFolder.Open(Where);
        File.WriteAllText(folder.PathOf("note.new"), "half a no");

        folder.Replace("note", "whole"u8);

        Assert.Equal("whole", Encoding.UTF8.GetString(folder.Read("note")!));
    }

    [Fact]
    public void Lines_are_added_behind_those_that_are_there()
    {
        LedgerFolder.Open(Where).AppendLine("lines", "one"u8);
        File.AppendAllText(Path.Combine(Where, "lines"), "what a crash left");
        LedgerFolder.Open(Where).AppendLine("lines", "two"u8);

        Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(LedgerFolder.Open(Where).Read("lines")!));
    }

    [Fact]
    public void Only_the_owner_reads_it()
    {
        var folder = LedgerFolder.Open(Where);
        folder.Replace("key", "secret"u8);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Where));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf("key")));
    }

    public void Dispose() => temporary.Dispose();

    string Where => Path.Combine(temporary.Path, "ledger");
}
