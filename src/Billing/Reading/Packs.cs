namespace MediAgents.Billing.Reading;

/// <summary>How many pieces a pack holds: <c>10's 15S 10 1x10 2x10 10T</c>.</summary>
internal static class Packs
{
    private const int Most = 1_000;

    /// <summary>The most the pack can hold, which is in the seller's favour: "2x10" may be one strip's price or both strips'. Null for volumes and weights.</summary>
    public static int? Count(string pack)
    {
        var text = Digits.ToAscii(pack).Replace(" ", "", StringComparison.Ordinal).TrimEnd('.').ToLowerInvariant();
        foreach (var ending in (ReadOnlySpan<string>)["'s", "’s", "tabs", "caps", "tab", "cap", "s", "t"])
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
            {
                text = text[..^ending.Length];
                break;
            }
        }

        var product = 1;
        foreach (var part in text.Split('x', '*', '×'))
        {
            if (!int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > Most || (product *= number) > Most)
                return null;
        }

        return product;
    }

    /// <summary>The pack as a description would word it: a bare "10" becomes "10's".</summary>
    public static string Words(string pack) => Count(pack) is { } count ? $"{count}'s" : pack;
}
