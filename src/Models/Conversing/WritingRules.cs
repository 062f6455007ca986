using System.Text;

namespace MediAgents.Models.Conversing;

/// <summary>The rules of writing that hold for every agent: the file <c>rules.md</c>, compiled into the assembly.</summary>
public static class WritingRules
{
    /// <summary>What a model writes where it has no answer; one sentence behind it says what is missing.</summary>
    public const string NoAnswer = "NO ANSWER";

    private static readonly Lazy<string> Loaded = new(Load);

    public static string Text => Loaded.Value;

    private static string Load()
    {
        using var stream = typeof(WritingRules).Assembly.GetManifestResourceStream("rules.md") ?? throw new FileNotFoundException("rules.md is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
