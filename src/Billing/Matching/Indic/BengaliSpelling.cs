using System.Text;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// What Bengali writers spell in several ways as one: letters that are spoken alike (ি and ী, ণ and ন, শ, ষ and স), conjuncts
/// written out or not (কন্ট্রাস্ট, কনট্রাস্ট), and the sound of "am" in ambulance (অ্যা, এ্যা, এ).
/// </summary>
internal static class BengaliSpelling
{
    private const char Virama = '\u09CD';
    private const char Nukta = '\u09BC';

    private static readonly Dictionary<char, char> Alike = new()
    {
        ['ী'] = 'ি', ['ূ'] = 'ু', ['ঈ'] = 'ই', ['ঊ'] = 'উ', ['ণ'] = 'ন', ['ঞ'] = 'ন', ['ঙ'] = 'ং', ['শ'] = 'স', ['ষ'] = 'স', ['ৎ'] = 'ত',
    };

    public static bool IsBengali(char c) => c is >= '\u0980' and < '\u0A00';

    /// <summary>A key that spellings of one word share; it is no spelling itself. Blanks are left out.</summary>
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

    private static void AddOpenE(StringBuilder key)
    {
        if (key.Length > 0 && key[^1] is 'অ' or 'আ' or 'এ')
            key[^1] = 'এ';
        else
            key.Append('ে');
    }
}
