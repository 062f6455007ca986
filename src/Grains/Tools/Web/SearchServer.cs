using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MediAgents.Models.OpenAi;

namespace MediAgents.Grains.Tools.Web;

/// <summary>
/// Asks a search server with SearXNG's JSON interface (<c>/search?q=…&amp;format=json</c>, docs.searxng.org, Search API). No redirect
/// is followed, and neither cookies nor trace ids go along: the query's words are all that is told.
/// </summary>
public sealed class SearchServer : IDisposable
{
    private const int MostTitle = 160;

    private readonly WebSearchOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    public SearchServer(WebSearchOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !NearbyAddress.MayBe(options.Url),
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("MediAgents", null));
    }

    /// <summary>The first pages found, each address once.</summary>
    /// <exception cref="WebSearchFailedException">There was no answer that could be read.</exception>
    public async Task<IReadOnlyList<WebPage>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var found = JsonDocument.Parse(await AskAsync(query, linked.Token));
            return [.. PagesOf(found.RootElement).DistinctBy(page => page.Url).Take(limit)];
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WebSearchFailedException($"The search server did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new WebSearchFailedException("The search server could not be reached.");
        }
        catch (JsonException)
        {
            throw new WebSearchFailedException("The search server's answer is no JSON of SearXNG's.");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<ReadOnlyMemory<byte>> AskAsync(string query, CancellationToken cancellationToken)
    {
        var url = new Uri($"{options.Url.AbsoluteUri.TrimEnd('/')}/search?q={Uri.EscapeDataString(query)}&format=json");
        using var reply = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            throw new WebSearchFailedException(reply.StatusCode == HttpStatusCode.Forbidden
                ? "The search server refuses to answer in JSON (403): its settings must list the format json."
                : $"The search server answered {((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture)}.");
        }

        await using var body = await reply.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[options.MostBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= options.MostBytes
            ? bytes.AsMemory(0, length)
            : throw new WebSearchFailedException($"The search server answered with more than {options.MostBytes} bytes.");
    }

    private IEnumerable<WebPage> PagesOf(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            throw new WebSearchFailedException("The search server's answer has no results in it.");
        foreach (var result in results.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            var text = OneLine(TextOf(result, "content"), options.MostText);
            if (AddressOf(TextOf(result, "url")) is { } url && text.Length > 0)
                yield return new WebPage(url, OneLine(TextOf(result, "title"), MostTitle), text);
        }
    }

    private static string TextOf(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Readers may follow it, so it is no script and carries no name or password.</summary>
    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url is { UserInfo: "", Host.Length: > 0 }
            ? url
            : null;

    /// <summary>Without line breaks, control characters and marks that turn the direction of writing.</summary>
    private static string OneLine(string text, int most)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= most)
                return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd();
    }
}
