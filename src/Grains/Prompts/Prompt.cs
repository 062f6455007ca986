using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace MediAgents.Grains.Prompts;

/// <summary>
/// An agent's instructions: the file <c>prompt.md</c> in the agent's folder, compiled into the assembly.
/// </summary>
/// <param name="Text">The instructions as written.</param>
/// <param name="Version">The first 12 hexadecimal digits of the text's SHA-256.</param>
public sealed record Prompt(string Text, string Version)
{
    private static readonly ConcurrentDictionary<string, Prompt> Loaded = new(StringComparer.Ordinal);

    /// <summary>The prompt in <paramref name="folder"/> of this project, e.g. <c>Specialists/Cardiologist</c>.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no prompt.</exception>
    public static Prompt In(string folder) => Loaded.GetOrAdd(folder, Load);

    private static Prompt Load(string folder)
    {
        using var stream = typeof(Prompt).Assembly.GetManifestResourceStream($"prompts/{folder}/prompt.md")
            ?? throw new FileNotFoundException($"There is no prompt in {folder}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new Prompt(text, hash[..12]);
    }
}
