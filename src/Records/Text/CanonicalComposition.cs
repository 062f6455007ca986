using System.Globalization;
using System.Text;

namespace MediAgents.Records.Text;

/// <summary>
/// Unicode Normalization Form C (Unicode Standard Annex 15), so that a name typed on two keyboards is one name.
/// </summary>
/// <remarks>
/// <see cref="string.Normalize()"/> leaves everything beyond ASCII as it is under InvariantGlobalization, silently,
/// and this product runs without ICU; hence the algorithm here, on the Unicode database's own facts.
/// </remarks>
public static class CanonicalComposition
{
    private const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TrailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TrailCount;

    // Nothing below U+0300 combines or decomposes into what would not compose again.
    private const char FirstThatMatters = '\u0300';

    // Read on the first name that needs it: most are plain ASCII.
    private static readonly Lazy<CanonicalForms> Forms = new(CanonicalForms.Load);

    /// <summary>The text in form C. Unpaired surrogates must have been refused before.</summary>
    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstThatMatters, char.MaxValue))
            return text;

        var forms = Forms.Value;
        var points = DecomposeToPoints(text, forms);
        Compose(points, forms);

        var composed = new StringBuilder(points.Count);
        foreach (var point in points)
            composed.Append(new Rune(point));
        return composed.ToString();
    }

    /// <summary>The text in form D, mark by mark. Unpaired surrogates become U+FFFD.</summary>
    public static IEnumerable<Rune> Decompose(string text) => DecomposeToPoints(text, Forms.Value).Select(point => new Rune(point));

    private static List<int> DecomposeToPoints(string text, CanonicalForms forms)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, forms, points);
        SortCombiningMarks(points, forms);
        return points;
    }

    private static void Decompose(int point, CanonicalForms forms, List<int> into)
    {
        var hangul = point - HangulFirst;
        if (hangul is >= 0 and < HangulCount)
        {
            into.Add(LeadFirst + hangul / (VowelCount * TrailCount));
            into.Add(VowelFirst + hangul % (VowelCount * TrailCount) / TrailCount);
            if (hangul % TrailCount is var trail and > 0)
                into.Add(TrailBase + trail);
        }
        else if (forms.Decompositions.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, forms, into);
        }
        else
        {
            into.Add(point);
        }
    }

    private static void SortCombiningMarks(List<int> points, CanonicalForms forms)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (forms.ClassOf(points[start]) == 0)
                continue;
            var end = start + 1;
            while (end < points.Count && forms.ClassOf(points[end]) != 0)
                end++;
            var marks = points.GetRange(start, end - start).OrderBy(forms.ClassOf).ToList(); // stable, as the annex demands
            for (var i = 0; i < marks.Count; i++)
                points[start + i] = marks[i];
            start = end - 1;
        }
    }

    private static void Compose(List<int> points, CanonicalForms forms)
    {
        var starter = -1;
        var lastClass = 0;
        var written = 0;
        foreach (var point in points.ToArray())
        {
            var pointClass = forms.ClassOf(point);
            var adjacent = written == starter + 1;
            var blocked = !adjacent && (lastClass == 0 || lastClass >= pointClass);
            if (starter >= 0 && !blocked && ComposePair(points[starter], point, forms) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (pointClass == 0)
                starter = written;
            lastClass = pointClass;
            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
    }

    private static int? ComposePair(int first, int second, CanonicalForms forms)
    {
        int lead = first - LeadFirst, vowel = second - VowelFirst;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return HangulFirst + (lead * VowelCount + vowel) * TrailCount;

        int syllable = first - HangulFirst, trail = second - TrailBase;
        if (syllable is >= 0 and < HangulCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
            return first + trail;

        return forms.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private sealed class CanonicalForms
    {
        private readonly Dictionary<int, int> classes = [];

        public Dictionary<int, int[]> Decompositions { get; } = [];

        public Dictionary<(int First, int Second), int> Compositions { get; } = [];

        public int ClassOf(int point) => classes.GetValueOrDefault(point);

        public static CanonicalForms Load()
        {
            using var resource = typeof(CanonicalComposition).Assembly.GetManifestResourceStream("canonical-forms.txt")
                ?? throw new InvalidOperationException("The Unicode table is missing from the assembly.");
            using var reader = new StreamReader(resource, Encoding.ASCII);
            var forms = new CanonicalForms();
            while (reader.ReadLine() is { } line)
            {
                if (!line.StartsWith('#'))
                    forms.Add(line.Split(' '));
            }

            return forms;
        }

        private void Add(string[] fields)
        {
            if (fields[0] == "class")
            {
                for (var point = Hex(fields[1]); point <= Hex(fields[2]); point++)
                    classes[point] = int.Parse(fields[3], NumberStyles.None);
                return;
            }

            var parts = Array.ConvertAll(fields[2..], Hex);
            Decompositions[Hex(fields[1])] = parts;
            if (fields[0] == "pair")
                Compositions[(parts[0], parts[1])] = Hex(fields[1]);
        }

        private static int Hex(string field) => int.Parse(field, NumberStyles.AllowHexSpecifier);
    }
}
