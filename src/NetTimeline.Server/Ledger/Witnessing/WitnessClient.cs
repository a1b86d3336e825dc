using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Witnessing;

namespace NetTimeline.Server.Ledger.Witnessing;

/// <summary>
/// Asks witnesses to cosign, C2SP tlog-witness. Follows no redirect, goes through no proxy, and believes nothing but a
/// signature of the key that the witness is known by.
/// </summary>
/// <remarks>Safe to use from several threads.</remarks>
sealed class WitnessClient : IDisposable
{
    /// <summary>For all of an exchange.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = SignedNote.BytesMax,
    };

    public WitnessClient() =>
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("NetTimeline-Ledger", "1"));

    /// <summary>Takes a second at the most.</summary>
    /// <param name="witness">Has an address.</param>
    public async Task<WitnessReply> AskAsync(
        PolicyWitness witness, AddCheckpoint asked, CancellationToken cancellation)
    {
        try
        {
            using var body = new StringContent(asked.ToString());
            using var answer = await http.PostAsync(
                new Uri($"{witness.Url!.TrimEnd('/')}/add-checkpoint"), body, cancellation);
            var said = await answer.Content.ReadAsStringAsync(cancellation);
            return Read(witness.Key, asked.Note, answer.StatusCode, said);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WitnessReply.Trouble(WitnessTrouble.Slow);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new WitnessReply.Trouble(WitnessTrouble.Unreachable);
        }
    }

    public void Dispose() => http.Dispose();

    static WitnessReply Read(VerifierKey key, SignedNote note, HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.OK => CosignedBy(key, note, body),
        HttpStatusCode.Conflict when SizeIn(body) is { } size => new WitnessReply.Elsewhere(size),
        HttpStatusCode.NotFound => new WitnessReply.Trouble(WitnessTrouble.UnknownLog),
        HttpStatusCode.Forbidden => new WitnessReply.Trouble(WitnessTrouble.NotBelieved),
        HttpStatusCode.UnprocessableEntity => new WitnessReply.Trouble(WitnessTrouble.Contradicts),
        _ => new WitnessReply.Trouble(WitnessTrouble.Odd((int)status)),
    };

    /// <summary>Lines of other keys are passed over, as the protocol asks.</summary>
    static WitnessReply CosignedBy(VerifierKey key, SignedNote note, string body)
    {
        foreach (var text in body.Split('\n'))
        {
            if (NoteSignature.TryParse(text, out var line)
                && (note with { Signatures = [line] }).Verify(NoteVerifiers.Of(key)!) is NoteVerdict.Signed
                && Cosignature.TryReadTime(line.Bytes.Span, out var seconds))
            {
                return new WitnessReply.Cosigned(line, seconds);
            }
        }

        return new WitnessReply.Trouble(WitnessTrouble.BadSignature);
    }

    static long? SizeIn(string body) => long.TryParse(
        body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
