namespace MediAgents.Bench.Hosting;

/// <summary>Text to send.</summary>
internal static class Sample
{
    private const string Sentence = "Blood pressure 148/92 mm Hg on three readings; continue amlodipine 5 mg and review in two weeks. ";

    public const string Word = " pressure";

    public static string Text(int length) => string.Concat(Enumerable.Repeat(Sentence, (length / Sentence.Length) + 1))[..length];
}
