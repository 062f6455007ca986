using MediAgents.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Bills;

/// <summary>Reads the multipart form of <c>POST /analyze</c>.</summary>
internal static class AnalyzeForm
{
    public static async Task<(AnalyzeRequest Request, UploadedFile File)> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken)
    {
        var form = await FormOfAsync(request, maxMegabytes, cancellationToken);
        var file = form.Files.Count == 1
            ? form.Files[0]
            : throw new ProblemException(Problem.InvalidField("file", "The form carries exactly one file."));
        var fields = new AnalyzeRequest
        {
            UserId = form["user_id"],
            DocId = form["doc_id"],
            InsuranceType = form["insurance_type"],
            CityTier = form["city_tier"],
            Nabh = Flag(form, "nabh"),
            SuperSpeciality = Flag(form, "super_speciality"),
            Ward = form["ward"],
            ServiceDate = form["service_date"],
            Language = form["language"],
        };
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return (fields, UploadedFile.Of("file", content.ToArray(), file.FileName, maxMegabytes));
    }

    private static async Task<IFormCollection> FormOfAsync(HttpRequest request, int maxMegabytes, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException) when (request.ContentLength > maxMegabytes * 1024L * 1024L)
        {
            throw new ProblemException(Problem.TooLarge("file", $"file is larger than {maxMegabytes} MB (MAX_FILE_SIZE_MB)."));
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Problem.InvalidField("body", "The form is malformed or has too many or too large fields."));
        }
    }

    private static bool? Flag(IFormCollection form, string field)
    {
        var value = form[field].ToString();
        return value.Length == 0 ? null
            : bool.TryParse(value, out var flag) ? flag
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is true or false."));
    }
}
