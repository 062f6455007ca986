using System.Buffers;

namespace MediAgents.Models.Privacy;

/// <summary>Puts words back in a text that comes in pieces: what may be the beginning of a token waits for the next piece.</summary>
internal sealed class StreamRestorer(Func<string, string> restore)
{
    private static readonly SearchValues<char> Parts = SearchValues.Create([.. Enumerable.Range(0, 128).Select(code => (char)code).Where(PseudonymText.IsPart)]);

    private string held = "";

    /// <summary>What can be given out now.</summary>
    public string Add(string piece)
    {
        var text = held + piece;
        var open = BeginOfToken(text);
        held = text[open..];
        return restore(text[..open]);
    }

    /// <summary>The rest, which is no token after all.</summary>
    public string Flush()
    {
        var rest = held;
        held = "";
        return restore(rest);
    }

    /// <summary>Where a token begins that the text breaks off in; the text's end when there is none.</summary>
    private static int BeginOfToken(string text)
    {
        var open = text.LastIndexOf('[');
        return open >= 0 && text.Length - open < PseudonymText.Longest && text.AsSpan(open + 1).IndexOfAnyExcept(Parts) < 0 ? open : text.Length;
    }
}
