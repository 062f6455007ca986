using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Asking;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.BillAuditor;

/// <summary>Says a price of a list in words, citing its row.</summary>
internal static class RateOpinion
{
    public static Opinion Of(RateAnswer answer, ConfidenceThresholds thresholds)
    {
        if (answer.Missing is { } why)
            return AuditOpinion.Refused(why);
        var passages = answer.Rates.Select(Passage).ToList();
        var sentences = answer.Rates.Select((rate, i) => new OpinionSentence(Sentence(rate), [passages[i].Id])).ToList();
        if (sentences.Count > 1)
            sentences.Insert(0, new("The wording fits several rows of the list; name the one that is meant.", [.. passages.Select(passage => passage.Id)]));
        if (answer.Rates[0].Table == TableKind.Cghs)
            sentences.Add(new("CGHS rates bind empanelled hospitals for CGHS beneficiaries; for anybody else they are a benchmark.", [passages[0].Id]));
        var level = thresholds.LevelOf(answer.Confidence);
        return new(GrainKinds.BillAuditor, sentences, passages, answer.Confidence, level == ConfidenceLevel.Refused ? ConfidenceLevel.Low : level, Missing: null);
    }

    private static string Sentence(AskedRate rate) =>
        $"{rate.Table.List()}{(rate.Code is null ? "" : $" {rate.Code}")} \"{rate.Name}\": {rate.Figures}{(rate.ValidFrom is { } from ? $", from {from:yyyy-MM-dd}" : "")}.";

    private static EvidencePassage Passage(AskedRate rate) => new(
        $"{rate.Table.Word()}/{rate.Code ?? rate.Name}",
        rate.Table.List(),
        string.Join(' ', new[] { rate.Table.List(), rate.Code, rate.Name }.Where(part => !string.IsNullOrEmpty(part))),
        rate.Source,
        null,
        $"{rate.Name}: {rate.Figures}",
        1);
}
