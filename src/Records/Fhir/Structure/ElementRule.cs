namespace MediAgents.Records.Fhir.Structure;

/// <summary>What the specification says of one element.</summary>
/// <param name="Path">Within its type, e.g. <c>component.code</c>; a choice ends in <c>[x]</c>.</param>
/// <param name="Min">How often it must be there, 0 or 1.</param>
/// <param name="Repeats">Whether it is an array in JSON.</param>
/// <param name="Types">The types it may have; more than one for a choice only.</param>
/// <param name="ValueSet">The value set its codes must come from; null where the binding is not required.</param>
internal sealed record ElementRule(string Path, int Min, bool Repeats, IReadOnlyList<ElementType> Types, string? ValueSet)
{
    private const string ChoiceMark = "[x]";

    public string Parent { get; } = Path.LastIndexOf('.') is var dot and >= 0 ? Path[..dot] : "";

    public bool IsChoice { get; } = Path.EndsWith(ChoiceMark, StringComparison.Ordinal);

    /// <summary>The last part of the path, without the mark of a choice.</summary>
    public string Stem { get; } = Path[(Path.LastIndexOf('.') + 1)..].Replace(ChoiceMark, "", StringComparison.Ordinal);

    /// <summary>The name in JSON: of a choice, with its type, e.g. <c>valueQuantity</c> (json.html#choice).</summary>
    public string NameAs(ElementType type) => IsChoice ? Stem + char.ToUpperInvariant(type.Name[0]) + type.Name[1..] : Stem;
}

/// <summary>A type an element may have.</summary>
/// <param name="Name">E.g. <c>dateTime</c>, <c>Quantity</c>, <c>Reference</c>, <c>BackboneElement</c>.</param>
/// <param name="SameAs">The path whose elements it has; its own path unless the specification refers to another.</param>
/// <param name="Targets">Of a reference: the resources it may point to; empty for any.</param>
internal sealed record ElementType(string Name, string? SameAs, IReadOnlyList<string> Targets);

/// <summary>Codes of a value set with a required binding.</summary>
/// <param name="System">The code system, where codings are bound; null where codes are.</param>
/// <param name="Codes">The codes.</param>
internal sealed record CodeList(string? System, IReadOnlySet<string> Codes);
