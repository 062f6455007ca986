using MediAgents.Documents.Images;

namespace MediAgents.Documents.Reading;

/// <summary>A page as an image, or why there is none.</summary>
/// <param name="Content">A PGM, or an image of a format that only the recogniser decodes.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Quarters">Quarters by which the camera says the image is to be turned clockwise.</param>
internal readonly record struct PageImage(ReadOnlyMemory<byte> Content, ReadingResult? Failure, int Quarters = 0)
{
    /// <summary>Its pixels, turned as the camera says; null for a format that only the recogniser decodes.</summary>
    public GrayImage? Pixels() => GrayImage.FromPgm(Content)?.Turned(Quarters);
}
