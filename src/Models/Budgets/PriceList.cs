using System.Globalization;

namespace MediAgents.Models.Budgets;

/// <summary>What a model costs, per million tokens.</summary>
/// <param name="Input">A million tokens of prompts.</param>
/// <param name="Output">A million tokens of answers.</param>
public sealed record ModelPrice(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000m;

    public decimal Of(long inputTokens, long outputTokens) => (inputTokens * Input + outputTokens * Output) / Million;
}

/// <summary>Prices by model, all in one currency. A model that is not listed counts tokens only.</summary>
public sealed class PriceList(string currency, IReadOnlyDictionary<string, ModelPrice> prices)
{
    /// <summary><c>INR</c> or <c>USD</c>.</summary>
    public string Currency { get; } = currency;

    public bool IsEmpty => prices.Count == 0;

    public ModelPrice? Find(string model) => prices.GetValueOrDefault(model);

    /// <summary>Tokens and, where the model has a price, money.</summary>
    public Spend Of(string model, long inputTokens, long outputTokens) =>
        new(inputTokens + outputTokens, Find(model)?.Of(inputTokens, outputTokens) ?? 0m);

    /// <summary>Reads <c>gpt-4o-mini=0.15/0.60, text-embedding-3-small=0.02</c>: input and output, or one figure for both.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PriceList Parse(string currency, string? text)
    {
        var prices = new Dictionary<string, ModelPrice>(StringComparer.Ordinal);
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A model's name may have "=" in it, a price not.
            var split = entry.LastIndexOf('=');
            var figures = entry[(split + 1)..].Split('/', StringSplitOptions.TrimEntries);
            if (split <= 0 || figures.Length > 2 || !figures.All(IsPrice))
                throw new FormatException("is not a list such as gpt-4o-mini=0.15/0.60,text-embedding-3-small=0.02.");
            prices[entry[..split].Trim()] = new ModelPrice(Price(figures[0]), Price(figures[^1]));
        }

        return new PriceList(currency, prices);
    }

    private static bool IsPrice(string figure) => decimal.TryParse(figure, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static decimal Price(string figure) => decimal.Parse(figure, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
