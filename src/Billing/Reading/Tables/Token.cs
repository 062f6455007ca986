namespace MediAgents.Billing.Reading.Tables;

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

    /// <summary>"Rs. 500", "500 /-", "৫০০ টাকা" and "13 Oct 2025" are one token each; a lone leader of dots is none.</summary>
    private static List<Token> Joined(List<Token> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Text.Length > 1 && tokens[i].Text.AsSpan().TrimStart('.').Length == 0)
                tokens.RemoveAt(i);
            else if (i + 1 < tokens.Count && RupeeMarks.Is(tokens[i].Text) && StartsNumber(tokens[i + 1].Text) && !EndsWords(tokens, i))
                Join(tokens, i, 2, tokens[i + 1].Text);
            else if (i + 1 < tokens.Count && FollowsAmount(tokens, i + 1) && Amounts.TryParse(tokens[i].Text, out _))
                Join(tokens, i, 2, tokens[i].Text + tokens[i + 1].Text);
            else if (i + 1 < tokens.Count && tokens[i + 1] is { Gap: <= 3, Text: ['-' or '/', ..] } && Dates.TryParse(tokens[i].Text + tokens[i + 1].Text, out _))
                Join(tokens, i, 2, tokens[i].Text + tokens[i + 1].Text);
            else if (i + 2 < tokens.Count && IsNamedDate(tokens, i))
                Join(tokens, i, 3, $"{tokens[i].Text} {tokens[i + 1].Text} {tokens[i + 2].Text}");
            else if (i + 1 < tokens.Count && IsNear(tokens, i + 1) && (i <= 1 || IndicText.IsIn(tokens[i + 1].Text)) && tokens[i].Text.Length <= 4 && Dates.IsDayAndMonth($"{tokens[i].Text} {tokens[i + 1].Text}"))
                Join(tokens, i, 2, $"{tokens[i].Text} {tokens[i + 1].Text}");
        }

        return tokens;
    }

    /// <summary>"PT INR    1" ends a description: the mark stands by the words, not by the figure.</summary>
    private static bool EndsWords(List<Token> tokens, int at) => at > 0 && tokens[at].Gap == 1 && tokens[at + 1].Gap > 1;

    private static void Join(List<Token> tokens, int at, int count, string text)
    {
        tokens[at] = new(text, tokens[at].Start, tokens[at + count - 1].End, tokens[at].Gap);
        tokens.RemoveRange(at + 1, count - 1);
    }

    private static bool StartsNumber(string text) => char.IsDigit(text[0]) || (text.Length > 1 && text[0] is '(' or '-' && char.IsDigit(text[1]));

    /// <summary>What belongs to the amount one blank before it; a mark with a number after it belongs to that number and is joined already.</summary>
    private static bool FollowsAmount(List<Token> tokens, int at) =>
        tokens[at].Gap == 1
        && (tokens[at].Text is "/-" or "/=" || RupeeMarks.Is(tokens[at].Text)
            || (at == tokens.Count - 1 && tokens[at].Text.TrimEnd('.').Equals("cr", StringComparison.OrdinalIgnoreCase)));

    /// <summary>One blank before it; beside a month in an Indian script a text layer may put up to three.</summary>
    private static bool IsNear(List<Token> tokens, int at, int? gapAt = null) =>
        tokens[gapAt ?? at].Gap == 1 || (tokens[gapAt ?? at].Gap <= 3 && IndicText.IsIn(tokens[at].Text) && MonthNames.Find(tokens[at].Text) > 0);

    private static bool IsNamedDate(List<Token> tokens, int at) =>
        IsNear(tokens, at + 1) && (tokens[at + 2].Gap == 1 || IsNear(tokens, at + 1, at + 2)) && tokens[at].Text.Length <= 12 && tokens[at + 1].Text.Length <= 12
        && (char.IsDigit(tokens[at].Text[0]) || char.IsDigit(tokens[at + 1].Text[0])) && char.IsDigit(tokens[at + 2].Text[0])
        && Dates.TryParse($"{tokens[at].Text} {tokens[at + 1].Text} {tokens[at + 2].Text}", out _);
}
