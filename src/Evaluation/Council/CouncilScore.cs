namespace MediAgents.Evaluation.Council;

/// <summary>How one answer does, by rules.</summary>
/// <param name="Id">Of the question.</param>
/// <param name="Kind">Of the question.</param>
/// <param name="RightAgents">Exactly those that ought to answer did.</param>
/// <param name="AgentsAsked">Share of those that ought to answer.</param>
/// <param name="Coverage">Share of the points that ought to be made.</param>
/// <param name="Cited">Share of the topics that ought to be cited.</param>
/// <param name="Marked">Statements with citations.</param>
/// <param name="Supported">Those of them that their passages bear out.</param>
/// <param name="SaysWhatItMustNot">Words stand in it that must not.</param>
/// <param name="IsRefused">There was no answer.</param>
/// <param name="RedFlagFirst">Of an emergency: advice stood before the route and opens the answer; null of others.</param>
/// <param name="FalseAlarm">Advice of an emergency that is none.</param>
/// <param name="DisagreementNamed">Of a conflict with one to name: whether it is; null of others.</param>
/// <param name="FalseDisagreement">One is named where there is none to name.</param>
/// <param name="Tokens">Read and written by models.</param>
/// <param name="Milliseconds">Until the answer was whole.</param>
public sealed record CouncilScore(
    string Id,
    CouncilKind Kind,
    bool RightAgents,
    double AgentsAsked,
    double Coverage,
    double Cited,
    int Marked,
    int Supported,
    bool SaysWhatItMustNot,
    bool IsRefused,
    bool? RedFlagFirst,
    bool FalseAlarm,
    bool? DisagreementNamed,
    bool FalseDisagreement,
    long Tokens,
    double Milliseconds);
