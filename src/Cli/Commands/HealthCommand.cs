using System.CommandLine;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents health</c>: asks a running process how it is, so that an image needs no other program for it.</summary>
internal static class HealthCommand
{
    private const int Well = 0;
    private const int Unwell = 1;
    private const int WrongUse = 2;
    private const string Default = "http://127.0.0.1:8080/health/readiness";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Argument<string> Url = new("url")
    {
        Description = "the page of health to ask",
        DefaultValueFactory = _ => Default,
    };

    public static Command Create()
    {
        var command = new Command("health", "Ask a running process how it is; exit code 0 when it is well, 1 when it is not") { Url };
        command.SetAction((arguments, cancellationToken) => AskAsync(arguments.GetValue(Url)!, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            await Console.Error.WriteLineAsync($"{url} is no address such as {Default}.");
            return WrongUse;
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            Console.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? Well : Unwell;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer.");
            return Unwell;
        }
    }
}
