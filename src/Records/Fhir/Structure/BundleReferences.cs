using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>
/// Identity and references within a bundle (bundle.html#bundle-unique, bundle.html#references): each entry has a fullUrl, an
/// absolute URI that agrees with the resource's id, and what is referred to is in the bundle, of a type the element admits.
/// </summary>
internal static partial class BundleReferences
{
    public static IEnumerable<StructureFault> Check(JsonElement bundle, IEnumerable<FoundReference> references)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var entry in bundle.Items("entry"))
        {
            var place = $"Bundle.entry[{index++}].fullUrl";
            if (entry.Text("fullUrl") is not { } url || entry.Find("resource") is not { } resource)
                yield return new StructureFault(place, "reference", "An entry of a collection has a fullUrl and a resource.");
            else if (!IsIdentity(url, resource))
                yield return new StructureFault(place, "reference", "Not an absolute identity of this resource.");
            else
                types[url] = resource.Text("resourceType")!;
        }

        foreach (var reference in references)
        {
            if (!types.TryGetValue(reference.Target, out var type))
                yield return new StructureFault(reference.Place, "reference", "What it refers to is not in the bundle.");
            else if (reference.Types.Count > 0 && !reference.Types.Contains(type))
                yield return new StructureFault(reference.Place, "reference", $"It may not refer to a {type}.");
        }
    }

    /// <summary>A UUID, an OID, or a URL that ends in the resource's type and id.</summary>
    private static bool IsIdentity(string url, JsonElement resource) =>
        Urn().IsMatch(url)
        || Uri.TryCreate(url, UriKind.Absolute, out var absolute)
        && absolute.Scheme is "http" or "https"
        && resource.Text("id") is { } id
        && url.EndsWith($"/{resource.Text("resourceType")}/{id}", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|urn:oid:[0-2](\.(0|[1-9][0-9]*))+)\z")]
    private static partial Regex Urn();
}
