using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetTimeline.LocalPostgres;

/// <summary>The few calls of the operating system that .NET does not offer.</summary>
static partial class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int KillAtOnce = 9;

    const int NotPermitted = 1;

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    /// <summary>
    /// Whether a process of this id exists, ours or not. One that is dead but not yet reaped does not.
    /// </summary>
    public static bool Exists(int pid)
    {
        if (Kill(pid, 0) != 0 && Marshal.GetLastPInvokeError() != NotPermitted)
        {
            return false;
        }

        return !OperatingSystem.IsLinux() || !IsZombie(pid);
    }

    /// <summary>Gives a file or folder to a user.</summary>
    public static void GiveTo(Account account, string path)
    {
        if (ChangeOwner(path, account.UserId, account.GroupId) != 0)
        {
            var reason = new Win32Exception(Marshal.GetLastPInvokeError());
            throw new IOException($"{path} cannot be given to {account.Name}.", reason);
        }
    }

    static bool IsZombie(int pid)
    {
        try
        {
            // "pid (command) state …": the command may itself contain brackets, so count from the last one.
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport(
        "libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
