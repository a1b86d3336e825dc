using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// The flush of a folder, which .NET does not offer: without it the name of a new file may not survive.
/// </summary>
static partial class Durable
{
    const int ReadOnly = 0;

    /// <summary>
    /// Where folders cannot be flushed, on Windows, names are durable by the journal of the file system.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var opened = Open(folder, ReadOnly);
        Check(opened, folder);
        var flushed = Flush(opened);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(opened);
        Marshal.SetLastPInvokeError(error);
        Check(flushed, folder);
    }

    static void Check(int result, string folder)
    {
        if (result < 0)
        {
            throw new IOException($"{folder} cannot be flushed.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
