using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NetTimeline.LocalPostgres;

namespace NetTimeline.Cli.Serving;

/// <summary>What can stand in the way of a start, as a sentence and an exit code.</summary>
static class Startup
{
    public static async Task<int> TryAsync(Func<Task> start)
    {
        try
        {
            await start();
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Done;
        }
        catch (DataFolderInUseException inUse)
        {
            return End(ExitCodes.No, inUse.Message);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return End(ExitCodes.No, $"{taken.Message} Choose another with --urls.");
        }
        catch (SocketException unusable)
        {
            return End(ExitCodes.No, $"It is not possible to listen there: {unusable.Message}.");
        }
        catch (Exception broken)
        {
            // The database: not there, no login, not fit, no PostgreSQL to start. Each says so in its own sentence.
            return End(ExitCodes.Unreachable, broken.Message);
        }
    }

    static int End(int exitCode, string sentence)
    {
        Terminal.Say(sentence);
        return exitCode;
    }
}
