using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Context;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Extraction.Medicines;

/// <summary>
/// Medicines: a form (Tab., Inj. ...) and a name, or, without a form, a name with strength and frequency; under a heading for
/// medicines one of the two is enough. What is stopped, withheld or avoided is not taken.
/// </summary>
internal sealed partial class MedicineRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const int LongestName = 80;
    private const int MostNameWords = 6;
    private const int MostWordsAlone = 3;
    private const int LongestSegment = 240;
    private const double WithFormAndDose = 0.95, WithForm = 0.85, UnderHeading = 0.85, WithDose = 0.75;

    /// <summary>Whether a line begins with a form and a name.</summary>
    public static bool Begins(string line)
    {
        var bullet = Bullets.Length(line);
        return Form().Match(line, bullet) is { Success: true } form && line.AsSpan(bullet, form.Index - bullet).IsWhiteSpace();
    }

    public void Find(ReadDocument document, EventList events)
    {
        foreach (var line in document.Lines)
        {
            if (line.Section is SectionKind.FamilyHistory or SectionKind.Allergies)
                continue;
            var starts = Form().Matches(line.Text);
            if (starts.Count > 0)
                FindWithForm(document, line, starts, events);
            else
                FindWithoutForm(document, line, events);
        }
    }

    private static void FindWithForm(ReadDocument document, TextLine line, MatchCollection starts, EventList events)
    {
        for (var i = 0; i < starts.Count; i++)
        {
            var start = starts[i];
            var end = i + 1 < starts.Count ? starts[i + 1].Index : line.Text.Length;
            var (from, until) = (start.Index, EndOfSegment(line.Text, start.Index + start.Length, end));
            if (IsStopped(line, from))
                continue;
            var segment = line.Text[(start.Index + start.Length)..until];
            Add(document, line, from, until, segment, FormOf(start.Groups["form"].Value), needed: 0, events);
        }

        if (line.Section == SectionKind.Medications && starts[0].Index > line.ContentStart)
            FindWithoutForm(document, line, events, starts[0].Index);
    }

    private static void FindWithoutForm(ReadDocument document, TextLine line, EventList events, int limit = int.MaxValue)
    {
        var inSection = line.Section == SectionKind.Medications;
        if (!inSection && line.Section is SectionKind.Investigations or SectionKind.Vitals or SectionKind.Impression or SectionKind.Vaccinations)
            return;
        var at = Math.Max(line.HasHeading ? line.ContentStart : 0, 0);
        while (at < line.Text.Length && at < limit)
        {
            var length = Separator().Match(line.Text, at) is { Success: true } separator ? separator.Index - at : line.Text.Length - at;
            var end = Math.Min(at + length, limit);
            var skip = Bullets.Length(line.Text.AsSpan(at, end - at));
            var segment = line.Text[(at + skip)..end];
            var start = at + skip;
            var verb = Verb().Match(segment);
            start += verb.Length;
            segment = segment[verb.Length..];
            start += segment.Length - segment.TrimStart().Length;
            segment = segment.TrimStart();
            if (segment.Length is > 3 and <= LongestSegment && !IsStopped(line, start))
                Add(document, line, start, end, segment, null, inSection ? 1 : 2, events);
            at = end + 1;
        }
    }

    /// <param name="document">The document.</param>
    /// <param name="line">The line.</param>
    /// <param name="from">Where the evidence begins.</param>
    /// <param name="until">Where it ends.</param>
    /// <param name="segment">The text that begins with the name.</param>
    /// <param name="form">The form, if printed.</param>
    /// <param name="needed">How many of strength and frequency have to be there.</param>
    /// <param name="events">Takes what is found.</param>
    private static void Add(ReadDocument document, TextLine line, int from, int until, string segment, string? form, int needed, EventList events)
    {
        var strength = Dosage.StrengthIn(segment);
        var frequency = Dosage.FrequencyIn(segment);
        var duration = Dosage.DurationIn(segment);
        var route = Dosage.RouteIn(segment);
        var dosed = First(segment.Length, strength, frequency, duration, route);
        var end = form is null && strength.Success && strength.Index == dosed ? EndBeforeDose(segment, dosed) : Math.Min(dosed, First(segment.Length, NameEnd().Match(segment)));
        if (Dosage.BareNumberIn(segment) is { Success: true } bare && bare.Index <= end && bare.Index > 0 && !strength.Success)
            (strength, end) = (bare, Math.Min(end, bare.Index));
        var name = form is null ? NameBefore(segment[..end], isDose: strength.Success && strength.Index == dosed) : NameOf(segment[..end]);
        if (name is not null && Statement.Of(name) is var words && words.Tokens.Any(token => token.Cue != Cue.None) && (form is null || words.Tokens[0].Cue != Cue.None))
            return;
        var unit = strength.Success && !char.IsAsciiDigit(strength.ValueSpan[^1]);
        var given = (unit ? 1 : 0) + (frequency.Success ? 1 : 0);
        // A form alone names a medicine only where an item begins: "capsule endoscopy".
        if (name is null || given < needed || (form is not null && !strength.Success && given == 0 && line.Section != SectionKind.Medications && !Begins(line.Text)) || NoMedicine().IsMatch(name) || (form is null && Analyte().IsMatch(name)) || Vaccinations.VaccinationRule.IsVaccine(name))
            return;
        if (form is null && needed == 2 && !char.IsUpper(name[0]))
            return;
        var nameAt = line.Text.IndexOf(name, from, StringComparison.Ordinal);
        if (nameAt >= 0 && !line.Statement.IsAssertedAt(nameAt, nameAt + name.Length))
            return;
        var dose = strength.Success ? Whitespace.Collapse(strength.ValueSpan) : "";
        var title = EventList.Clip($"{name} {dose}".TrimEnd(), 200);
        string?[] details = [form, Detail(frequency), Detail(route), Detail(duration)];
        events.Add(
            ExtractedEventType.Medication,
            $"{name.ToLowerInvariant()}|{dose.Replace(" ", "", StringComparison.Ordinal)}|{Detail(frequency)}",
            title,
            document.Dates.Of(line, from, until),
            line.Span(from, until),
            form is not null ? given > 0 ? WithFormAndDose : WithForm : needed == 1 ? UnderHeading : WithDose,
            string.Join(", ", details.Where(detail => !string.IsNullOrEmpty(detail))));
    }

    /// <summary>"Metformin to 1000 mg", "Metformin (1000 mg)".</summary>
    private static int EndBeforeDose(string segment, int dose) => segment[..dose].TrimEnd(' ', '(', '-', ':', ',') is var name && name.EndsWith(" to", StringComparison.OrdinalIgnoreCase) ? name.Length - 3 : name.Length;

    private static string? Detail(Match match) => match.Success ? Whitespace.Collapse(match.ValueSpan).TrimStart('-', ',', ' ') : null;

    private static int First(int end, params ReadOnlySpan<Match> matches)
    {
        foreach (var match in matches)
        {
            if (match.Success && match.Index < end)
                end = match.Index;
        }

        return end;
    }

    private static string? NameOf(string text)
    {
        var name = Whitespace.Collapse(text).Trim(' ', '-', ',', '.', ':', '+', '(', '/', '\u2013', '*', '"');
        if (name.Length is < 3 or > LongestName || !char.IsLetter(name[0]))
            return null;
        var words = name.Split(' ');
        if (words.Length > MostNameWords)
            return null;
        return words[0].Length >= 2 ? name : null;
    }

    /// <summary>
    /// Without a form the name is what stands right before the dose; whole only where nothing but a name can stand there.
    /// </summary>
    private static string? NameBefore(string text, bool isDose)
    {
        if (NameOf(text) is not { } name)
            return null;
        if (!isDose)
            return name.Split(' ').Length <= MostWordsAlone ? name : null;
        var statement = Statement.Of(name);
        var first = statement.Tokens.Length;
        while (first > 0 && statement.Tokens.Length - first < MostWordsAlone && statement.Tokens[first - 1].Cue == Cue.None
            && (first == statement.Tokens.Length || statement.Tokens[first].Before == Break.None) && !NoMedicine().IsMatch(statement.Word(first - 1)))
            first--;
        return first == statement.Tokens.Length ? null : NameOf(name[statement.Tokens[first].Start..]);
    }

    private static int EndOfSegment(string text, int from, int end)
    {
        var sentence = SentenceEnd().Match(text, from, end - from);
        end = sentence.Success ? sentence.Index : end;
        end = Math.Min(end, from + LongestSegment);
        var trimmed = text.AsSpan(from, end - from).TrimEnd(" ,;+&-\t").Length;
        var last = TrailingNumber().Match(text, from, trimmed);
        return last.Success ? last.Index : from + trimmed;
    }

    private static bool IsStopped(TextLine line, int at) => Stopped().IsMatch(line.Text.AsSpan(Math.Max(0, at - 30), Math.Min(at, 30)));

    private static string FormOf(string form) => char.ToUpperInvariant(form[0]) switch
    {
        'T' => "tablet",
        'I' when form.StartsWith("inj", StringComparison.OrdinalIgnoreCase) || form.Length <= 2 => "injection",
        'C' when form.StartsWith("cap", StringComparison.OrdinalIgnoreCase) || form.Length <= 2 => "capsule",
        'S' when form.StartsWith("sy", StringComparison.OrdinalIgnoreCase) => "syrup",
        _ => form.TrimEnd('.').ToLowerInvariant(),
    };

    [GeneratedRegex(
        @"(?<![A-Za-z\d])(?:(?<form>Tab(?:let)?s?|Cap(?:sule)?s?|[Il]nj(?:ection)?s?|Syp|Syr(?:up)?|Susp(?:ension)?|Oint(?:ment)?|Rotacaps?|MDI|Neb(?:uli[sz]ation)?|Supp(?:ository)?|Respules?|E/D)(?:\.\s{0,3}|\s{1,4}|(?-i:(?=[A-Z])))|(?<form>(?-i:T))\.\s?)(?:-\s?)?(?=[A-Za-z]{2})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Timeout)]
    private static partial Regex Form();

    [GeneratedRegex(@";|,\s(?=[A-Za-z])|(?<=[a-z\d]{2})\.\s(?=[A-Z])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\s{0,20}(?:\d{1,2}\s{2,20}(?=[A-Za-z]))?(?:(?:to )?(?:inhaler|cream|ointment|gel|lotion|drops|spray|sachet|continue|start(?:ed)?|add(?:ed)?|given|give|take|apply|use|on|plan:?)\s{1,4}){0,2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Verb();

    /// <summary>What ends a name when no dose does.</summary>
    [GeneratedRegex(@"[(:;,=]|\s[-\u2013]|\b(?:(?:eye|ear|nasal) (?:drops?|spray|ointment|gel)|inhaler|drops|cream|gel|lotion|before|after|with|for|if|in|to|from|till|until|and|was|were|is|given|started|stat|as|advised|applied|apply|at|on|by|per|half|one|two)\b|\s{3,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"(?<=[a-z)\d]{2})\.\s(?=[A-Z])|;", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex SentenceEnd();

    /// <summary>The number of the next item of a list in one line.</summary>
    [GeneratedRegex(@"\s\d{1,2}[.)]\s{0,4}$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TrailingNumber();

    [GeneratedRegex(@"\b(?:stop(?:ped)?|avoid|discontinued?|withheld|withhold|hold|omit(?:ted)?|allerg(?:y|ic) to|not tolerat\w{1,6}|intolerant to|no)\s{1,3}(?:the |all |taking )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"^(?:hb|wbc|creatinine|urea|sodium|potassium|glucose|sugar|hba1c|cholesterol|ldl|hdl|tsh)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Analyte();

    /// <summary>Words that begin no medicine's name.</summary>
    [GeneratedRegex(
        @"^(?:nil|none|no|not|nad|same|low|high|diet|salt|fluid|water|rest|review|follow|repeat|rpt|avoid|stop|advice|advised|continue|exercise|walk|bed|blood|urine|serum|test|report|physiotherapy|dressing|daily|twice|once|for|with|and|after|before|in|the|if|to|plan|consult|ref|refer|patient|day|days|date|name|age|dr|bp|pulse|temp|wt|weight|height|total|amount|qty|rate|room|normal|fever|pain|cough|every|he|she|his|her|on|at|of|a|an|smok\w*|alcohol\w*|tobacco|pack|monitor|check|watch|plenty|oral fluids|steam|warm|cold|hot|ice|soft|medication|medications|medicines|tablets?|capsules?|treatment|treated|ivf|drink|eat|sleep|increase|decrease|reduce|change|dose|doses|prescription|prescribed|ordered|order|initiate|medical|as|reasoning|treated|was|is|were|are|then|also|please|start|started|each|both|maintain)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex NoMedicine();
}
