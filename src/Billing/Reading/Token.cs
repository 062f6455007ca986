namespace MediAgents.Billing.Reading;

/// <summary>A run of characters without blanks and where it stands in its line; <see cref="Gap"/> counts the blanks before it.</summary>
internal readonly record struct Token(string Text, int Start, int End, int Gap)
{
    public static List<Token> Split(string line)
    {
        var tokens = new List<Token>();
        var at = 0;
        var last = 0;
        while (at < line.Length)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            if (at == line.Length)
                break;
            var start = at;
            while (at < line.Length && !char.IsWhiteSpace(line[at]))
                at++;
            tokens.Add(new(line[start..at], start, at, start - last));
            last = at;
        }

        return Joined(tokens);
    }

    /// <summary>"Rs. 500" and "13 Oct 2025" are one token each; a lone leader of dots is none.</summary>
    private static List<Token> Joined(List<Token> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Text.Length > 1 && tokens[i].Text.AsSpan().TrimStart('.').Length == 0)
            {
                tokens.RemoveAt(i);
            }
            else if (i + 1 < tokens.Count && IsCurrency(tokens[i].Text) && char.IsDigit(tokens[i + 1].Text[0]))
            {
                tokens[i] = new(tokens[i + 1].Text, tokens[i].Start, tokens[i + 1].End, tokens[i].Gap);
                tokens.RemoveAt(i + 1);
            }
            else if (i + 2 < tokens.Count && tokens[i].Text.Length <= 2 && char.IsAsciiDigit(tokens[i].Text[0])
                && tokens[i + 1].Text.Length >= 3 && char.IsAsciiLetter(tokens[i + 1].Text[0])
                && tokens[i + 1].Gap == 1 && tokens[i + 2].Gap == 1
                && Dates.TryParse($"{tokens[i].Text} {tokens[i + 1].Text} {tokens[i + 2].Text}", out _))
            {
                tokens[i] = new($"{tokens[i].Text} {tokens[i + 1].Text} {tokens[i + 2].Text}", tokens[i].Start, tokens[i + 2].End, tokens[i].Gap);
                tokens.RemoveRange(i + 1, 2);
            }
        }

        return tokens;
    }

    private static bool IsCurrency(string text) =>
        text.Length <= 4 && text.TrimEnd('.', ':').ToUpperInvariant() is "RS" or "INR" or "₹";
}
