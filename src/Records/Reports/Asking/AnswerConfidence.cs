namespace MediAgents.Records.Reports.Asking;

/// <summary>From evidence to the chance that an answer answers the question.</summary>
internal static class AnswerConfidence
{
    /// <summary>The question names a test by its own name, or asks for a whole section, and nothing else.</summary>
    public const double Exact = 0.97;

    /// <summary>The question names tests in lay words.</summary>
    public const double ByLayWord = 0.9;

    /// <summary>The chance that statements which have this share of the question's words answer it.</summary>
    /// <param name="share">Of the best statement, 0 to 1.</param>
    /// <param name="inAskedSection">The question asks for a section, and the statement stands in it.</param>
    /// <param name="beside">The question asks for sections, and the statement stands in none of them.</param>
    public static double OfShare(double share, bool inAskedSection, bool beside)
    {
        var logit = -7.5 + 10 * share + (inAskedSection ? 0.6 : 0) - (beside ? 1.2 : 0);
        return 1 / (1 + Math.Exp(-logit));
    }
}
