namespace MediAgents.Billing.Matching.Indic;

/// <summary>What a language does to the words of a bill: how a term is found behind its spellings, cases and compounds, and how far its words are to be believed by their sound.</summary>
internal interface IIndicLanguage
{
    /// <summary>True for a letter of the language's script.</summary>
    bool Owns(char letter);

    /// <summary>The English of words that stand together, or null if they are no term. Words and terms are normalized, see <see cref="IndicScript.Normalized"/>.</summary>
    string? Together(List<string> words);

    /// <summary>The English of a word that is no term as it stands, or null.</summary>
    string? Alone(string word);

    /// <summary>True for a word that is a term in some form, or that sounds much like one English word.</summary>
    bool IsClear(string word) => Alone(word) is not null;

    /// <summary>The English word that two words together spell, or null.</summary>
    string? Compound(string first, string second) => null;

    /// <summary>True for a word that belongs before what it stands behind: "contrast without".</summary>
    bool IsPostposition(string word) => false;
}
