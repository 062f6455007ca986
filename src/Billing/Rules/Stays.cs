using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Rules;

/// <summary>Tells what is charged for a day in a room, a ward or intensive care from what is done there.</summary>
internal static class Stays
{
    /// <summary>The CGHS rows of intensive care, which include the room (CC001 adults and children, CC007 newborns).</summary>
    public static bool IsIntensiveRow(string? code) => code is "CC001" or "CC007";

    /// <summary>True for the rent of a room or bed, not of what is done in it.</summary>
    public static bool IsRoom(LineContext line) => line.Rate is null && Accommodation.IsRent(line.Words, line.Line.Description);

    /// <summary>True for a day of intensive care, by its tariff row or, where no list was matched, by its wording.</summary>
    public static bool IsIntensiveCare(LineContext line) =>
        IsIntensiveRow(line.Rate?.Code)
        || (line.Rate is null && line.Medicine is null && line.Names("icu", "nicu")
            && !line.Names("consultation", "visit", "visiting", "nursing", "monitoring", "monitor", "procedure", "ventilator", "oxygen", "doctor", "intensivist", "package", "kit", "shift", "shifting"));
}
