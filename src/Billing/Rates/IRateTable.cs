namespace MediAgents.Billing.Rates;

/// <summary>One edition of a list, shipped or imported.</summary>
public interface IRateTable
{
    TableKind Kind { get; }

    TableVersion Version { get; }

    /// <summary>How many rows there are; asks for none of them.</summary>
    int RowCount { get; }

    /// <summary>Every row in the same form, for listing and comparing editions.</summary>
    IReadOnlyList<RateEntry> Entries { get; }
}

/// <summary>A row of any list: what identifies it from one edition to the next, what it is called, what it costs.</summary>
public sealed record RateEntry(string Code, string Name, IReadOnlyList<RateFigure> Figures);

/// <summary>A figure of a row, INR, and what it is for: a tier and column, a unit; empty where a row has one figure.</summary>
public readonly record struct RateFigure(string For, decimal Inr);
