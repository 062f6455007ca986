using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MediAgents.Primitives;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>
/// The identity of a resource: the record's own id, its underscores as hyphens (an id of FHIR has none), and a fullUrl, a
/// UUID made from patient, type and id, so that every export gives the same thing the same one (RFC 9562, version 8).
/// </summary>
internal readonly partial record struct FhirId(string Type, string Id, string FullUrl)
{
    public static FhirId Of(PatientId patient, string type, string id)
    {
        var uuid = UuidOf($"{patient.Hash}/{type}/{id}");
        var own = id.Replace('_', '-');
        return new FhirId(type, Form().IsMatch(own) ? own : uuid, $"urn:uuid:{uuid}");
    }

    private static string UuidOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9\-\.]{1,64}\z")]
    private static partial Regex Form();
}
