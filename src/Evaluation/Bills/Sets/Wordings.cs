namespace MediAgents.Evaluation.Bills.Sets;

/// <summary>What a charge is to a correct auditor; the README of the set says how each is judged.</summary>
public enum ServiceKind
{
    /// <summary>A service with a tariff code that is rightly billed once a day.</summary>
    Once,
    /// <summary>One with a code that is rightly repeated within a day.</summary>
    Many,
    /// <summary>An outpatient consultation, with a code.</summary>
    Visit,
    /// <summary>An operation whose code is a package.</summary>
    Package,
    /// <summary>A part of what a CGHS package includes; without a package on the bill an ordinary charge.</summary>
    Part,
    /// <summary>A stay in a ward, by the day.</summary>
    Room,
    /// <summary>A charge by the day of the stay without a tariff row.</summary>
    WardRound,
    /// <summary>Worded so that several tariff rows of different rates fit.</summary>
    Vague,
    /// <summary>A thing on the IRDAI lists.</summary>
    Item,
    /// <summary>A charge that no list holds.</summary>
    Plain,
}

/// <summary>
/// How hospitals write one service. <paramref name="Codes"/>: the CGHS row meant, and those that the wording may also mean, so that a
/// price between them is left open. <paramref name="Irdai"/> is list and number, as <c>I-56</c>; amounts are INR a unit.
/// </summary>
public sealed record ServiceWording(
    IReadOnlyList<string> Codes, string Irdai, ServiceKind Kind, decimal Low, decimal High, string Section, IReadOnlyDictionary<string, IReadOnlyList<string>> Names)
{
    public bool HasTariff => Codes.Count > 0;
}

/// <summary>How pharmacies write one medicine. <paramref name="Contains"/>: tariff units (tablets, ml, vials) in one unit billed.</summary>
public sealed record MedicineWording(
    string Molecule, string Formulation, string NppaPack, decimal Contains, string Pack, IReadOnlyDictionary<string, IReadOnlyList<string>> Names);

/// <summary>The printed words of one language: labels by their key, and the names that stand on bills.</summary>
public sealed record BillWords(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<string> Hospitals,
    IReadOnlyList<string> Patients,
    IReadOnlyList<string> Doctors,
    IReadOnlyList<string> Months);

/// <summary>How one hospital's program lays a bill out.</summary>
public sealed record BillLayout
{
    public required string Name { get; init; }

    /// <summary>The template's file; in the list of layouts its name, beside that list.</summary>
    public required string Template { get; init; }

    /// <summary>Table rows a page holds.</summary>
    public required int Rows { get; init; }

    /// <summary>Characters of a description that fit one row.</summary>
    public required int WrapAt { get; init; }

    /// <summary>Whether charges stand under headings, and each heading's charges are summed.</summary>
    public bool Sections { get; init; }

    public bool Subtotals { get; init; }

    /// <summary>Whether the running total is carried from page to page.</summary>
    public bool Carries { get; init; }

    /// <summary>Whether each charge has its own date.</summary>
    public bool LineDates { get; init; } = true;

    /// <summary>Whether unit rates are printed.</summary>
    public bool Rates { get; init; } = true;

    /// <summary>Whether medicines stand in a table of their own behind the total, with one line for all of them before it.</summary>
    public bool Annexure { get; init; }

    /// <summary>Whether each charge shows its discount, and its amount is net of it.</summary>
    public bool LineDiscounts { get; init; }

    public bool Taxes { get; init; }

    /// <summary><c>as_is</c> or <c>upper</c>.</summary>
    public string Letters { get; init; } = "as_is";

    /// <summary>Whether quantities are printed with decimals, <c>1.00</c>.</summary>
    public bool QuantityDecimals { get; init; }

    /// <summary><c>chromium</c>, or <c>weasyprint</c>, whose text layer is sound for English only.</summary>
    public string EnglishPrinter { get; init; } = "chromium";

    public required IReadOnlyList<string> Dates { get; init; }

    /// <summary><c>indian</c> 1,25,000.00, <c>plain</c> 125000.00, <c>short</c> 1,25,000, <c>slash</c> 1,25,000/-.</summary>
    public required IReadOnlyList<string> Amounts { get; init; }

    /// <summary>The share of Hindi and Bengali bills printed in their own digits.</summary>
    public double IndicDigits { get; init; }
}
