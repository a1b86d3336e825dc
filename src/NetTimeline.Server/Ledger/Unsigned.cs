using System.Globalization;
using NetTimeline.EventStore;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// The answer where no signed checkpoint covers what was asked for: to be asked again in seconds as a rule, or, where
/// the log stood still and then began anew, for ever.
/// </summary>
static class Unsigned
{
    const int RetryAfterSeconds = 2;

    /// <param name="context">Of the request.</param>
    /// <param name="epoch">In which it stands.</param>
    /// <param name="position">What a checkpoint would have to cover.</param>
    public static IResult Of(HttpContext context, LedgerEpoch epoch, long position)
    {
        if (epoch.EndPosition is { } next)
        {
            return new Problem(
                LedgerProblems.NeverSigned,
                System.FormattableString.Invariant(
                    $"Position {position} was recorded while the log stood still, and its tree ended unsigned. ")
                + System.FormattableString.Invariant(
                    $"The first leaf of the next tree, position {next}, says how it ended."));
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Answer.Text(System.FormattableString.Invariant(
            $"No signed checkpoint covers position {position} yet. GET /api/ledger says how the ledger stands.\n")) with
        {
            Status = StatusCodes.Status202Accepted,
        };
    }
}
