using System.Globalization;
using MediAgents.Models.Budgets;
using MediAgents.Models.OpenAi;
using MediAgents.Models.Resilience;

namespace MediAgents.Models.Endpoints;

/// <summary>Reads <see cref="ModelOptions"/> from settings.</summary>
public static class ModelOptionsReader
{
    private const string OpenAiUrl = "OPENAI_BASE_URL";
    private const string OpenAiKey = "OPENAI_API_KEY";
    private const string ReportUrl = "REPORT_MODEL_BASE_URL";
    private const string OpenAiEmbedding = "text-embedding-3-small";
    private const string LocalUrl = "LOCAL_MODEL_BASE_URL";
    private const string LocalModel = "LOCAL_MODEL";
    private const string LocalEmbedding = "LOCAL_MODEL_EMBEDDING";
    private const string FallbackUrl = "MODEL_FALLBACK_BASE_URL";
    private const string FallbackModel = "MODEL_FALLBACK";
    private const string AgentModels = "AGENT_MODELS";
    private const string Prices = "MODEL_PRICES";
    private const string Currency = "MODEL_CURRENCY";
    private const double HighestTemperature = 2;
    private const double LongestWait = 3600;

    private static readonly Uri OpenAiDefault = new("https://api.openai.com/v1");

    /// <param name="settings">The value of a setting; null or empty when it is not set.</param>
    /// <exception cref="ModelSettingException">A value is wrong, or one lacks another.</exception>
    public static ModelOptions Read(Func<string, string?> settings)
    {
        var reader = new SettingReader(settings);
        var defaults = new ModelOptions();
        var model = reader.Text("OPENAI_MODEL") ?? defaults.Model;
        var openAi = OpenAiOf(reader);
        var fallback = RemoteOf(reader, "fallback", FallbackUrl, "MODEL_FALLBACK_API_KEY");
        var options = new ModelOptions
        {
            OpenAi = openAi,
            Model = model,
            ChatModel = reader.Text("OPENAI_MODEL_CHAT") ?? model,
            EmbeddingModel = reader.Text("OPENAI_MODEL_EMBEDDING") ?? (openAi is { IsOpenAi: true } ? OpenAiEmbedding : null),
            Report = RemoteOf(reader, "report", ReportUrl, "REPORT_MODEL_API_KEY"),
            ReportModel = reader.Text("REPORT_MODEL"),
            Local = LocalOf(reader),
            LocalModel = LocalNameOf(reader, LocalModel),
            LocalEmbeddingModel = LocalNameOf(reader, LocalEmbedding),
            Fallback = fallback ?? openAi,
            FallbackModel = reader.Text(FallbackModel),
            HedgeDelay = reader.Seconds("MODEL_HEDGE_SECONDS", defaults.HedgeDelay, 0, LongestWait),
            Agents = AgentsOf(reader.Text(AgentModels)),
            Temperature = reader.Text("MODEL_TEMPERATURE") is null ? null : (float)reader.Number("MODEL_TEMPERATURE", 0, 0, HighestTemperature),
            AnswerTokens = (int)reader.Count("MODEL_MAX_OUTPUT_TOKENS", defaults.AnswerTokens, 16, 128_000),
            Phases = PhasesOf(reader, defaults.Phases),
            Retries = new RetryRules
            {
                Retries = (int)reader.Count("MODEL_RETRIES", defaults.Retries.Retries, 0, 10),
                LongestRetryAfter = reader.Seconds("MODEL_RETRY_AFTER_MAX_SECONDS", defaults.Retries.LongestRetryAfter, 0, LongestWait),
            },
            Breaker = new BreakerRules
            {
                LeastCalls = (int)reader.Count("MODEL_BREAKER_CALLS", defaults.Breaker.LeastCalls, 2, 10_000),
                Pause = reader.Seconds("MODEL_BREAKER_SECONDS", defaults.Breaker.Pause, 0.5, LongestWait),
            },
            Places = (int)reader.Count("MODEL_CONCURRENCY", defaults.Places, 1, 10_000),
            PlaceWait = reader.Seconds("MODEL_QUEUE_SECONDS", defaults.PlaceWait, 0, LongestWait),
            Batches = new BatchLimits { Texts = (int)reader.Count("MODEL_EMBEDDING_BATCH", defaults.Batches.Texts, 1, 2048) },
            Budgets = BudgetsOf(reader, defaults.Budgets),
            Prices = PricesOf(reader),
        };
        CheckTogether(options, hasFallbackUrl: fallback is not null);
        return options;
    }

    private static ModelAddress? OpenAiOf(SettingReader reader)
    {
        var key = reader.Key(OpenAiKey);
        var url = reader.Url(OpenAiUrl);
        return key is null && url is null ? null : Encrypted(new ModelAddress("openai", url ?? OpenAiDefault, key, IsLocal: false), OpenAiUrl);
    }

    private static ModelAddress? RemoteOf(SettingReader reader, string name, string urlSetting, string keySetting)
    {
        var key = reader.Key(keySetting);
        if (reader.Url(urlSetting) is { } url)
            return Encrypted(new ModelAddress(name, url, key, IsLocal: false), urlSetting);
        // A key goes to its own endpoint only.
        return key is null ? null : throw new ModelSettingException(keySetting, $"is set without {urlSetting}.");
    }

    private static ModelAddress? LocalOf(SettingReader reader)
    {
        var key = reader.Key("LOCAL_MODEL_API_KEY");
        if (reader.Url(LocalUrl) is not { } url)
            return key is null ? null : throw new ModelSettingException("LOCAL_MODEL_API_KEY", $"is set without {LocalUrl}.");
        return NearbyAddress.MayBe(url)
            ? new ModelAddress("local", url, key, IsLocal: true)
            : throw new ModelSettingException(LocalUrl, "is no address of this machine or a private network: sensitive work must not leave it.");
    }

    /// <summary>A local server of Ollama passes models of such names on to its vendor's computers.</summary>
    private static string? LocalNameOf(SettingReader reader, string setting) =>
        reader.Text(setting) is { } name && (name.EndsWith("-cloud", StringComparison.OrdinalIgnoreCase) || name.EndsWith(":cloud", StringComparison.OrdinalIgnoreCase))
            ? throw new ModelSettingException(setting, "names a model that runs in a cloud: sensitive work must not leave the machine or its network.")
            : reader.Text(setting);

    private static ModelAddress Encrypted(ModelAddress address, string setting) =>
        address.BaseUrl.Scheme == Uri.UriSchemeHttps || NearbyAddress.MayBe(address.BaseUrl)
            ? address
            : throw new ModelSettingException(setting, "leads beyond this machine and its network and must be https.");

    private static PhaseLimits PhasesOf(SettingReader reader, PhaseLimits defaults) => new()
    {
        Connect = reader.Seconds("MODEL_CONNECT_TIMEOUT_SECONDS", defaults.Connect, 0.05, LongestWait),
        Headers = reader.Seconds("MODEL_HEADERS_TIMEOUT_SECONDS", defaults.Headers, 0.05, LongestWait),
        FirstToken = reader.Seconds("MODEL_FIRST_TOKEN_TIMEOUT_SECONDS", defaults.FirstToken, 0.05, LongestWait),
        NextToken = reader.Seconds("MODEL_NEXT_TOKEN_TIMEOUT_SECONDS", defaults.NextToken, 0.05, LongestWait),
        Whole = reader.Seconds("MODEL_TIMEOUT_SECONDS", defaults.Whole, 0.05, LongestWait),
    };

    private static BudgetLimits BudgetsOf(SettingReader reader, BudgetLimits defaults) => new()
    {
        RunTokens = reader.Count("MODEL_RUN_TOKENS", defaults.RunTokens, 0, long.MaxValue),
        RunMoney = reader.Money("MODEL_RUN_COST"),
        UserDayTokens = reader.Count("MODEL_USER_DAY_TOKENS", defaults.UserDayTokens, 0, long.MaxValue),
        UserDayMoney = reader.Money("MODEL_USER_DAY_COST"),
    };

    private static PriceList PricesOf(SettingReader reader)
    {
        var currency = reader.Text(Currency) ?? "USD";
        if (currency is not ("USD" or "INR"))
            throw new ModelSettingException(Currency, "is neither USD nor INR.");
        try
        {
            return PriceList.Parse(currency, reader.Text(Prices));
        }
        catch (FormatException malformed)
        {
            throw new ModelSettingException(Prices, malformed.Message);
        }
    }

    /// <summary><c>cardiologist=gpt-4o;0.2,neurologist=;0.1</c>: a model, a temperature, or both.</summary>
    private static Dictionary<string, AgentModel> AgentsOf(string? text)
    {
        var agents = new Dictionary<string, AgentModel>(StringComparer.Ordinal);
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = entry.IndexOf('=');
            var parts = entry[(split + 1)..].Split(';', StringSplitOptions.TrimEntries);
            if (split <= 0 || parts.Length > 2 || parts.All(part => part.Length == 0))
                throw new ModelSettingException(AgentModels, "is not a list such as cardiologist=gpt-4o;0.2,neurologist=;0.1.");
            var agent = new AgentModel(parts[0].Length > 0 ? parts[0] : null, parts.Length > 1 && parts[1].Length > 0 ? TemperatureOf(parts[1]) : null);
            if (!agents.TryAdd(entry[..split].Trim(), agent))
                throw new ModelSettingException(AgentModels, "names an agent twice.");
        }

        return agents;
    }

    private static float TemperatureOf(string text) =>
        float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var temperature) && temperature <= HighestTemperature
            ? temperature
            : throw new ModelSettingException(AgentModels, "has a temperature that is not between 0 and 2.");

    private static void CheckTogether(ModelOptions options, bool hasFallbackUrl)
    {
        if (options.Report is not null && options.ReportModel is null)
            throw new ModelSettingException("REPORT_MODEL", $"is needed with {ReportUrl}.");
        if (options.Report is null && options.OpenAi is null && options.ReportModel is not null)
            throw new ModelSettingException("REPORT_MODEL", $"is set without {ReportUrl} or {OpenAiKey}.");
        if (options.Local is not null && options.LocalModel is null)
            throw new ModelSettingException(LocalModel, $"is needed with {LocalUrl}.");
        if (options.Local is null && (options.LocalModel ?? options.LocalEmbeddingModel) is not null)
            throw new ModelSettingException(options.LocalModel is not null ? LocalModel : LocalEmbedding, $"is set without {LocalUrl}.");
        if (hasFallbackUrl && options.FallbackModel is null)
            throw new ModelSettingException(FallbackModel, $"is needed with {FallbackUrl}.");
        if (options.FallbackModel is not null && options.Fallback is null)
            throw new ModelSettingException(FallbackModel, $"is set without {FallbackUrl} or {OpenAiKey}.");
        if (options.Prices.IsEmpty && (options.Budgets.RunMoney > 0 || options.Budgets.UserDayMoney > 0))
            throw new ModelSettingException(Prices, "is needed with a budget in money.");
    }
}
