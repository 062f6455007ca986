using System.Text.Encodings.Web;
using System.Text.Json;
using MediAgents.Records.Fhir.Resources;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir;

/// <summary>
/// A patient's record as a bundle of type collection in FHIR R4 (4.0.1, https://hl7.org/fhir/R4/bundle.html#collection), written
/// resource by resource. Every confirmed or proposed event is at least one resource; the whole record, with its versions, is in
/// the archive's own files.
/// </summary>
public static class PatientBundle
{
    // Written through to the stream beyond this.
    private const int FlushAt = 32 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(Stream output, BundledRecord record, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "collection");
        json.WriteString("timestamp", FhirText.Moment(record.Time));
        json.WriteStartArray("entry");
        await foreach (var resource in ResourcesOf(record, cancellationToken))
        {
            Write(json, resource);
            if (json.BytesPending > FlushAt)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<FhirResource> ResourcesOf(
        BundledRecord record,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subject = new Subject(record);
        foreach (var resource in ProfileResources.Of(record.Profile, subject))
            yield return resource;
        await foreach (var happened in record.Events.WithCancellation(cancellationToken))
        {
            if (happened.Status is not (EventStatus.Confirmed or EventStatus.Proposed))
                continue;
            foreach (var resource in EventResources.Of(happened, subject))
                yield return resource;
        }

        await foreach (var bill in record.Bills.WithCancellation(cancellationToken))
            yield return ClaimResource.Of(bill, subject);
        foreach (var document in record.Documents)
            yield return DocumentResource.Of(document, subject);
    }

    private static void Write(Utf8JsonWriter json, FhirResource resource)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl", resource.Id.FullUrl);
        json.WriteStartObject("resource");
        json.WriteString("resourceType", resource.Id.Type);
        json.WriteString("id", resource.Id.Id);
        foreach (var (name, value) in resource.Content)
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
