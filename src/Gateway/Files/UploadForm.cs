using MediAgents.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Files;

/// <summary>Reads a multipart form that hands in one file.</summary>
internal static class UploadForm
{
    /// <summary>The field of the form that carries the file.</summary>
    public const string FileField = "file";

    /// <exception cref="ProblemException">Malformed, too large, not exactly one file, or a file that cannot be taken.</exception>
    public static async Task<(IFormCollection Form, UploadedFile File)> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken)
    {
        var form = await FormOfAsync(request, maxMegabytes, cancellationToken);
        var file = form.Files.Count == 1
            ? form.Files[0]
            : throw new ProblemException(Problem.InvalidField(FileField, "The form carries exactly one file."));
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return (form, UploadedFile.Of(FileField, content.ToArray(), file.FileName, maxMegabytes));
    }

    private static async Task<IFormCollection> FormOfAsync(HttpRequest request, int maxMegabytes, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException) when (request.ContentLength > maxMegabytes * 1024L * 1024L)
        {
            throw new ProblemException(Problem.TooLarge(FileField, $"{FileField} is larger than {maxMegabytes} MB (MAX_FILE_SIZE_MB)."));
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Problem.InvalidField("body", "The form is malformed or has too many or too large fields."));
        }
    }
}
