using System.Text;
using MediAgents.Records.Documents;

namespace MediAgents.Records.Portability;

/// <summary>Where things are in an archive.</summary>
public static class ArchivePaths
{
    public const string Manifest = "manifest.json";
    public const string Profile = "profile.json";
    public const string Timeline = "timeline.json";
    public const string Documents = "documents.json";
    public const string Trail = "audit-trail.jsonl";
    public const string FhirBundle = "fhir/bundle.json";

    /// <summary>A document's bytes. The name the patient gave it stands in <see cref="Documents"/>, not in a path.</summary>
    public static string Of(DocumentListing document) => $"documents/{NameOf(document.Id.Value)}{ExtensionOf(document.MediaType)}";

    /// <summary>A file named after an id in a folder.</summary>
    public static string Of(string folder, string id) => $"{folder}/{NameOf(id)}.json";

    /// <summary>The id, with every character that means something to a file system written as <c>%XX</c>; at most 200 characters.</summary>
    public static string NameOf(string id)
    {
        var name = new StringBuilder(id.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(id))
        {
            var letter = (char)unit;
            var plain = char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' || letter == '.' && name.Length > 0;
            name.Append(plain ? letter.ToString() : $"%{unit:X2}");
        }

        return name.Length > 200 ? name.ToString(0, 200) : name.ToString();
    }

    private static string ExtensionOf(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/pdf" => ".pdf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/tiff" => ".tiff",
        "image/webp" => ".webp",
        "text/plain" => ".txt",
        "text/csv" => ".csv",
        "application/json" => ".json",
        _ => "",
    };
}
