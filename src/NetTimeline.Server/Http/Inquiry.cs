using System.Globalization;
using System.Text;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;
using NodaTime;
using NodaTime.Text;

namespace NetTimeline.Server.Http;

/// <summary>
/// Reads what a request says beside its body – query and headers – and notes every fault. What was never asked for is
/// a fault too: a misspelt parameter would otherwise silently show another view.
/// </summary>
sealed class Inquiry(HttpContext context)
{
    const string ActorHeader = "X-NetTimeline-Actor";
    const string IdempotencyKeyHeader = "Idempotency-Key";
    const string IfMatchHeader = "If-Match";
    const int ActorCharactersMax = 128;
    const int IdempotencyKeyCharactersMax = 255;
    const int ClientCharactersMax = 64;
    const int AssumptionsMax = 16;

    readonly List<ProblemError> faults = [];
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The request's id, which the answer repeats.</summary>
    public string Request => context.TraceIdentifier;

    /// <summary>The problem once everything was read; null where nothing was wrong.</summary>
    public Problem? Finish()
    {
        var known = read.Count == 0 ? "none" : string.Join(", ", read.Order(StringComparer.Ordinal));
        faults.AddRange(context.Request.Query.Keys.Where(name => !read.Contains(name)).Select(name =>
            ProblemError.InQuery(name, $"There is no such query parameter here; known here: {known}.")));
        return faults.Count == 0 ? null : Problem.From(ProblemKinds.BadRequest, faults);
    }

    /// <summary>Likewise of the headers alone, for whoever does not read the query.</summary>
    public Problem? FinishHeaders() => faults.Count == 0 ? null : Problem.From(ProblemKinds.BadRequest, faults);

    public string? Text(string name)
    {
        read.Add(name);
        var values = context.Request.Query[name];
        if (values.Count > 1)
        {
            Wrong(name, "The parameter is given more than once.");
        }

        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>The values of a parameter that may be given several times.</summary>
    public IReadOnlyList<string> Several(string name, int max)
    {
        read.Add(name);
        var values = context.Request.Query[name];
        if (values.Count <= max)
        {
            return [.. values.OfType<string>()];
        }

        Wrong(name, $"The parameter is given at most {max} times.");
        return [];
    }

    /// <summary>Words to search with; null where there are none.</summary>
    public string? Words(string name, int charactersMax)
    {
        var text = Text(name);
        if (text?.Length > charactersMax || text?.Any(char.IsControl) is true)
        {
            Wrong(name, $"Text without control characters is expected, at most {charactersMax} characters.");
            return null;
        }

        return text;
    }

    public long? Number(string name, long min, long max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Wrong(name, max == long.MaxValue
            ? $"A whole number from {min} on is expected."
            : $"A whole number from {min} to {max} is expected.");
        return null;
    }

    /// <summary>False where nothing is said.</summary>
    public bool Flag(string name) => Truth(name) is true;

    /// <summary>Null where nothing is said.</summary>
    public bool? Truth(string name)
    {
        var text = Text(name);
        if (text is null or "true" or "false")
        {
            return text is null ? null : text is "true";
        }

        Wrong(name, "true or false is expected.");
        return null;
    }

    /// <summary>What is supposed beside the record; the parameter may be given several times.</summary>
    public Items<Assumption> Assumptions(string name)
    {
        read.Add(name);
        var texts = context.Request.Query[name];
        if (texts.Count > AssumptionsMax)
        {
            Wrong(name, $"At most {AssumptionsMax} assumptions are taken together.");
            return [];
        }

        var assumptions = new List<Assumption>();
        foreach (var text in texts)
        {
            if (Assumption.TryParse(text, out var assumption))
            {
                assumptions.Add(assumption!);
            }
            else
            {
                Wrong(
                    name,
                    "An assumption is expected: same:KEY,KEY supposes that two entries began on one day, age:KEY,YEARS "
                    + "the age in completed years when an entry began.");
            }
        }

        return [.. assumptions.Distinct()];
    }

    /// <summary>One of the words of an enumeration.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (Domain.Values.Words.Of(value) == text)
            {
                return value;
            }
        }

        Wrong(name, $"One of {string.Join(", ", Enum.GetValues<T>().Select(each => Domain.Values.Words.Of(each)))} is "
            + "expected.");
        return null;
    }

    public Instant? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var moment = InstantPattern.ExtendedIso.Parse(text);
        if (moment.Success)
        {
            return moment.Value;
        }

        Wrong(name, "A moment in UTC is expected: 2019-05-20T14:30:00Z.");
        return null;
    }

    public KnownAt? Known(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var known = KnownAt.TryParse(text);
        if (known is null)
        {
            Wrong(name, "A moment of knowledge is expected: day:2019-05-20, 2019-05-20, entry:KEY, entry:KEY~P18D or "
                + "entry:KEY~-P2M.");
        }

        return known;
    }

    /// <summary>Who asks, as they say themselves; nobody checks it until there is a sign-in.</summary>
    public string Actor()
    {
        var actor = Header(ActorHeader) ?? "anonymous";
        if (actor.Length is 0 or > ActorCharactersMax || !actor.EnumerateRunes().All(IsPrintable))
        {
            WrongHeader(ActorHeader, $"1 to {ActorCharactersMax} printable characters are expected.");
        }

        return actor;
    }

    /// <summary>The first product of User-Agent, as in <c>curl/8.5.0</c>; null where there is none.</summary>
    public string? Client()
    {
        var product = context.Request.Headers.UserAgent.ToString().Split(' ', 2)[0];
        return product.Length is > 0 and <= ClientCharactersMax && product.All(each => each is > ' ' and < '\u007f')
            ? product
            : null;
    }

    public string? IdempotencyKey()
    {
        var key = Header(IdempotencyKeyHeader);
        if (key is not null
            && (key.Length is 0 or > IdempotencyKeyCharactersMax || !key.All(each => each is > ' ' and < '\u007f')))
        {
            WrongHeader(
                IdempotencyKeyHeader, $"1 to {IdempotencyKeyCharactersMax} visible ASCII characters are expected.");
        }

        return key;
    }

    public Precondition IfMatch()
    {
        if (EntityTags.ReadIfMatch(context.Request.Headers.IfMatch) is { } precondition)
        {
            return precondition;
        }

        WrongHeader(IfMatchHeader, "A version in quotes is expected, as ETag has it: \"57\".");
        return new Precondition.None();
    }

    public void Wrong(string parameter, string detail) => faults.Add(ProblemError.InQuery(parameter, detail));

    /// <summary>A header that may be given once.</summary>
    public string? Header(string name)
    {
        var values = context.Request.Headers[name];
        if (values.Count > 1)
        {
            WrongHeader(name, "The header is given more than once.");
        }

        return values.Count == 1 ? values[0] : null;
    }

    public void WrongHeader(string header, string detail) => faults.Add(ProblemError.InHeader(header, detail));

    static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
