using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Modelling;
using MediAgents.Models.Privacy;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;

namespace MediAgents.Grains.Tools.Web;

/// <summary>Arguments of <see cref="WebSearch"/>.</summary>
public sealed record WebQuestion
{
    [Description("What to look for, in general words: conditions, medicines, guidelines. Names, days and long numbers are taken out before it is sent.")]
    [StringLength(200, MinimumLength = 1)]
    public required string Query { get; init; }

    [Description("Pages at most.")]
    [Range(1, 10)]
    public int Limit { get; init; } = 5;
}

/// <summary>
/// Searches the web (requirement A11). What it finds was written by anybody, so a sentence that rests on it alone counts no more
/// than the least confidence of an answer. For a record of local models only nothing is looked up.
/// </summary>
public sealed class WebSearch(SearchServer server, IProfileStore profiles, ConfidenceThresholds thresholds) : AgentTool<WebQuestion>(
    "web_search",
    "Search the web",
    "Finds pages of the web with a passage and the address of each. Anybody may have written them: use it only where the reference collection and the record have nothing, and say that it is from the web.")
{
    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, WebQuestion arguments, CancellationToken cancellationToken)
    {
        var profile = (await profiles.FindAsync(scope, cancellationToken))?.Profile;
        if (profile is { LocalModelsOnly: true })
            throw new ToolRefusedException("This record stays on local systems only; the web is not searched for it.");
        var known = profile is null ? new Pseudonyms() : new Pseudonyms(PatientIdentifiers.Of(profile).ToKnown());
        var query = WebQuery.Of(arguments.Query, known)
            ?? throw new ToolRefusedException("query: nothing is left to look for once names, days and long numbers are taken out; ask in general words.");
        try
        {
            var passages = (await server.SearchAsync(query, arguments.Limit, cancellationToken)).Select(EvidenceOf).ToList();
            return Answer(new { searchedFor = query, writtenBy = "anybody: these are pages of the web", passages }, passages);
        }
        catch (WebSearchFailedException failure)
        {
            throw new ToolRefusedException(failure.Message);
        }
    }

    private EvidencePassage EvidenceOf(WebPage page) => new(
        IdOf(page.Url),
        page.Url.Host,
        $"Web page: {page.Title}",
        $"web: {page.Url.Host}",
        page.Url.AbsoluteUri,
        page.Text,
        thresholds.Low);

    /// <summary>The same page has the same id in every search.</summary>
    private static string IdOf(Uri url) => $"web_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)))[..16]}";
}
