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
