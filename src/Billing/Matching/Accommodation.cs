using MediAgents.Billing.Matching.Indic;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Tells the rent of a room, bed or cabin from what is done there, and from what is put into it: "AC room" is a room, "AC charges - room"
/// an item of IRDAI List II.
/// </summary>
internal static class Accommodation
{
    private static readonly HashSet<string> Places = ["room", "bed", "accommodation", "cabin", "suite"];

    /// <summary>Kinds of room, by which it is called alone: "Super deluxe", "Twin sharing".</summary>
    private static readonly HashSet<string> Kinds = ["deluxe", "sharing", "occupancy", "bedded"];

    /// <summary>What a ward may be called without being the place of something else: the "ward" of a dresser or of a consultant is none.</summary>
    private static readonly HashSet<string> OfAWard =
    [
        "ward", "general", "private", "semi", "rent", "stay", "male", "female", "surgical", "medical", "maternity", "pediatric", "children", "ac", "non", "a", "c",
        "air", "conditioner", "conditioned", "special", "economy", "common", "normal", "sharing", "twin", "double", "triple", "single", "day", "night",
    ];

    /// <summary>Words of a service, a thing or another place.</summary>
    private static readonly HashSet<string> Others =
    [
        "nursing", "service", "tax", "theatre", "operation", "labor", "water", "pan", "bedpan", "freshner", "freshener", "attendant", "companion", "emergency",
        "recovery", "icu", "nicu", "gst", "visit", "consultation", "booking", "extra", "sheet", "linen", "heater", "side", "procedure",
    ];

    private static readonly HashSet<string> Conditioners = ["conditioner", "conditioned", "conditioning", "condition", "cooled"];

    /// <summary>True for what is rented by the day.</summary>
    /// <param name="words">Canonical words of the wording, see <see cref="Wording.Tokens(string)"/>.</param>
    /// <param name="description">The wording as the bill prints it.</param>
    public static bool IsRent(IReadOnlySet<string> words, string description)
    {
        if (words.Overlaps(Others) || (words.Contains("air") && !words.Overlaps(Conditioners)))
            return false;
        var isPlace = words.Overlaps(Places) || (words.Overlaps(Kinds) && words.Count < 4)
            || (words.Contains("ward") && (words.Contains("general") || words.Contains("private") || words.Contains("semi") || words.Contains("rent") || words.All(OfAWard.Contains)));
        return isPlace && !IsForConditioning(description);
    }

    /// <summary>True for an air conditioner that is part of what the room is called.</summary>
    public static bool HasConditioner(IReadOnlyList<string> words, string description) =>
        words.Any(word => Places.Contains(word) || Kinds.Contains(word) || word is "ward") && !IsForConditioning(description);

    /// <summary>"Room - AC charges": what is charged is the air conditioner.</summary>
    private static bool IsForConditioning(string description)
    {
        var words = Wording.Split(IndicReader.ToEnglish(description));
        var charge = words.FindLastIndex(word => word is "charge" or "chg" or "chrg" or "fee");
        return charge > 0 && (words[charge - 1] is "ac" || Conditioners.Contains(words[charge - 1]) || (words[charge - 1] is "c" && charge > 1 && words[charge - 2] is "a"));
    }
}
