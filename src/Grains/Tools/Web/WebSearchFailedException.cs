namespace MediAgents.Grains.Tools.Web;

/// <summary>The search server gave no results to read; the message is a sentence for whoever asked and holds no word of the query.</summary>
public sealed class WebSearchFailedException(string message) : Exception(message);
