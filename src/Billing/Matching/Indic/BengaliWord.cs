using System.Text;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>What Bengali does to a word: several spellings of one, and the endings of case and number.</summary>
internal static class BengaliWord
{
    private const char Virama = '\u09CD';
    private const char Nukta = '\u09BC';

    private static readonly Dictionary<char, char> Alike = new()
    {
        ['ী'] = 'ি', ['ূ'] = 'ু', ['ঈ'] = 'ই', ['ঊ'] = 'উ', ['ণ'] = 'ন', ['ঞ'] = 'ন', ['ঙ'] = 'ং', ['শ'] = 'স', ['ষ'] = 'স', ['ৎ'] = 'ত',
    };

    private static readonly string[] Genitives = ["য়ের", "ের", "এর", "র"];

    private static readonly string[] Endings = ["গুলি", "গুলো", "টি", "টা", "দের", "তে", "য়ে", "ে", "ই", "য়"];

    public static bool IsBengali(char c) => c is >= '\u0980' and < '\u0A00';

    /// <summary>
    /// A key that spellings of one word share; it is no spelling itself. Letters that are spoken alike are one (ি and ী, ণ and ন, শ, ষ and স),
    /// conjuncts are as if written out (কন্ট্রাস্ট, কনট্রাস্ট), and so are the ways to write the "a" of ambulance (অ্যা, এ্যা, এ). Blanks are left out.
    /// </summary>
    /// <param name="text">Normalized, see <see cref="IndicScript.Normalized"/>.</param>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            switch (text[i])
            {
                case Virama when next == 'য':
                    AddOpenE(key);
                    i += i + 2 < text.Length && text[i + 2] == 'া' ? 2 : 1;
                    break;
                // The nasal dot over a vowel is as often left out.
                case Virama or 'ঁ' or 'ঃ' or ' ':
                    break;
                case 'য' when next != Nukta:
                    key.Append('জ');
                    break;
                case 'ঢ' when next == Nukta:
                    key.Append('ড');
                    break;
                case 'গ' when key.Length > 0 && key[^1] == 'ং':
                    break;
                default:
                    key.Append(Alike.GetValueOrDefault(text[i], text[i]));
                    break;
            }
        }

        return key.ToString();
    }

    /// <summary>The word without "of", or the word itself.</summary>
    public static string WithoutOf(string word) =>
        Array.Find(Genitives, ending => word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal)) is { } found ? word[..^found.Length] : word;

    /// <summary>What the word may be without its ending. The word itself is not among them.</summary>
    public static IEnumerable<string> Stems(string word)
    {
        if (WithoutOf(word) is { } bare && bare.Length < word.Length)
            yield return bare;
        foreach (var ending in Endings)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal))
                yield return word[..^ending.Length];
        }
    }

    private static void AddOpenE(StringBuilder key)
    {
        if (key.Length > 0 && key[^1] is 'অ' or 'আ' or 'এ')
            key[^1] = 'এ';
        else
            key.Append('ে');
    }
}
