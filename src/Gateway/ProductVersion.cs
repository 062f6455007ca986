namespace MediAgents.Gateway;

/// <summary>The version of this build, major.minor.patch.</summary>
internal static class ProductVersion
{
    public static string Current { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
