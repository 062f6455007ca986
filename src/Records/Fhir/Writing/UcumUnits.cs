using System.Collections.Frozen;
using System.Text;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>Units as reports print them, with their codes in UCUM (https://ucum.org/ucum, version 2.1: table of units and its common-unit codes).</summary>
internal static class UcumUnits
{
    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(Table);

    /// <summary>The code of a printed unit; null when it is not known for certain.</summary>
    public static string? CodeOf(string? printed)
    {
        if (printed is null)
            return null;
        var spelled = new StringBuilder(printed.Length);
        foreach (var letter in printed)
        {
            if (!char.IsWhiteSpace(letter))
                spelled.Append(letter is '\u00B5' or '\u03BC' ? 'u' : letter is '²' ? '2' : letter is '³' ? '3' : char.ToLowerInvariant(letter));
        }

        return Codes.Value.GetValueOrDefault(spelled.ToString());
    }

    /// <summary>By code, the ways it is printed, in lower case and without spaces.</summary>
    private static FrozenDictionary<string, string> Table()
    {
        (string Code, string Printed)[] rows =
        [
            ("mg/dL", "mg/dl mg%"), ("g/dL", "g/dl gm/dl g% gm%"), ("g/L", "g/l gm/l"), ("ug/dL", "ug/dl mcg/dl"), ("ng/mL", "ng/ml"),
            ("ng/dL", "ng/dl"), ("pg/mL", "pg/ml"), ("ug/L", "ug/l mcg/l"), ("ug/mL", "ug/ml mcg/ml"), ("mg/L", "mg/l"), ("mg/g", "mg/g"),
            ("mmol/L", "mmol/l"), ("umol/L", "umol/l"), ("nmol/L", "nmol/l"), ("pmol/L", "pmol/l"), ("mmol/mol", "mmol/mol"), ("meq/L", "meq/l"),
            ("U/L", "u/l"), ("[IU]/L", "iu/l"), ("[IU]/mL", "iu/ml"), ("m[IU]/L", "miu/l"), ("m[IU]/mL", "miu/ml"), ("u[IU]/mL", "uiu/ml"),
            ("fL", "fl"), ("pg", "pg"), ("%", "% percent"), ("10*3/uL", "10^3/ul 10*3/ul x10^3/ul thou/ul k/ul"), ("10*6/uL", "10^6/ul 10*6/ul x10^6/ul mill/ul million/ul"),
            ("10*9/L", "10^9/l 10*9/l x10^9/l"), ("10*12/L", "10^12/l 10*12/l x10^12/l"), ("10*6/mm3", "million/cumm mill/cumm million/mm3"),
            ("10*5/mm3", "lakh/cumm lakhs/cumm lac/cumm"), ("/uL", "/ul cells/ul"), ("/mm3", "/cumm cells/cumm /mm3 cells/mm3"), ("/[HPF]", "/hpf"),
            ("mm/h", "mm/hr mm/h mm/1sthr"), ("s", "s sec secs seconds"), ("min", "min mins minutes"), ("h", "h hr hrs hours"), ("mL/min", "ml/min"),
            ("mL/min/{1.73_m2}", "ml/min/1.73m2 ml/min/1.73m^2"), ("mm[Hg]", "mmhg"), ("/min", "bpm beats/min /min breaths/min"), ("Cel", "°c degc celsius"),
            ("[degF]", "°f degf fahrenheit"), ("kg", "kg kgs"), ("g", "g gm gms"), ("mg", "mg"), ("ug", "ug mcg"), ("cm", "cm cms"), ("m", "m"), ("mm", "mm"),
            ("kg/m2", "kg/m2 kg/m^2"), ("mL", "ml"), ("L", "l litre litres"), ("ms", "ms msec"), ("mV", "mv"), ("[pH]", "ph"), ("mosm/kg", "mosm/kg"),
        ];
        return rows.SelectMany(row => row.Printed.Split(' ').Select(printed => (Printed: printed, row.Code)))
            .ToFrozenDictionary(pair => pair.Printed, pair => pair.Code, StringComparer.Ordinal);
    }
}
