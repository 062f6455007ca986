namespace MediAgents.Billing.Reading.Tables;

/// <summary>The figures of one row before it becomes a line item.</summary>
internal sealed record RawRow
{
    public int? Serial { get; init; }

    public DateOnly? Date { get; init; }

    public TimeOnly? Time { get; init; }

    public string? Code { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The description if the words on the line above belong to it, where that is open.</summary>
    public string? OtherDescription { get; init; }

    /// <summary>Lines of the text above the figures that are part of the row, on the same page.</summary>
    public IReadOnlyList<int> OtherTextLines { get; init; } = [];

    public decimal? Quantity { get; init; }

    public string? Unit { get; init; }

    /// <summary>The pack as printed in a column of its own, "10's".</summary>
    public string? Pack { get; init; }

    public string? Batch { get; init; }

    public DateOnly? Expiry { get; init; }

    public decimal? Rate { get; init; }

    public decimal Discount { get; init; }

    public decimal Tax { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>True when quantity, rate and amount are all printed and agree within a rupee.</summary>
    public bool IsConsistent =>
        Quantity is { } quantity && Rate is { } rate && Amount is { } amount
        && Arithmetic.Agrees(quantity, rate, Discount, Tax, amount);

    public bool HasText => Description.AsSpan().IndexOfAnyInRange('A', 'z') >= 0 || Description.Any(char.IsLetter);
}
