namespace MediAgents.Models.OpenAi;

/// <summary>A server that speaks the OpenAI wire format, as the settings name it.</summary>
/// <param name="Name">What it is called in metrics, spans and failures: <c>openai</c>, <c>report</c>, <c>fallback</c>, <c>local</c>.</param>
/// <param name="BaseUrl">E.g. <c>https://api.openai.com/v1</c>.</param>
/// <param name="Key">Its key; null sends none.</param>
/// <param name="IsLocal">
/// True for the endpoint of sensitive work: its connections go to addresses of this machine or of a private network, through
/// no proxy.
/// </param>
public sealed record ModelAddress(string Name, Uri BaseUrl, ModelKey? Key, bool IsLocal)
{
    /// <summary>True for a server of OpenAI's own, whose newer models take <c>max_completion_tokens</c> only.</summary>
    internal bool IsOpenAi =>
        BaseUrl.Host.EndsWith(".openai.com", StringComparison.OrdinalIgnoreCase) || BaseUrl.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A key that no log and no debugger's text shows.</summary>
public sealed class ModelKey
{
    private readonly string value;

    /// <exception cref="FormatException">It is empty, or has a character that cannot stand in a header.</exception>
    public ModelKey(string value) => this.value = value.Length > 0 && value.All(letter => letter is > ' ' and < '\x7f')
        ? value
        : throw new FormatException("is no key: it is empty, or has blanks or letters beyond ASCII.");

    internal string Reveal() => value;

    public override string ToString() => "(key)";
}
