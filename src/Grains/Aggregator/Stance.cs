namespace MediAgents.Grains.Aggregator;

/// <summary>Whether a sentence advises something or against it, by its words.</summary>
internal static class Stance
{
    private static readonly string[] Against =
    [
        "avoid", "should not", "must not", "do not", "is not recommended", "are not recommended", "stop taking", "not be taken", "unsafe", "harmful", "worsen", "never",
    ];

    private static readonly string[] For =
    [
        "recommended", "first-line", "first choice", "helps", "help ", "relieve", "is taken", "are taken", "is used", "are used", "should", "encouraged", "treated with", "improves",
    ];

    /// <summary>Words that advise where somebody has said already that the sentence does.</summary>
    private static readonly string[] Allowing =
    [
        "can be", "may be", "can take", "may take", "take ", "start", "continue", "is safe", "are safe", "safe to", "suitable", "is given", "are given", "good for", "benefit",
    ];

    public static bool Warns(string sentence) => Has(sentence, Against);

    public static bool Favours(string sentence) => !Warns(sentence) && Has(sentence, For);

    /// <summary>As <see cref="Favours"/>, by more words: enough to confirm what a reader has found, too many to find it by.</summary>
    public static bool Allows(string sentence) => !Warns(sentence) && (Has(sentence, For) || Has(sentence, Allowing));

    private static bool Has(string sentence, string[] cues) =>
        Array.Exists(cues, cue => sentence.Contains(cue, StringComparison.OrdinalIgnoreCase));
}
