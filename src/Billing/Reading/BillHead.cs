namespace MediAgents.Billing.Reading;

/// <summary>Who, where and when, from the labelled lines around a bill's table.</summary>
internal sealed class BillHead
{
    private static readonly (string Label, Action<BillHead, string> Put)[] Labels =
    [
        ("patient name", (head, text) => head.Patient ??= Name(text)),
        ("name of the patient", (head, text) => head.Patient ??= Name(text)),
        ("name of patient", (head, text) => head.Patient ??= Name(text)),
        ("pt. name", (head, text) => head.Patient ??= Name(text)),
        ("pt name", (head, text) => head.Patient ??= Name(text)),
        ("patient", (head, text) => head.Patient ??= Name(text)),
        ("hospital name", (head, text) => head.Hospital = Name(text) ?? head.Hospital),
        ("hospital", (head, text) => head.Hospital ??= Name(text)),
        ("bill number", (head, text) => head.BillNumber ??= Word(text)),
        ("bill no", (head, text) => head.BillNumber ??= Word(text)),
        ("invoice number", (head, text) => head.BillNumber ??= Word(text)),
        ("invoice no", (head, text) => head.BillNumber ??= Word(text)),
        ("receipt no", (head, text) => head.BillNumber ??= Word(text)),
        ("bill date", (head, text) => head.BillDate ??= OneDateIn(text)),
        ("invoice date", (head, text) => head.BillDate ??= OneDateIn(text)),
        ("date of bill", (head, text) => head.BillDate ??= OneDateIn(text)),
        ("date of admission", (head, text) => head.Admitted ??= DateIn(text)),
        ("admission date", (head, text) => head.Admitted ??= DateIn(text)),
        ("adm date", (head, text) => head.Admitted ??= DateIn(text)),
        ("adm. date", (head, text) => head.Admitted ??= DateIn(text)),
        ("admitted on", (head, text) => head.Admitted ??= DateIn(text)),
        ("admitted", (head, text) => head.Admitted ??= DateIn(text)),
        ("admission", (head, text) => head.Admitted ??= DateIn(text)),
        ("doa", (head, text) => head.Admitted ??= DateIn(text)),
        ("date of discharge", (head, text) => head.Discharged ??= DateIn(text)),
        ("discharge date", (head, text) => head.Discharged ??= DateIn(text)),
        ("disch date", (head, text) => head.Discharged ??= DateIn(text)),
        ("disch. date", (head, text) => head.Discharged ??= DateIn(text)),
        ("discharged on", (head, text) => head.Discharged ??= DateIn(text)),
        ("discharged", (head, text) => head.Discharged ??= DateIn(text)),
        ("discharge", (head, text) => head.Discharged ??= DateIn(text)),
        ("dod", (head, text) => head.Discharged ??= DateIn(text)),
        ("insurance company", (head, text) => head.Insurer ??= Name(text)),
        ("insurer", (head, text) => head.Insurer ??= Name(text)),
        ("insurance", (head, text) => head.Insurer ??= Name(text)),
        ("tpa", (head, text) => head.Insurer ??= Name(text)),
        ("payer", (head, text) => head.Insurer ??= Name(text)),
        ("payor", (head, text) => head.Insurer ??= Name(text)),
        ("scheme", (head, text) => head.Insurer ??= Name(text)),
        ("date of service", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("service date", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("date of visit", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("visit date", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("date of treatment", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("treatment date", (head, text) => head.ServiceDate ??= DateIn(text)),
        ("date", (head, text) => head.BillDate ??= OneDateIn(text)),
    ];

    public string? Hospital { get; private set; }

    public string? Patient { get; private set; }

    public string? BillNumber { get; private set; }

    public string? Insurer { get; private set; }

    public DateOnly? BillDate { get; private set; }

    /// <summary>The one day on which everything on the bill was done, if the head says so.</summary>
    public DateOnly? ServiceDate { get; private set; }

    public DateOnly? Admitted { get; private set; }

    public DateOnly? Discharged { get; private set; }

    /// <summary>Takes what labels the line holds. True if there was one.</summary>
    public bool Read(string line)
    {
        var found = false;
        foreach (var part in Parts(line))
            found |= ReadPart(part);
        foreach (var (label, value) in IndicLabels.Read(line))
        {
            Put(label, value);
            found = true;
        }

        return found;
    }

    /// <summary>A line near the top that names a hospital without a label.</summary>
    public void ReadTitle(string line)
    {
        var text = line.Trim(' ', '|', ',', '*', '=', '-');
        if (Hospital is null && text.Length is > 3 and < 120 && !text.Contains(':', StringComparison.Ordinal)
            && (Has(text, "hospital") || Has(text, "clinic") || Has(text, "nursing home") || Has(text, "medical cent")
                || Has(text, "institute") || Has(text, "healthcare") || IsIndicHospital(text) || Has(text, "medicare") || Has(text, "health cent"))
            && !Has(text, "bill") && !Has(text, "invoice"))
        {
            Hospital = text;
        }
    }

    /// <summary>Takes a date whose label was found; one that is there already stays.</summary>
    public void Put(HeadLabel label, DateOnly date)
    {
        switch (label)
        {
            case HeadLabel.Admitted:
                Admitted ??= date;
                break;
            case HeadLabel.Discharged:
                Discharged ??= date;
                break;
            case HeadLabel.ServiceDate:
                ServiceDate ??= date;
                break;
            case HeadLabel.BillDate:
                BillDate ??= date;
                break;
        }
    }

    /// <summary>Takes a period as the stay where neither of its ends is known, or only its first day.</summary>
    public void PutStay(DateOnly first, DateOnly last)
    {
        if (Discharged is null && (Admitted is null || Admitted == first))
            (Admitted, Discharged) = (first, last);
    }

    private void Put(HeadLabel label, string value)
    {
        switch (label)
        {
            case HeadLabel.Patient:
                Patient ??= Name(value);
                break;
            case HeadLabel.Hospital:
                Hospital ??= Name(value);
                break;
            case HeadLabel.BillNumber:
                BillNumber ??= Word(value);
                break;
            case HeadLabel.BillDate:
                BillDate ??= OneDateIn(value);
                break;
            case HeadLabel.Admitted:
                Admitted ??= DateIn(value);
                break;
            case HeadLabel.Discharged:
                Discharged ??= DateIn(value);
                break;
            case HeadLabel.Insurer:
                Insurer ??= Name(value);
                break;
        }
    }

    private bool ReadPart(string part)
    {
        foreach (var (label, put) in Labels)
        {
            if (!part.StartsWith(label, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = part.AsSpan(label.Length).TrimStart();
            // "Patient care charges" is no label: a label ends at a colon, a dash, a dot or the cell's end.
            if (rest.Length > 0 && rest[0] is not (':' or '-' or '.' or '#' or ','))
                continue;
            var value = rest.TrimStart(":-.#, ").Trim().ToString();
            if (value.Length > 0)
                put(this, value);
            return true;
        }

        return false;
    }

    /// <summary>Cells parted by pipes, tabs or wide blanks; a label whose value stands in the next cell is joined with it.</summary>
    private static IEnumerable<string> Parts(string line)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            var breaks = i == line.Length || line[i] is '|' or '\t' || (line[i] == ' ' && i + 1 < line.Length && line[i + 1] == ' ');
            if (!breaks)
                continue;
            var part = line[start..i].Trim();
            if (part.Length > 0)
            {
                if (parts.Count > 0 && (parts[^1].EndsWith(':') || part.StartsWith(':')))
                    parts[^1] = $"{parts[^1]} {part}";
                else
                    parts.Add(part);
            }

            start = Math.Min(i + 1, line.Length);
            if (parts.Count > 20)
                break;
        }

        foreach (var part in parts)
        {
            yield return part;
            // "Patient: A   DOA: x, DOD: y" on one line with commas.
            foreach (var piece in part.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1))
                yield return piece;
        }
    }

    /// <summary>Hospital, nursing home and clinic in Hindi, Bengali and Tamil, by their consonants.</summary>
    private static bool IsIndicHospital(string text)
    {
        if (!IndicText.IsIn(text))
            return false;
        var letters = IndicText.Skeleton(text);
        foreach (var word in (ReadOnlySpan<string>)["असपतल", "चकतसलय", "हसपटल", "नरसगहम", "कलनक", "হসপতল", "চকৎসলয", "নরসহম", "কলনক", "மரததவமன", "மரததவமயம", "களனக"])
        {
            if (letters.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static DateOnly? DateIn(string text)
    {
        for (var i = 0; i < Math.Min(text.Length, 40); i++)
        {
            if (i > 0 && char.IsLetterOrDigit(text[i - 1]))
                continue;
            if (char.IsLetterOrDigit(text[i]) && Dates.TryParsePrefix(text.AsSpan(i), out var date, out _))
                return date;
        }

        return null;
    }

    /// <summary>The date of a text; null if it has two, of which neither is a bill's.</summary>
    private static DateOnly? OneDateIn(string text)
    {
        var dates = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i]) || (i > 0 && char.IsLetterOrDigit(text[i - 1])) || !Dates.TryParsePrefix(text.AsSpan(i), out _, out var length))
                continue;
            dates++;
            i += length;
        }

        return dates > 1 ? null : DateIn(text);
    }

    private static string? Name(string text)
    {
        var value = text.Split(',')[0].Trim();
        return value.Length is 0 or > 120 || !value.Any(char.IsLetter) ? null : value;
    }

    private static string? Word(string text) => text.Split(' ', 2)[0] is { Length: > 0 and <= 40 } word ? word.TrimEnd(',') : null;

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
