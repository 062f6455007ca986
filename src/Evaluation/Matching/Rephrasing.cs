namespace MediAgents.Evaluation.Matching;

/// <summary>Makes from the tariff's names what hospitals print, by the tables of one half. Equal names, tables and seed give equal items.</summary>
internal sealed class Rephrasing(IReadOnlyList<(string Code, string Name)> rows, HospitalHabits habits, int seed)
{
    private const int MostSteps = 4;

    /// <summary>How often a word is left out that hospitals like to leave out, if the name has one.</summary>
    private const double UsualWordDropped = 0.6;

    private readonly TariffReader reader = new([.. rows.Select(row => row.Name)]);
    private readonly Random random = new(seed);

    /// <summary>Rows in turn, in an order of the seed, until there are <paramref name="count"/> items.</summary>
    public IReadOnlyList<MatchingItem> Items(int count)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        return [.. Enumerable.Range(0, count).Select(item => Item(order[item % order.Length]))];
    }

    private MatchingItem Item(int row)
    {
        var name = rows[row].Name;
        List<Piece> pieces = [.. TariffReader.Words(name).Select(Piece.Plain)];
        var frame = (Before: "", After: "");
        for (var steps = random.Next(1, MostSteps + 1); steps > 0; steps--)
        {
            switch (Drawn())
            {
                case Step.Abbreviate:
                    Abbreviate(pieces);
                    break;
                case Step.Acronym:
                    pieces = Acronym(name) ?? pieces;
                    break;
                case Step.Drop when pieces.Count > 1:
                    Drop(pieces);
                    break;
                case Step.Misspell:
                    Misspell(pieces);
                    break;
                case Step.Reorder when pieces.Count > 1:
                    Reorder(pieces);
                    break;
                case Step.Habit:
                    frame = habits.Frames[random.Next(habits.Frames.Count)];
                    break;
            }
        }

        return new(Printed(pieces, frame), rows[row].Code, reader.Decides(pieces, row));
    }

    private Step Drawn()
    {
        var at = random.Next(habits.Mix.Sum(entry => entry.Share));
        foreach (var (step, share) in habits.Mix)
        {
            if ((at -= share) < 0)
                return step;
        }

        return habits.Mix[^1].Step;
    }

    private void Abbreviate(List<Piece> pieces)
    {
        var places = new List<(int At, int Length, string Shortened)>();
        foreach (var (printed, shortened) in habits.Abbreviations)
        {
            for (var at = 0; at + printed.Length <= pieces.Count; at++)
            {
                if (printed.Index().All(word => pieces[at + word.Index].IsPlain && pieces[at + word.Index].Shown == word.Item))
                    places.Add((at, printed.Length, shortened));
            }
        }

        if (places.Count == 0)
            return;
        var (start, length, text) = places[random.Next(places.Count)];
        string[][] readings = [.. habits.ReadingsOf[text], .. reader.Knows(text) ? [[text]] : Array.Empty<string[]>()];
        pieces.RemoveRange(start, length);
        pieces.Insert(start, new(text, readings, false));
    }

    /// <summary>The name with what stands before a bracketed abbreviation left out. Null if it has none.</summary>
    private static List<Piece>? Acronym(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : name.IndexOf(')', open);
        if (close < 0 || open == 0)
            return null;
        var inside = name[(open + 1)..close].Trim();
        return inside.Length is >= 2 and <= 7 && inside.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)) && char.IsAsciiLetter(inside[0])
            ? [.. TariffReader.Words(inside + " " + name[(close + 1)..]).Select(Piece.Plain)] : null;
    }

    private void Drop(List<Piece> pieces)
    {
        var usual = pieces.FindAll(piece => habits.Dropped.Contains(piece.Shown));
        pieces.Remove(usual.Count > 0 && random.NextDouble() < UsualWordDropped ? usual[random.Next(usual.Count)] : pieces[random.Next(pieces.Count)]);
    }

    private void Misspell(List<Piece> pieces)
    {
        var long5 = pieces.FindAll(piece => piece.IsPlain && piece.Shown.Length >= 5 && piece.Shown.All(char.IsAsciiLetter));
        if (long5.Count == 0)
            return;
        var piece = long5[random.Next(long5.Count)];
        var rules = habits.Misspellings.Where(rule => piece.Shown.Contains(rule.Letters, StringComparison.Ordinal)).ToList();
        var written = rules.Count > 0 && random.Next(2) == 0 ? Rule(piece.Shown, rules[random.Next(rules.Count)]) : Slip(piece.Shown);
        if (!reader.Knows(written))
            pieces[pieces.IndexOf(piece)] = piece with { Shown = written, IsPlain = false };
    }

    private static string Rule(string word, (string Letters, string Written) rule)
    {
        var at = word.IndexOf(rule.Letters, StringComparison.Ordinal);
        return string.Concat(word.AsSpan(0, at), rule.Written, word.AsSpan(at + rule.Letters.Length));
    }

    /// <summary>A letter lost, doubled, swapped with the next, or the key beside it.</summary>
    private string Slip(string word)
    {
        var at = random.Next(1, word.Length - 1);
        return random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            _ => $"{word[..at]}{Beside(word[at])}{word[(at + 1)..]}",
        };
    }

    private char Beside(char letter)
    {
        foreach (var keys in (ReadOnlySpan<string>)["qwertyuiop", "asdfghjkl", "zxcvbnm"])
        {
            var at = keys.IndexOf(letter, StringComparison.Ordinal);
            if (at >= 0)
                return keys[at == 0 ? 1 : at == keys.Length - 1 ? at - 1 : at + (random.Next(2) == 0 ? 1 : -1)];
        }

        return letter;
    }

    private void Reorder(List<Piece> pieces)
    {
        var one = random.Next(pieces.Count);
        if (random.Next(2) == 0)
        {
            var other = random.Next(pieces.Count);
            (pieces[one], pieces[other]) = (pieces[other], pieces[one]);
            return;
        }

        var behind = pieces[one..];
        pieces.RemoveRange(one, behind.Count);
        pieces.InsertRange(0, behind);
    }

    private string Printed(List<Piece> pieces, (string Before, string After) frame)
    {
        var text = string.Join(' ', pieces.Select(piece => piece.Shown));
        text = random.Next(3) switch
        {
            0 => text.ToUpperInvariant(),
            1 => string.Join(' ', text.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            _ => text,
        };
        return $"{frame.Before}{text}{(frame.After.Length > 0 ? " " : "")}{frame.After}";
    }
}
