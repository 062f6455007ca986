using MediAgents.Clinical;

namespace MediAgents.Evaluation.Routing;

/// <summary>
/// What anyone would write in a minute, and what the router has to beat: four keywords a specialty, found anywhere in the text;
/// the specialty with most keywords wins, at a tie the one named first, and without any keyword it is general.
/// Fixed: changing it changes what every reported figure is relative to.
/// </summary>
public static class KeywordRule
{
    private static readonly (Specialty Specialty, string[] Keywords)[] Rule =
    [
        (Specialty.Cardiology, ["chest", "heart", "palpitation", "blood pressure"]),
        (Specialty.Neurology, ["headache", "seizure", "numb", "dizz"]),
        (Specialty.Orthopaedics, ["knee", "back", "joint", "fracture"]),
        (Specialty.General, ["fever", "cough", "stomach", "skin"]),
    ];

    public static Specialty Route(string text)
    {
        var best = Specialty.General;
        var most = 0;
        foreach (var (specialty, keywords) in Rule)
        {
            var found = keywords.Count(k => text.Contains(k, StringComparison.OrdinalIgnoreCase));
            if (found > most)
                (best, most) = (specialty, found);
        }

        return best;
    }
}
