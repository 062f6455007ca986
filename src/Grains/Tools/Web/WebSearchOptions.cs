namespace MediAgents.Grains.Tools.Web;

/// <summary>A search server with SearXNG's JSON interface, and how long and how much it may answer.</summary>
/// <param name="Url">Its address (WEB_SEARCH_URL), e.g. <c>http://127.0.0.1:8888</c>; queries go to <c>/search</c> under it.</param>
public sealed record WebSearchOptions(Uri Url)
{
    /// <summary>For one search as a whole; a model waits for it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of an answer; a page of results takes some ten thousand.</summary>
    public int MostBytes { get; init; } = 1_000_000;

    /// <summary>Characters of one result's text.</summary>
    public int MostText { get; init; } = 600;
}
