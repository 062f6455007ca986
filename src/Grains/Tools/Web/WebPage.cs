namespace MediAgents.Grains.Tools.Web;

/// <summary>A page of the web as a search server tells of it. Anybody may have written it.</summary>
/// <param name="Url">Of http or https.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What it says on the query, one line.</param>
public sealed record WebPage(Uri Url, string Title, string Text);
