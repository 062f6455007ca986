using System.Text.RegularExpressions;

namespace MediAgents.Records.Reports.Prose;

/// <summary>Why a sentence that a model wrote does not stand.</summary>
public enum ProseFault
{
    /// <summary>It names no statement that it rests on.</summary>
    Unsourced,

    /// <summary>It has a number, a date, a code or a frequency that its statements have not.</summary>
    ForeignValue,

    /// <summary>It says what to do, which neither a rule nor the words of its statements do.</summary>
    UnfoundedAdvice,

    /// <summary>It denies something, and none of its statements does.</summary>
    UnfoundedDenial,
}

/// <summary>
/// Holds a sentence against the statements that it names. What can be decided by rule is: values, advice and denials. That the
/// sentence follows from its statements in every other respect, no rule can tell.
/// </summary>
public static partial class ProseRules
{
    /// <summary>What is wrong with the sentence; null when it stands.</summary>
    /// <param name="sentence">Without marks.</param>
    /// <param name="named">The statements that it names.</param>
    public static ProseFault? FaultOf(string sentence, IReadOnlyList<ReportFact> named)
    {
        if (named.Count == 0)
            return ProseFault.Unsourced;
        if (StatedValues.In(sentence).FirstNotIn(StatedValues.In(named.Select(fact => fact.Text))) is not null)
            return ProseFault.ForeignValue;
        var hasRule = named.Any(fact => fact.Statement.Rule is not null);
        if (!hasRule && Advice().IsMatch(sentence) && !named.Any(fact => Advice().IsMatch(fact.Text)))
            return ProseFault.UnfoundedAdvice;
        return Denial().IsMatch(sentence) && !named.Any(fact => Denial().IsMatch(fact.Text)) ? ProseFault.UnfoundedDenial : null;
    }

    [GeneratedRegex(@"\b(should|must|ought|recommend\w*|advis\w*|advice|consider|suggest\w*|needs? to)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Advice();

    [GeneratedRegex(@"\b(no|not|none|never|nil|without|neither|nor|den(y|ies|ied)|negative|absent|cannot|nkda|nka)\b|n['’]t\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Denial();
}
