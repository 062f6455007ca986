namespace MediAgents.Evaluation.Matching;

/// <summary>A word of a rephrased name: how it is printed and all that a reader may take it for, each in words of the tariff.</summary>
/// <param name="Shown">As printed.</param>
/// <param name="Readings">At least one.</param>
/// <param name="IsPlain">True while it is a word of the tariff as the tariff has it.</param>
internal sealed record Piece(string Shown, string[][] Readings, bool IsPlain)
{
    public static Piece Plain(string word) => new(word, [[word]], true);
}
