namespace MediAgents.Models.Conversing;

/// <summary>Holds back what a model writes until it is plain whether it has an answer.</summary>
internal sealed class RefusalGuard
{
    private readonly List<WritingStep> held = [];
    private string opening = "";
    private State state;

    private enum State
    {
        Open,
        Answers,
        Refuses,
    }

    /// <summary>The steps that may be shown now.</summary>
    public IReadOnlyList<WritingStep> Pass(WritingStep step)
    {
        if (state == State.Answers)
            return [step];
        held.Add(step);
        if (state == State.Refuses || step is not (WrittenText or WrittenSentence))
            return [];
        opening = step is WrittenText { Text: var piece } ? opening + piece : opening;
        if (opening.StartsWith(WritingRules.NoAnswer, StringComparison.OrdinalIgnoreCase))
            state = State.Refuses;
        else if (step is WrittenSentence || !WritingRules.NoAnswer.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            state = State.Answers;
        return state == State.Answers ? TakeHeld() : [];
    }

    /// <summary>What is left when the model has ended.</summary>
    public IReadOnlyList<WritingStep> End() => state == State.Refuses ? [new WritingRefused(Missing())] : TakeHeld();

    private List<WritingStep> TakeHeld()
    {
        var taken = held.ToList();
        held.Clear();
        return taken;
    }

    private string Missing() => string.Join(' ', held.OfType<WrittenSentence>().Select(sentence => sentence.Text))
        [WritingRules.NoAnswer.Length..].TrimStart(' ', ',', ':', '.', '-', '–').Trim();
}
