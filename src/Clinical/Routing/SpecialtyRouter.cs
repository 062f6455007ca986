using MediAgents.Clinical.Language;
using MediAgents.Clinical.Learning;

namespace MediAgents.Clinical;

/// <summary>
/// Decides from a patient's own words which agents answer: a lexicon of weighted phrases by body system (<c>Lexicon/*.txt</c>, sources
/// there) read with negation, family history and past history set apart, and a small linear model that weighs the lexicon's verdict
/// against the other words (<c>routing-model.txt</c>). Deterministic, thread-safe.
/// </summary>
public static class SpecialtyRouter
{
    /// <summary>Words up to which a text is a complaint, as the model has read them, and from which on it is a consultation.</summary>
    private const int Complaint = 120;
    private const int Consultation = 200;

    /// <summary>General practice is the default: what another specialty has to outweigh in a consultation.</summary>
    private const double GeneralPrior = 1.0;

    // A council needs strong evidence of its own on both sides, of comparable weight.
    private const double CouncilLeast = 4.0;
    private const double CouncilRatio = 0.65;
    private const double AnyShare = 0.03;
    // ... or a clear sign on each side, told apart.
    private const double ClearSign = 2.0;
    private const double CouncilShare = 0.1;

    private const double IntentLeast = 3.0;
    private const int MostCouncillors = 3;

    private const string NothingTold = "nothing points to one specialty";

    private static readonly Lazy<PhraseBook<RoutingWeights>> Book = new(() => PhraseBookReader<RoutingWeights>.FromResources(
        RoutingWeights.Parse,
        "Lexicon.concepts.txt",
        "Lexicon.cardiology.txt",
        "Lexicon.neurology.txt",
        "Lexicon.orthopaedics.txt",
        "Lexicon.general.txt",
        "Lexicon.function.txt",
        "Lexicon.context.txt",
        "Lexicon.intents.txt"));

    private static readonly Lazy<LinearModel> Model = new(() => LinearModel.FromResource("Routing.routing-model.txt"));

    /// <summary>
    /// Routes a complaint, question or whole dialogue. The first 200,000 characters are read; empty or unreadable text goes to the
    /// general physician with no evidence.
    /// </summary>
    public static Routing Route(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (evidence, ranking) = Weigh(text, Model.Value);
        var agents = Choose(evidence, ranking);
        return new Routing(agents.Count == 1 ? RoutingMode.Single : RoutingMode.Council, agents, ranking);
    }

    /// <summary>Reads the features of a text; answers what the lexicon finds in it.</summary>
    internal static Evidence Read(string text, IFeatureSink sink)
    {
        var reading = Book.Value.Read(text);
        var evidence = new Evidence(text, reading);
        RoutingMeasures.Read(text, reading, Book.Value.Concepts, evidence, sink);
        return evidence;
    }

    /// <summary>All four specialties, best first, by a model that need not be the shipped one.</summary>
    internal static SpecialtyScore[] Rank(string text, LinearModel model) => Weigh(text, model).Ranking;

    private static (Evidence Evidence, SpecialtyScore[] Ranking) Weigh(string text, LinearModel model)
    {
        var opinion = new Opinion(model, unknown: (int)Specialty.General);
        var evidence = Read(text, opinion);
        opinion.Conclude();
        return (evidence, Rank(evidence, opinion));
    }

    private static SpecialtyScore[] Rank(Evidence evidence, Opinion opinion)
    {
        var shares = Shares(evidence, opinion);
        return [.. Specialties.All
            .OrderByDescending(s => shares[(int)s])
            .Select(s => new SpecialtyScore(s, Math.Round(shares[(int)s], 4), ReasonFor((int)s, evidence, opinion)))];
    }

    /// <summary>The model's shares for a complaint; for a consultation, of a kind it has never read, the lexicon's.</summary>
    private static double[] Shares(Evidence evidence, Opinion opinion)
    {
        var learned = Math.Clamp((Consultation - evidence.Words) / (double)(Consultation - Complaint), 0, 1);
        var sum = GeneralPrior + Specialties.All.Sum(s => evidence.Total((int)s));
        return [.. Specialties.All.Select(s =>
            (learned * opinion.Share((int)s))
            + ((1 - learned) * (evidence.Total((int)s) + (s == Specialty.General ? GeneralPrior : 0)) / sum))];
    }

    /// <summary>The lexicon's words, or where it has none for the specialty the word the model learned most for it.</summary>
    private static string ReasonFor(int specialty, Evidence evidence, Opinion opinion) =>
        evidence.Reason(specialty) is { Length: > 0 } reason ? reason
        : opinion.Telling(specialty, evidence.IsTelling) is { } span ? evidence.Quote(span)
        : "";

    private static List<RoutedAgent> Choose(Evidence evidence, SpecialtyScore[] ranking)
    {
        var medical = Council(evidence, ranking);
        var strongest = evidence.Own((int)ranking[0].Specialty);
        var bill = evidence.Total(RoutingWeights.Bill);
        if (bill >= IntentLeast)
            return WithIntent(AgentKind.BillAuditor, evidence, RoutingWeights.Bill, medical, strongest);
        var document = evidence.Total(RoutingWeights.Document);
        if (document >= IntentLeast)
            return WithIntent(AgentKind.DocumentAnalyst, evidence, RoutingWeights.Document, medical, strongest);
        return medical;
    }

    /// <summary>The body words of a bill or report are its content; only a complaint that outweighs the question calls a doctor too.</summary>
    private static List<RoutedAgent> WithIntent(
        AgentKind kind, Evidence evidence, int direction, List<RoutedAgent> medical, double strongest)
    {
        var weight = evidence.Total(direction);
        var agent = new RoutedAgent(kind, evidence.Reason(direction), Math.Round(weight / (weight + strongest), 4));
        return strongest >= 2 * weight ? [agent, medical[0]] : [agent];
    }

    private static List<RoutedAgent> Council(Evidence evidence, SpecialtyScore[] ranking)
    {
        var first = (int)ranking[0].Specialty;
        var least = Math.Max(CouncilLeast, CouncilRatio * evidence.Own(first));
        var together = ranking.Skip(1).Where(s =>
            (s.Score >= AnyShare && evidence.Own(first) >= CouncilLeast && evidence.Own((int)s.Specialty) >= least)
            || (s.Specialty != Specialty.General && ranking[0].Specialty != Specialty.General
                && s.Score >= CouncilShare && evidence.AreToldApart(first, (int)s.Specialty, ClearSign)));
        return [.. ranking.Take(1).Concat(together).Take(MostCouncillors).Select(AgentFor)];
    }

    private static RoutedAgent AgentFor(SpecialtyScore score) =>
        new(score.Specialty.ToAgentKind(), score.Reason.Length > 0 ? score.Reason : NothingTold, score.Score);
}
