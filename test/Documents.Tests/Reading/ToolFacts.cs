using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Runs where poppler-utils is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PopplerFactAttribute : FactAttribute
{
    public PopplerFactAttribute()
    {
        if (!ChildProcess.IsInstalled("pdftotext"))
            Skip = "poppler-utils is not installed";
    }
}

/// <summary>Runs where poppler-utils and tesseract-ocr are installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TesseractFactAttribute : FactAttribute
{
    public TesseractFactAttribute()
    {
        if (!ChildProcess.IsInstalled("pdftoppm") || !ChildProcess.IsInstalled("tesseract"))
            Skip = "poppler-utils or tesseract-ocr is not installed";
    }
}

/// <summary>Runs where scans in all languages can be made and recognised: weasyprint, poppler-utils, tesseract-ocr and its models.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScanFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasModels = new(() =>
    {
        var listed = ChildProcess.RunAsync(
            "tesseract", ["--list-langs"], default, new ProcessLimits(TimeSpan.FromSeconds(30), 1L << 30, 1 << 16), CancellationToken.None)
            .GetAwaiter().GetResult();
        var models = System.Text.Encoding.UTF8.GetString(listed.Output).Split('\n').Select(line => line.Trim()).ToHashSet();
        return models.IsSupersetOf(["eng", "hin", "ben", "tam"]);
    });

    public ScanFactAttribute() => Skip = Missing!;

    internal static string? Missing =>
        ChildProcess.IsInstalled("weasyprint") && ChildProcess.IsInstalled("pdftoppm") && ChildProcess.IsInstalled("tesseract") && HasModels.Value
            ? null : "weasyprint, poppler-utils, tesseract-ocr or one of its models is not installed";
}

/// <summary>As <see cref="ScanFactAttribute"/>, for cases with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScanTheoryAttribute : TheoryAttribute
{
    public ScanTheoryAttribute() => Skip = ScanFactAttribute.Missing!;
}
