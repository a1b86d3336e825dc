using Microsoft.Net.Http.Headers;

namespace NetTimeline.Web;

/// <summary>A file of the page, as it is and compressed.</summary>
/// <param name="Forms">By content coding, best first; the last one is the file as it is.</param>
sealed record PageFile(string MediaType, bool IsHashed, IReadOnlyList<PageForm> Forms)
{
    /// <summary>The best form that whoever asks can read.</summary>
    /// <param name="accepted">Accept-Encoding; what it does not name it does not accept, RFC 9110 12.5.3.</param>
    public PageForm Choose(IList<StringWithQualityHeaderValue> accepted) => Forms.First(form =>
        form.Coding is not { } coding
        || accepted.Any(each => each.Quality != 0 && each.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>The bytes of a file in one content coding.</summary>
/// <param name="Coding">As Content-Encoding names it; null where it is as it is.</param>
/// <param name="Tag">The entity tag, in quotes, of these bytes.</param>
sealed record PageForm(string? Coding, string Tag, ReadOnlyMemory<byte> Bytes);
