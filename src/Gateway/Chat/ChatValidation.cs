using MediAgents.Gateway.Bills;
using MediAgents.Gateway.Files;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Chat;

/// <summary>Checks of chat requests; each names the field and its limit.</summary>
internal static class ChatValidation
{
    public const string SessionPrefix = "s_";
    public const string RunPrefix = "r_";
    public const string MessagePrefix = "m_";
    private const int LargestTopK = 50;

    public static string Text(string field, string? text, GatewayOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Invalid(field, $"{field} is empty.");
        if (text.Length > options.MaxQueryLength)
            throw Invalid(field, $"{field} is longer than {options.MaxQueryLength} characters (MAX_QUERY_LENGTH).");
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            throw Invalid(field, $"{field} contains control characters.");
        return text.Trim();
    }

    public static RetrievalLimits Limits(int? topK, double? threshold, RetrievalLimits usual)
    {
        if (topK is < 1 or > LargestTopK)
            throw Invalid("top_k", $"top_k is between 1 and {LargestTopK}.");
        if (threshold is < 0 or > 1 or double.NaN)
            throw Invalid("similarity_threshold", "similarity_threshold is between 0 and 1.");
        return new RetrievalLimits(topK ?? usual.TopK, threshold ?? usual.SimilarityThreshold);
    }

    public static bool IsSession(string id) => SortableId.IsValid(id, SessionPrefix);

    public static UploadedFile? Attachment(BillAttachment? attachment, GatewayOptions options) =>
        attachment is null
            ? null
            : UploadedFile.OfBase64("attachment.file_content", attachment.FileContent, attachment.FileName, options.MaxFileSizeMb);

    private static ProblemException Invalid(string field, string detail) => new(Problem.InvalidField(field, detail));
}
