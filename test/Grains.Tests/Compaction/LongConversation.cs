using MediAgents.Grains.Conversations;
using MediAgents.Models.Budgets;

namespace MediAgents.Grains.Tests.Compaction;

/// <summary>A conversation of any length; near its beginning the patient tells of an allergy and a medicine.</summary>
internal static class LongConversation
{
    public const string Allergy = "I am allergic to penicillin, it gave me a rash.";
    public const string Medicine = "I take amlodipine 5 mg every morning.";

    private static readonly string[] Asides =
    [
        "The weather has been hot this week and I slept badly",
        "My neighbour told me about her cousin and the long queue at the hospital",
        "I walked to the market and back and felt about as usual",
        "We had guests and I cooked for all of them the whole day",
    ];

    /// <param name="tokens">As estimated, at least.</param>
    public static List<SpokenTurn> Of(int tokens)
    {
        var turns = new List<SpokenTurn>
        {
            new(SpokenTurn.User, $"Hello. {Allergy} {Medicine}"),
            new(SpokenTurn.Assistant, "Thank you for telling me."),
        };
        for (var length = turns.Sum(Length); length < tokens;)
        {
            var at = turns.Count / 2;
            SpokenTurn[] exchange =
            [
                new(SpokenTurn.User, string.Join(' ', Enumerable.Range(0, 8).Select(i => $"{Asides[(at + i) % Asides.Length]}, as I said on day {at} at hour {i}."))),
                new(SpokenTurn.Assistant, string.Join(' ', Enumerable.Range(0, 8).Select(i => $"Answer {at} has a sentence {i} which goes on about rest, water and patience."))),
            ];
            turns.AddRange(exchange);
            length += exchange.Sum(Length);
        }

        return turns;
    }

    public static int Length(SpokenTurn turn) => TokenEstimate.Of(turn.Text);
}
