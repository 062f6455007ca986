namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// Bills in the three languages name an operation by what is taken out or mended and a word for it: "tonsil removal", "hernia operation".
/// The tariffs have one name for both. General surgical vocabulary.
/// </summary>
internal static class Operations
{
    private static readonly HashSet<string> Removal = ["removal", "extraction", "excision"];
    private static readonly HashSet<string> Surgery = ["surgery", "operation", "operations"];

    /// <summary>What the taking out is called.</summary>
    private static readonly Dictionary<string, string> Removals = new(StringComparer.Ordinal)
    {
        ["appendix"] = "appendicectomy",
        ["gall bladder"] = "cholecystectomy",
        ["gall stone"] = "cholecystectomy",
        ["tonsil"] = "tonsillectomy",
        ["adenoid"] = "adenoidectomy",
        ["haemorrhoids"] = "haemorrhoidectomy",
        ["spleen"] = "splenectomy",
        ["uterus"] = "hysterectomy",
        ["breast"] = "mastectomy",
        ["thyroid"] = "thyroidectomy",
        ["thyroid gland"] = "thyroidectomy",
        ["colon"] = "colectomy",
        ["kidney"] = "nephrectomy",
        ["gastric"] = "gastrectomy",
        ["larynx"] = "laryngectomy",
        ["testis"] = "orchidectomy",
        ["cataract"] = "cataract surgery",
        ["warts"] = "excision of warts",
        ["mole"] = "excision of moles",
        ["corn"] = "excision of corns",
        ["lipoma"] = "excision of lipoma",
        ["cyst"] = "excision of cyst",
        ["lump"] = "excision of lumps",
        ["keloid"] = "excision of keloid",
        ["suture"] = "suture removal",
        ["stitch"] = "suture removal",
        ["plate"] = "removal of plates",
        ["wire"] = "removal of wires and screw",
        ["screw"] = "removal of wires and screw",
        ["wire screw"] = "removal of wires and screw",
        ["iucd"] = "removal of iud",
        ["tooth"] = "extraction normal tooth",
        ["normal tooth"] = "extraction normal tooth",
        ["wisdom tooth"] = "wisdom tooth extraction",
        ["tongue tie"] = "tongue tie excision",
    };

    /// <summary>What is operated on to take it out.</summary>
    private static readonly HashSet<string> OnlyTakenOut = ["appendix", "gall bladder", "gall stone", "tonsil", "adenoid", "haemorrhoids"];

    /// <summary>What "operation" can only mean elsewhere.</summary>
    private static readonly Dictionary<string, string> Surgeries = new(StringComparer.Ordinal)
    {
        ["hernia"] = "hernia repair",
        ["umbilical hernia"] = "umbilical hernia repair",
        ["squint"] = "squint correction",
        ["cleft lip"] = "cleft lip repair",
        ["cleft palate"] = "cleft palate repair",
        ["hydrocele"] = "hydrocele operation",
        ["caesarean section"] = "caesarean section",
    };

    /// <summary>Puts the operation in the place of the words that name it.</summary>
    /// <param name="english">What was read, term by term; a term that says nothing is empty.</param>
    public static void Name(List<string> english)
    {
        for (var i = 0; i < english.Count; i++)
        {
            for (var count = Math.Min(2, english.Count - i); count > 0; count--)
            {
                var behind = Behind(english, i + count);
                if (behind == english.Count)
                    continue;
                var isRemoval = Removal.Contains(english[behind]);
                if (!isRemoval && !Surgery.Contains(english[behind]))
                    continue;
                var named = string.Join(' ', english.GetRange(i, count));
                if ((isRemoval || OnlyTakenOut.Contains(named) ? Removals : Surgeries).GetValueOrDefault(named) is not { } operation)
                    continue;
                // "Tonsil removal surgery" is one operation.
                if (isRemoval && Behind(english, behind + 1) is var more && more < english.Count && Surgery.Contains(english[more]))
                    behind = more;
                english.RemoveRange(i, behind - i + 1);
                english.Insert(i, operation);
                break;
            }
        }
    }

    private static int Behind(List<string> english, int at)
    {
        while (at < english.Count && english[at].Length == 0)
            at++;
        return at;
    }
}
