using System.Reflection;

namespace MediAgents.Primitives.Html;

/// <summary>Text that is compiled into an assembly.</summary>
public static class TextResource
{
    /// <exception cref="InvalidOperationException">The assembly has nothing of that name.</exception>
    public static string Read(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not compiled into {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
