using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

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
    public static bool Exists(int pid) => Answers(pid) && (!OperatingSystem.IsLinux() || !IsZombie(pid));

    /// <summary>Gives an open file to a user, whatever its path leads to by now.</summary>
    public static void GiveTo(Account account, SafeFileHandle file, string path) =>
        Check(ChangeOwner(file, account.UserId, account.GroupId), account, path);

    /// <summary>Gives a folder to a user; a link in its place is given itself, not what it leads to.</summary>
    public static void GiveTo(Account account, string path) =>
        Check(ChangeOwnerOfLink(path, account.UserId, account.GroupId), account, path);

    static void Check(int result, Account account, string path)
    {
        if (result != 0)
        {
            var reason = new Win32Exception(Marshal.GetLastPInvokeError());
            throw new IOException($"{path} cannot be given to {account.Name}.", reason);
        }
    }

    static bool Answers(int pid) => Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

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
            // Reaped meanwhile, unless /proc hides the processes of others.
            return !Answers(pid);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport(
        "libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwnerOfLink(string path, uint user, uint group);
}
