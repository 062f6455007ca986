using System.Security.Cryptography;
using System.Text;

namespace MediAgents.Models.Conversing;

/// <summary>Instructions for a model: a file of this project, compiled into the assembly.</summary>
/// <param name="Text">As written.</param>
/// <param name="Version">The first 12 hexadecimal digits of the text's SHA-256.</param>
public sealed record PromptFile(string Text, string Version)
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PromptFile Named(string name)
    {
        using var stream = typeof(PromptFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        return new PromptFile(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]);
    }
}
