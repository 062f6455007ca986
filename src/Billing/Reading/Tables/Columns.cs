namespace MediAgents.Billing.Reading.Tables;

/// <summary>What a column of a bill's table holds.</summary>
internal enum ColumnKind
{
    Other,
    Serial,
    Date,
    Time,
    Code,
    Description,
    Quantity,
    Unit,
    Rate,
    Discount,
    Tax,
    Amount,
    /// <summary>Quantity and rate in one cell, as in "6 x 3,976".</summary>
    Product,
    /// <summary>How many pieces a strip or box holds, as in "10's" or "2x10".</summary>
    Pack,
    Batch,
    Expiry,
}

/// <summary>A heading and the characters of the line it covers; for separated cells, the cell's index stands in for both.</summary>
internal readonly record struct Column(ColumnKind Kind, int Start, int End);

/// <summary>The words hospitals write over their columns.</summary>
internal static class ColumnWords
{
    private static readonly Dictionary<string, ColumnKind> Words = Build();
    private static readonly HashSet<string> Parts = [.. Words.Keys.SelectMany(heading => heading.Split(' '))];

    /// <summary>The kind of a heading, or null if it is none.</summary>
    public static ColumnKind? Find(string heading)
    {
        if (IndicText.IsIn(heading))
            return IndicColumns.Find(heading, Find);
        var key = Normalise(heading);
        return key.Length is 0 or > 40 ? null : Words.TryGetValue(key, out var kind) ? kind : null;
    }

    /// <summary>True for a word of a heading, whole or in part: "batch", "no", "amount".</summary>
    public static bool IsPart(string word) => Find(word) is not null || Parts.Contains(Normalise(word));

    /// <summary>Headings of a line of text, longest wordings first. Empty unless the line reads as a table's head.</summary>
    public static List<Column> ReadHead(IReadOnlyList<Token> tokens)
    {
        var columns = new List<Column>();
        if (tokens.Count is < 2 or > 30)
            return columns;
        var known = 0;
        for (var i = 0; i < tokens.Count;)
        {
            var taken = 0;
            for (var n = Math.Min(4, tokens.Count - i); n > 0 && taken == 0; n--)
            {
                if (n > 1 && IsParted(tokens, i, n))
                    continue;
                if (Find(string.Join(' ', tokens.Skip(i).Take(n).Select(token => token.Text))) is { } kind)
                {
                    columns.Add(new(kind, tokens[i].Start, tokens[i + n - 1].End));
                    taken = n;
                }
            }

            known += taken;
            i += Math.Max(1, taken);
        }

        return IsHead(columns) && known * 10 >= tokens.Count * 6 ? columns : [];
    }

    /// <summary>Wide gaps part headings; a text layer may put up to three blanks into an Indian word.</summary>
    private static bool IsParted(IReadOnlyList<Token> tokens, int from, int count)
    {
        for (var i = from + 1; i < from + count; i++)
        {
            var gap = tokens[i].Start - tokens[i - 1].End;
            if (gap > (IndicText.IsIn(tokens[i - 1].Text) && IndicText.IsIn(tokens[i].Text) ? 3 : 1))
                return true;
        }

        return false;
    }

    public static bool IsHead(IEnumerable<Column> columns)
    {
        var kinds = columns.Select(column => column.Kind).ToHashSet();
        return kinds.Contains(ColumnKind.Amount) && (kinds.Contains(ColumnKind.Description) || kinds.Count >= 3)
            || (kinds.Contains(ColumnKind.Description) && kinds.Contains(ColumnKind.Rate));
    }

    private static string Normalise(string heading)
    {
        Span<char> buffer = stackalloc char[Math.Min(heading.Length, 64)];
        var length = 0;
        foreach (var c in heading)
        {
            if (length == buffer.Length)
                break;
            if (char.IsLetter(c) || c is '#' or '%' or '₹')
                buffer[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && buffer[length - 1] != ' ')
                buffer[length++] = ' ';
        }

        var text = buffer[..length].Trim().ToString();
        foreach (var mark in (ReadOnlySpan<string>)[" in rs", " in inr", " rs", " inr", " ₹", " rupees"])
        {
            if (text.EndsWith(mark, StringComparison.Ordinal))
                text = text[..^mark.Length];
        }

        return text;
    }

    private static Dictionary<string, ColumnKind> Build()
    {
        var words = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);
        void Add(ColumnKind kind, string list)
        {
            foreach (var word in list.Split('|'))
                words[word] = kind;
        }

        Add(ColumnKind.Serial, "s no|sr no|sl no|sno|srno|slno|sn|sr|sl|#|serial no|serial|no|line|line no|item no");
        Add(ColumnKind.Date, "date|service date|dt|date of service|txn date|charge date|charged on|bill dt|order date|date time|date & time");
        Add(ColumnKind.Time, "time|time of service|service time");
        Add(ColumnKind.Code, "code|item code|service code|cghs code|tariff code|procedure code|test code|charge code|product code|pkg code|package code");
        Add(ColumnKind.Description, "description|particulars|particular|item|item name|service|service name|services|details|procedure|procedure name|name|investigation|test|test name|medicine|medicine name|drug|drug name|product|product name|name of service|name of item|charge head|head|item description|service description|description of service|description of services|description of charges|particulars of service|particulars of charges|charge description|treatment|charges description|service rendered|services rendered|nature of service|bill head|details of service|details of services|details of charges|item details|investigation name|test description|medicine details|charge details|charge name|account head|service details|name of the service|name of investigation|treatment details|drug description|item particulars|description of item|description of items|description of services rendered");
        Add(ColumnKind.Quantity, "qty|quantity|units|no of units|nos|no of days|days|qnty|qty nos|qty days|number|count|no of times|visits|qty billed|quantity billed|unit s|day s|days qty|qty days units|qty unit|times|sessions|no of unit|nos days|units days|qty no");
        Add(ColumnKind.Unit, "unit|uom|per");
        Add(ColumnKind.Rate, "rate|unit price|price|unit rate|mrp|unit cost|per unit|rate per unit|charge per unit|unit charge|rate unit|tariff|price unit|charges per unit|price per unit|amount per unit|unit mrp|basic rate|gross rate|rate per day|unit price rs|unit charges|rate day|each|mrp unit|sale rate|selling rate|s rate");
        Add(ColumnKind.Discount, "discount|disc|disc amt|discount amt|discount amount|concession|less");
        Add(ColumnKind.Tax, "gst|tax|tax amt|tax amount|gst amt|gst amount");
        Add(ColumnKind.Amount, "amount|total|amt|net amount|net amt|value|total amount|gross amount|charges|charge|cost|line total|billed amount|billed amt|total amt|amount charged|bill amount|net|total charges|line amount|amount payable|net payable|gross|gross amt|total price|payable|payable amount|net value|total value|amount billed|billed|sum|line amt|total cost|bill value|claimed amount|amount claimed|gross total");
        Add(ColumnKind.Pack, "pack|packing|pack size|pkg|strip|strip size|unit pack");
        Add(ColumnKind.Batch, "batch|batch no|batch number|batch #|b no|lot|lot no|b no #");
        Add(ColumnKind.Expiry, "exp|expiry|exp date|expiry date|exp dt|exp d|expy|expiry dt|exp mm yy");
        Add(ColumnKind.Other, "hsn|hsn code|sac|hsn sac|gst %|tax %|disc %|discount %|doctor|department|dept|category|remarks|cgst|sgst|mfg|mfr|mfg by|manufacturer|company|sch|schedule|rack|free|page|gst rate|bill no|ref no|ref|type");
        return words;
    }
}
