namespace MediAgents.Models.Conversing;

/// <summary>The rules of writing that hold for every agent: the file <c>rules.md</c>, compiled into the assembly.</summary>
public static class WritingRules
{
    /// <summary>What a model writes where it has no answer; one sentence behind it says what is missing.</summary>
    public const string NoAnswer = "NO ANSWER";

    /// <summary>The file.</summary>
    public static PromptFile File { get; } = PromptFile.Named("rules.md");

    public static string Text => File.Text;
}
