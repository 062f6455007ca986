using MediAgents.Knowledge.Text;
using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// Understands a question: leaves grammar out, weighs the words by rarity and role, adds what lay phrases mean
/// in the collection's words, corrects misspellings, and sees which sections and whether a dose is asked for.
/// </summary>
internal sealed class QuestionReader(TermTable terms, TypoCorrector typos)
{
    // What a word is worth by its role; one of ordinary talk that few topics have ("roll" for vertigo) tells a little more.
    private const float Conversation = 0.12f;
    private const float Telling = 0.2f;
    private const float Cue = 0.35f;
    private const float Everyday = 0.75f;
    private const float Condition = 1.5f;

    // The rarity of a term that about four of a hundred topics bear.
    private const float NameRarity = 3.2f;

    // How surely an alternative means the word.
    private const float BySynonym = 0.85f;
    private const float ByTypo = 0.8f;

    private readonly Lexicon lexicon = Lexicon.Instance;

    /// <param name="text">The question, at most <see cref="RetrievalQuery.MaxLength"/> characters.</param>
    /// <param name="question">Receives it.</param>
    /// <param name="shared">Scratch of <see cref="TypoCorrector.Correct"/>.</param>
    public void Read(ReadOnlySpan<char> text, Question question, int[] shared)
    {
        question.Clear();
        Span<char> stems = stackalloc char[Question.MaxWords * (WordReader.MaxWordLength + 1)];
        Span<ReadWord> read = stackalloc ReadWord[Question.MaxWords];
        var count = ReadStems(text, stems, read);
        read = read[..count];
        MarkPhrases(stems, read, question);

        for (var i = 0; i < count; i++)
        {
            read[i].Asked = read[i].Role == WordRole.Stop ? -1 : AddWord(i, stems, read, question, shared);
            question.Populations |= lexicon.PopulationOf(StemAt(i, stems, read));
        }

        MarkCompounds(text, stems, read, question);

        // "What is" opens most questions; it asks for the definition only where nothing else is asked.
        const int whatItIs = 1 << (int)SectionKind.WhatItIs;
        if ((question.Sections & ~whatItIs) != 0)
            question.Sections &= ~whatItIs;
    }

    private int ReadStems(ReadOnlySpan<char> text, Span<char> stems, Span<ReadWord> read)
    {
        var (count, at) = (0, 0);
        var words = new WordReader(text);
        while (count < read.Length && words.TryRead(out var word))
        {
            var length = Stemmer.Stem(word, stems[at..]);
            if (length == 0)
                continue;
            read[count++] = new ReadWord
            {
                Start = words.Start,
                Length = word.Length,
                StemStart = at,
                StemLength = length,
                Role = lexicon.RoleOf(word, stems.Slice(at, length)),
            };
            at += length;
            stems[at++] = ' ';
        }

        return count;
    }

    private void MarkPhrases(ReadOnlySpan<char> stems, Span<ReadWord> read, Question question)
    {
        var isOccasion = false;
        for (var from = 0; from < read.Length; from++)
        {
            var (isCue, isCommand) = (false, false);
            for (var words = Math.Min(read.Length - from, PhraseTable<int>.MaxWords); words > 0; words--)
            {
                var last = read[from + words - 1];
                var phrase = stems[read[from].StemStart..(last.StemStart + last.StemLength)];
                if (!isCommand && lexicon.Commands.TryGet(phrase, out var command))
                {
                    isCommand = true;
                    question.Commands += command;
                }

                if (isCue || !lexicon.SectionCues.TryGet(phrase, out var sections))
                    continue;
                isCue = true;
                question.Sections |= sections;
                for (var i = from; i < from + words; i++)
                    read[i].IsCue = true;
            }

            var stem = stems.Slice(read[from].StemStart, read[from].StemLength);
            // "MG" without a number before it is no amount.
            var follows = from > 0 && char.IsAsciiDigit(stems[read[from - 1].StemStart]);
            if (stem is "dos" or "dosag" or "mcg" or "milligram" || stem is "mg" && follows)
            {
                question.AsksDose = true;
                read[from].IsCue = true;
            }

            isOccasion |= stem is "ray" or "radiat" or "scan" or "vaccin" or "booster"
                or "mis" or "forgot" or "forget" or "skip" or "doubl" or "extra" or "lat";
        }

        // A dose of a vaccine, of radiation, or one that was forgotten, is an occasion, not an amount.
        question.AsksDose &= !isOccasion;
    }

    // "brain tumour", "infection of the ear": words that stand apart by more than a space or hyphen are no compound.
    private void MarkCompounds(ReadOnlySpan<char> text, ReadOnlySpan<char> stems, ReadOnlySpan<ReadWord> read, Question question)
    {
        for (var head = 0; head < read.Length; head++)
        {
            if (read[head].Asked < 0 || read[head].Role != WordRole.Condition && !lexicon.ComesInKinds(StemAt(head, stems, read)))
                continue;
            if (head > 0 && IsQualifier(head - 1, stems, read) && AreJoined(head - 1, text, read))
                question.AddCompound(new Compound(read[head - 1].Asked, read[head].Asked));

            var after = head + 1;
            if (after < read.Length && StemAt(after, stems, read) is "in" or "of" or "on" && AreJoined(head, text, read))
            {
                after++;
                if (after < read.Length && read[after].Role == WordRole.Stop)
                    after++;
                if (after < read.Length && IsQualifier(after, stems, read))
                    question.AddCompound(new Compound(read[after].Asked, read[head].Asked));
            }
        }
    }

    private bool IsQualifier(int at, ReadOnlySpan<char> stems, ReadOnlySpan<ReadWord> read) =>
        read[at] is { Role: WordRole.Content, IsCue: false, Asked: >= 0 } && !lexicon.ComesInKinds(StemAt(at, stems, read));

    private static bool AreJoined(int at, ReadOnlySpan<char> text, ReadOnlySpan<ReadWord> read)
    {
        var end = read[at].Start + read[at].Length;
        return read[at + 1].Start == end + 1 && text[end] is ' ' or '-';
    }

    private static ReadOnlySpan<char> StemAt(int at, ReadOnlySpan<char> stems, ReadOnlySpan<ReadWord> read) =>
        stems.Slice(read[at].StemStart, read[at].StemLength);

    /// <summary>Adds the word unless it has been met before; returns its number in the question, -1 when there is no room.</summary>
    private int AddWord(int at, ReadOnlySpan<char> stems, ReadOnlySpan<ReadWord> read, Question question, int[] shared)
    {
        var word = read[at];
        var stem = stems.Slice(word.StemStart, word.StemLength);
        var next = at + 1 < read.Length ? stems.Slice(read[at + 1].StemStart, read[at + 1].StemLength) : "";
        var added = new AskedWord
        {
            Start = word.Start, Length = word.Length, Role = word.Role, IsCue = word.IsCue, Demand = DemandOf(word, stem, next),
        };
        for (var earlier = 0; earlier < at; earlier++)
            if (stem.SequenceEqual(StemAt(earlier, stems, read)))
                return read[earlier].Asked;
        if (!question.TryAddWord(added))
            return -1;

        var rarity = terms.GreatestRarity;
        var known = terms.TryGet(stem, out var own) && !(terms.IsAcronym(own) && word.Length != stem.Length);
        if (known)
        {
            question.AddAlternative(own, 1);
            rarity = terms.Rarity[own];
        }

        var meaning = AddSynonyms(at, stems, read, question);
        var isEveryday = lexicon.IsEveryday(stem);
        if (!known && meaning >= 0)
            rarity = meaning;
        else if (!known && word.Role is WordRole.Content && !isEveryday && typos.Correct(stem, shared) is var meant and >= 0)
        {
            question.AddAlternative(meant, ByTypo);
            rarity = terms.Rarity[meant];
        }

        question.SetWeight(rarity * word.Role switch
        {
            WordRole.Conversation => known && rarity >= NameRarity ? Telling : Conversation,
            WordRole.Condition => Condition,
            _ when word.IsCue => Cue,
            _ => !isEveryday ? 1 : known || meaning >= 0 ? Everyday : Conversation,
        });
        return question.WordCount - 1;
    }

    private Demand DemandOf(ReadWord word, ReadOnlySpan<char> stem, ReadOnlySpan<char> next)
    {
        if (word.Role == WordRole.Condition)
            return Demand.Name;
        if (word.Role != WordRole.Content || word.IsCue)
            return Demand.None;
        // A word that many topics bear ("heart disease") is no name by itself, but a syndrome is always a certain one.
        var isCommon = terms.TryGet(stem, out var term) && terms.Rarity[term] < NameRarity;
        if (lexicon.IsGenericHead(next))
            return isCommon && next is not "syndrom" ? Demand.Name : Demand.WholeName;
        return lexicon.IsBodyPart(stem) ? Demand.Mention : Demand.None;
    }

    /// <summary>Adds what the phrases around the word mean; returns the greatest rarity among those terms, -1 without any.</summary>
    private float AddSynonyms(int at, ReadOnlySpan<char> stems, ReadOnlySpan<ReadWord> read, Question question)
    {
        var greatest = -1f;
        for (var from = Math.Max(0, at - PhraseTable<int>.MaxWords + 1); from <= at; from++)
        {
            for (var to = at; to < Math.Min(read.Length, from + PhraseTable<int>.MaxWords); to++)
            {
                var phrase = stems[read[from].StemStart..(read[to].StemStart + read[to].StemLength)];
                if (!lexicon.Synonyms.TryGet(phrase, out var meanings))
                    continue;
                foreach (var meaning in meanings)
                {
                    if (!terms.TryGet(meaning, out var term))
                        continue;
                    question.AddAlternative(term, BySynonym);
                    greatest = Math.Max(greatest, terms.Rarity[term]);
                }
            }
        }

        return greatest;
    }

    private struct ReadWord
    {
        public int Start;
        public int Length;
        public int StemStart;
        public int StemLength;
        public WordRole Role;
        public bool IsCue;

        /// <summary>The word's number in the question, -1 when it does not count.</summary>
        public int Asked;
    }
}
