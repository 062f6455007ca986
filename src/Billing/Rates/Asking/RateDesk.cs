using System.Globalization;
using MediAgents.Billing.Alternatives;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Rates.Asking;

/// <summary>Answers questions after prices from the tables of a day. A wording that fits several rows gets them all, none is guessed.</summary>
public static class RateDesk
{
    private const int MostCandidates = 3;

    /// <param name="question">The list and the service or medicine.</param>
    /// <param name="rates">The tables.</param>
    /// <param name="today">The day for which the prices are asked.</param>
    public static RateAnswer Answer(RateQuestion question, RateBook rates, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(rates);
        return question.Table switch
        {
            TableKind.Nppa => Ceiling(question.Service, rates, today),
            TableKind.Janaushadhi => Generic(question.Service, rates.JanAushadhiOn(today) ?? rates.JanAushadhi),
            var kind => rates.ServicesOn(kind, today) is { } table ? Service(question.Service, table)
                : RateAnswer.Without($"No {kind.List()} table that holds on {today:yyyy-MM-dd} is loaded."),
        };
    }

    private static RateAnswer Service(string service, CghsTable table)
    {
        var match = table.Index.Match(service);
        var shown = match.Outcome switch
        {
            MatchOutcome.Matched => match.Candidates.Take(1),
            MatchOutcome.Ambiguous => match.Candidates.Take(MostCandidates),
            _ => [],
        };
        var rows = shown.Select(candidate => new AskedRate(table.Kind, candidate.Rate.Code, candidate.Rate.Name, Figures(candidate.Rate), table.Version.ValidFrom, table.Version.Citation)).ToList();
        return rows.Count == 0 ? RateAnswer.Without($"The {table.Version.List} list has no row that reads like \"{service}\".") : new(rows, match.Confidence, null);
    }

    private static string Figures(CghsRate rate)
    {
        if (rate.Wards is not null)
            return string.Join(", ", CghsFigures.Of(rate).Select(figure => $"{Money.Text(figure.Inr)}{(figure.For.Length > 0 ? $" ({figure.For.Replace('_', ' ')})" : "")}"));
        var tiers = Enum.GetValues<CityTier>().Select(tier => $"Tier {tier} {Tier(rate, tier)}").ToList();
        var figures = rate.Figures.All(figure => figure == rate.Figures[0]) ? $"{Money.Text(rate.Figures[0])} in every tier" : string.Join("; ", tiers);
        return rate.Class == RateClass.Package ? $"{figures}; semi-private ward, general ward 5 % less, private ward 5 % more" : figures;
    }

    private static string Tier(CghsRate rate, CityTier tier) =>
        $"{Money.Text(rate[tier, CghsColumn.NonNabh])} (not NABH), {Money.Text(rate[tier, CghsColumn.Nabh])} (NABH), {Money.Text(rate[tier, CghsColumn.SuperSpeciality])} (super-speciality)"
        + (rate.IsUnverified(tier) ? ", unverified" : "");

    private static RateAnswer Ceiling(string medicine, RateBook rates, DateOnly today)
    {
        if (rates.NppaOn(today) is not { } table)
            return RateAnswer.Without($"No NPPA ceilings that hold on {today:yyyy-MM-dd} are loaded; the change of the price index for the year may be missing.");
        // A pack is no part of the question, but without one no ceiling is chosen.
        var match = table.Index.Match($"{medicine} 1's 1 ml", "tablet") ?? table.Index.Match(medicine, null);
        if (match?.Ceiling is not { } ceiling || table.CeilingOn(ceiling, today) is not { } price)
            return RateAnswer.Without(match is null ? $"The NPPA list has no medicine that reads like \"{medicine}\"." : $"{match.Molecule}: {match.Reason ?? "no ceiling price is loaded for today"}.");
        var figures = string.Create(CultureInfo.InvariantCulture, $"INR {decimal.Round(price, 4):0.00##} for one {ceiling.Unit}{(ceiling.Pack.Length > 0 ? $" of {ceiling.Pack}" : "")}, without GST");
        return new([new(TableKind.Nppa, null, $"{ceiling.Molecule}, {ceiling.Formulation}", figures, ceiling.GazetteDate, $"{table.Version.Citation}, with the notified price index; DPCO 2013")], 0.85, null);
    }

    private static RateAnswer Generic(string medicine, JanAushadhiTable table)
    {
        if (MedicineName.Parse(medicine) is not { } name)
            return RateAnswer.Without($"For a Jan Aushadhi price the medicine, its strength and its form must be named; \"{medicine}\" lacks one of them.");
        if (table.Index.Cheapest(name) is not { } offer)
            return RateAnswer.Without($"The Jan Aushadhi list has no medicine of the same strength and form as \"{medicine}\".");
        var figures = string.Create(CultureInfo.InvariantCulture, $"{Money.Text(offer.Price.MrpInr)} for {offer.Price.Pack}, INR {offer.UnitInr:0.00##} for one {offer.Unit}");
        return new([new(TableKind.Janaushadhi, offer.Price.Code, offer.Price.Name, figures, table.Version.ValidFrom, table.Version.Citation)], 0.95, null);
    }
}
