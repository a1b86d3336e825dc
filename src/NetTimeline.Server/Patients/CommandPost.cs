using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Patients;

/// <summary>
/// The way of a post to a patient, from bytes to an answer. Entries and corrections differ only in how they are read.
/// </summary>
/// <param name="Route">As it is declared; part of what an idempotency key is unique in.</param>
/// <param name="Noun">What the list holds, for sentences.</param>
/// <param name="Read">Reads the list, or a single one.</param>
sealed record CommandPost(string Route, string Noun, Func<JsonElement, Parsed<Items<PatientCommand>>> Read)
{
    public async Task<IResult> AnswerAsync(
        HttpContext context, string address, PatientJournal journal, CancellationToken cancellation)
    {
        if (!PostHead.TryRead(context, out var head, out var misunderstood))
        {
            return misunderstood;
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        var parsed = ReadAll(read.Root);
        if (parsed is not ParsedBody.Understood understood)
        {
            return ((ParsedBody.Faulty)parsed).Problem;
        }

        if (await journal.FindIdAsync(address, cancellation) is not { } patient)
        {
            return Missing.Patient;
        }

        var expected = await ExpectedVersionAsync(head.IfMatch, patient, journal, cancellation);
        var asking = head.Asking($"POST {Route} {patient:D}", read, expected);
        var posting = await head.RecordedAsync(
            journal.PostAsync(patient.ToString("D"), understood.Commands, asking, cancellation),
            context.RequestServices.GetRequiredService<ILogger<CommandPost>>(), cancellation);
        if (Posted.TellsOfBefore(posting))
        {
            context.Shown().Patients([patient]);
        }

        return Posted.Answer(posting, PointerOf(read.Root), location: null);
    }

    abstract record ParsedBody
    {
        ParsedBody() { }

        public sealed record Understood(Items<PatientCommand> Commands) : ParsedBody;

        public sealed record Faulty(Problem Problem) : ParsedBody;
    }

    ParsedBody ReadAll(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > Limits.EntriesMax)
        {
            return new ParsedBody.Faulty(new Problem(
                ProblemKinds.TooLarge, $"One request holds at most {Limits.EntriesMax} {Noun}."));
        }

        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() == 0)
        {
            return new ParsedBody.Faulty(Problem.From(
                ProblemKinds.Refused, [ProblemError.InBody("", $"The list of {Noun} is empty.")]));
        }

        var oversized = Oversized(root).ToList();
        return oversized.Count > 0
            ? new ParsedBody.Faulty(Problem.From(ProblemKinds.Refused, oversized))
            : Read(root) switch
            {
                Parsed<Items<PatientCommand>>.Understood understood => new ParsedBody.Understood(understood.Value),
                Parsed<Items<PatientCommand>>.Faulty faulty =>
                    new ParsedBody.Faulty(Posted.Refusal(faulty.Faults, pointer => pointer)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    static IEnumerable<ProblemError> Oversized(JsonElement root)
    {
        var items = root.ValueKind is JsonValueKind.Array
            ? root.EnumerateArray().Select((item, at) => (Item: item, Pointer: $"/{at}"))
            : [(Item: root, Pointer: "")];
        return items.Where(each => JsonBody.CanonicalBytes(each.Item) > Limits.EntryBytesMax).Select(each =>
            ProblemError.InBody(each.Pointer, $"One of them has at most {Limits.EntryBytesMax} bytes."));
    }

    /// <summary>Commands are decided on as a list; a body that was a single one has no place in a list.</summary>
    static Func<string, string> PointerOf(JsonElement root) => root.ValueKind is JsonValueKind.Array
        ? static pointer => pointer
        : static pointer => pointer.StartsWith("/0", StringComparison.Ordinal) ? pointer[2..] : pointer;

    /// <summary>
    /// The one version the patient must be at. Of several the current one is taken, if it is among them; −1 is a
    /// version that no patient is at, so that a retry is recognised still and anything else is stale.
    /// </summary>
    static async Task<long?> ExpectedVersionAsync(
        Precondition ifMatch, Guid patient, PatientJournal journal, CancellationToken cancellation)
    {
        const long never = -1;
        switch (ifMatch)
        {
            case Precondition.OneOf { Versions.Count: 1 } one:
                return one.Versions.Single();
            case Precondition.OneOf { Versions.Count: > 1 } several:
                var history = await journal.FindAsync(patient.ToString("D"), cancellation);
                return history is not null && several.Versions.Contains(history.Version) ? history.Version : never;
            case Precondition.OneOf:
                return never;
            default:
                return null;
        }
    }
}
