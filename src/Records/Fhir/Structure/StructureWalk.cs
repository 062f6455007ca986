using System.Text.Json;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>One walk through a resource, collecting what is wrong and the references it holds.</summary>
internal sealed class StructureWalk(StructureTable table)
{
    public List<StructureFault> Faults { get; } = [];

    public List<FoundReference> References { get; } = [];

    public void Resource(JsonElement resource, string place)
    {
        if (StructureValidator.TypeOf(resource) is not { } type)
            Fault(place, "json", "A resource is an object with a resourceType.");
        else if (!table.IsResource(type))
            Fault(place, "unknown", $"{type} is not among the resources known here.");
        else
            Object(resource, type, parent: "", place.Length == 0 ? type : place);
    }

    private void Object(JsonElement value, string type, string parent, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Fault(place, "type", "An object is expected.");
            return;
        }

        var rules = table.ElementsOf(type, parent);
        var isResource = parent.Length == 0 && table.IsResource(type);
        var seen = new HashSet<ElementRule>();
        var empty = true;
        foreach (var property in value.EnumerateObject())
        {
            if (isResource && property.NameEquals("resourceType"))
                continue;
            empty = false;
            var inside = $"{place}.{property.Name}";
            if (Find(rules, property.Name) is not var (rule, elementType))
                Fault(inside, "unknown", "There is no such element.");
            else if (!seen.Add(rule))
                Fault(inside, "cardinality", "A choice is given in one type only.");
            else
                Element(property.Value, type, rule, elementType, inside);
        }

        if (empty)
            Fault(place, "json", "An object is never empty.");
        foreach (var missing in rules.Where(rule => rule.Min > 0 && !seen.Contains(rule)))
            Fault($"{place}.{missing.Stem}", "cardinality", "A required element is missing.");
        foreach (var broken in Invariants.BrokenBy(value, type, parent))
            Fault(place, broken.Key, broken.Sentence);
    }

    private void Element(JsonElement value, string owner, ElementRule rule, ElementType type, string place)
    {
        if (!rule.Repeats)
        {
            One(value, owner, rule, type, place);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Fault(place, "json", "A repeating element is an array, never empty.");
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
            One(item, owner, rule, type, $"{place}[{index++}]");
    }

    private void One(JsonElement value, string owner, ElementRule rule, ElementType type, string place)
    {
        if (PrimitiveForms.TryCheck(type.Name, value, out var holds))
        {
            if (!holds)
                Fault(place, "type", $"Not of the form of a {type.Name}.");
            else if (rule.ValueSet is { } codes)
                Code(value.GetString()!, codes, place);
            return;
        }

        switch (type)
        {
            case { Name: "Resource" }:
                Resource(value, place);
                break;
            case { SameAs: { } path }:
                Object(value, owner, path, place);
                break;
            default:
                Object(value, type.Name, parent: "", place);
                Bound(value, rule, place);
                Note(value, type, place);
                break;
        }
    }

    private void Code(string code, string valueSet, string place)
    {
        var holds = valueSet == "mimetypes" ? MediaTypes.IsMediaType(code) : table.CodesOf(valueSet)?.Codes.Contains(code) == true;
        if (!holds)
            Fault(place, "binding", $"Not a code of {valueSet}.");
    }

    /// <summary>A concept bound to a value set has a coding of it (terminologies.html#required).</summary>
    private void Bound(JsonElement value, ElementRule rule, string place)
    {
        if (rule.ValueSet is not { } name || table.CodesOf(name) is not { System: { } system } list || value.ValueKind != JsonValueKind.Object)
            return;
        var holds = value.Items("coding").Any(coding => coding.Text("system") == system && list.Codes.Contains(coding.Text("code") ?? ""));
        if (!holds)
            Fault(place, "binding", $"No coding of {name}.");
    }

    private void Note(JsonElement value, ElementType type, string place)
    {
        if (type.Name == "Reference" && value.Text("reference") is { } target)
            References.Add(new FoundReference(place, target, type.Targets));
    }

    private static (ElementRule Rule, ElementType Type)? Find(IReadOnlyList<ElementRule> rules, string name)
    {
        foreach (var rule in rules)
        {
            foreach (var type in rule.Types)
            {
                if (rule.NameAs(type) == name)
                    return (rule, type);
            }
        }

        return null;
    }

    private void Fault(string place, string rule, string problem) => Faults.Add(new StructureFault(place, rule, problem));
}

/// <summary>A reference as it stands in a resource.</summary>
/// <param name="Place">Where.</param>
/// <param name="Target">What it says.</param>
/// <param name="Types">The resources it may point to; empty for any.</param>
internal sealed record FoundReference(string Place, string Target, IReadOnlyList<string> Types);
