namespace MediAgents.Clinical.Language;

/// <summary>What a function word does to the words around it.</summary>
[Flags]
internal enum Cue
{
    None = 0,
    /// <summary>May stand between the words of a phrase: "pain in the chest".</summary>
    Filler = 1,
    Negator = 1 << 1,
    /// <summary>Ends the reach of a negation: "no fever but a cough".</summary>
    Contrast = 1 << 2,
    /// <summary>"No relief" and "not getting better" deny the recovery, not the complaint.</summary>
    Recovery = 1 << 3,
    FirstPerson = 1 << 4,
    Relative = 1 << 5,
    HistoryVerb = 1 << 6,
    Past = 1 << 7,
    Years = 1 << 8,
    Ago = 1 << 9,
    Now = 1 << 10,
    Possibility = 1 << 11,
    Asking = 1 << 12,
    AskedAbout = 1 << 13,
    Aside = 1 << 14,
    ClauseStart = 1 << 15,
    Onset = 1 << 16,
    /// <summary>Frequent word that is never a misspelt medical one.</summary>
    Common = 1 << 17,
    Clinician = 1 << 18,
    Patient = 1 << 19,
    My = 1 << 20,
    Infinitive = 1 << 22,
    Any = 1 << 23,
    Had = 1 << 26,
    /// <summary>Announces the chief complaint: "presents with", "my main problem".</summary>
    Chief = 1 << 25,
    /// <summary>"Could not find her words" tells of a loss, it denies nothing.</summary>
    Ability = 1 << 24,
    /// <summary>What is feared rather than felt: "afraid of a stroke".</summary>
    Dread = 1 << 21,
}

/// <summary>The function words, without apostrophes ("don't" is "dont").</summary>
internal static class CueWords
{
    private static readonly (Cue Cue, string Words)[] Table =
    [
        (Cue.Filler, "a an the my his her our your their this that in of on at to for from with and is are was were am be been being very so really bit little some kind quite too both all over its it feels feel feeling like get gets getting got have has having had i im me u just into by"),
        (Cue.Negator, "no not without denies deny denied never none nor neither dont doesnt didnt havent hasnt hadnt isnt arent wasnt werent nil negative nahi nahin free"),
        (Cue.Contrast, "but however although though except only just instead rather yet still because when while whenever after lekin par"),
        (Cue.Recovery, "relief improvement improve improved improving better go goes gone going away help helps helped helping work works worked working stop stops stopped stopping settle settled subside subsided respond responding resolve resolved energy appetite sleep sleeping strength control balance sensation eat eating walk walking stand move moving lift bend able know sure idea only clear clearly normal normally well properly right anything worse different change sit hold grip see speak talk breathe breathing wake waking stay even longer doctor medicine"),
        (Cue.FirstPerson, "i im ive id ill me mine myself"),
        (Cue.My, "my this"),
        (Cue.Infinitive, "to"),
        (Cue.Any, "any"),
        (Cue.Chief, "presents presented presenting complaining complains complaint main mainly biggest"),
        (Cue.Ability, "can could able will would"),
        (Cue.Relative, "father mother dad mum mom mummy papa daddy brother sister uncle aunt aunty grandfather grandmother grandma grandpa parents parent friend neighbour neighbor colleague sibling siblings cousin family"),
        (Cue.Had, "had got"),
        (Cue.HistoryVerb, "died dies death suffered passed history runs run diagnosed lost expired"),
        (Cue.Past, "previously formerly history past childhood earlier operated childhood"),
        (Cue.Years, "year years yr yrs decade decades"),
        (Cue.Ago, "ago back before"),
        (Cue.Now, "now currently today presently tonight minutes minute hour hours suddenly having happening yesterday days this morning recently nowadays lately again worsening"),
        (Cue.Possibility, "if case unless hypothetically suppose supposing imagine"),
        (Cue.Dread, "prevent prevention preventing avoid risk risks chance chances likelihood afraid scared fear fearing"),
        (Cue.Asking, "what whats how why which when can does do is are explain tell describe define difference meaning mean information about could will where who"),
        (Cue.AskedAbout, "sign signs symptom symptoms cause causes caused causing treatment treat treated prevent mean means meaning difference recognise recognize identify happen happens definition called types type factors factor test diagnosis diagnose first warning know explain exactly understand aid"),
        (Cue.Aside, "also besides additionally sometimes occasionally incidentally btw anyway aside slight slightly mild mildly"),
        (Cue.ClauseStart, "i im ive my he she we they it there have having got since then now started feels suddenly please his her its am is"),
        (Cue.Onset, "since started began begin starting noticed"),
        (Cue.Clinician, "doctor dr clinician physician nurse guest_clinician"),
        (Cue.Patient, "patient pt guest_family guest_family_1 caregiver"),
        (Cue.Common, "about above across actually almost along always another anyone around because become becomes been before behind below better between beyond bought bring brought called cannot care careful cause certain cheap check checks clear close comes coming could couple course daily days difficult does doing done down during each early eaten either else ended enough even evening every everything exactly except expect extra fall false family fast feel feels felt fine first five floor follow food found four friend from front full gave gets give given gives goes going gone good great half happen happens hard hardly have hear heard hello help here high hold home hope hours house however hundred idea imagine inside instead issue just keep keeps kept kids kind know known large last late lately later learn least leave less life light like likely line little live lives living long longer look looks lots made main make makes many matter maybe mean means meant might mind mine minute minutes moment money month months more morning most mostly much must name near nearly need needs never next nice nine none normal note nothing noticed number often once only open order other others otherwise ourselves over past people perhaps person place plan please point possible probably problem problems quick quickly quite rather reach read ready real really reason recently rest right round said same says second seconds seem seems seen self sent serious seven several shall share short should show shows side sides simple since single slow slowly small some someone something sometimes soon sort sound sounds start started starts stay still stop stops sudden suddenly sure take taken takes taking talk tell than thank thanks that their them themselves then there these they thing things think thinks this those though thought thousand three through time times today together told tomorrow tonight took total toward travel tried true trying turn turned twice under unless until upon used using usual usually very wait waiting wake want wants watch water week weeks well went were what when where whether which while whole whose will wish with within without wonder word words work worked working works world worried worry worse worst would write wrong year years yesterday young your yours yourself asked table state chair match catch party trust stuff stand store stool house breakfast lunch dinner office manager driver heater cheat chess cheese child children heart wearing hearing bearing tearing earning shower shoes there their where here these cease please phase praise raise whist least beast boast coast roast toast hands sands lands bands teach reach beach peach bleach breach switch thinking writing patch twelve store score story study spend spent grand great treat threat brand blame flame women womens woman detect absent middle married injected thirty nearby fight fighting chart charts stable skills skill fully event events drawn source sources proud march sweet strange truck shift shifts overnight weigh weighs weighed weighing drank handle handled handling mental mentally spring staff tough watery shallow expert experts create created react stung threw color colored colour behavior behaviour palate palpation inability experience contractions contraction reflex reflexes conception electrical electronic familiar vital vitals inserted resection counselor extensive importance suspicion recognized counseling exception connection induction ingestion friction instance instances chain chains crease creases prick conversion withdrawal meditation police brick trash minus depth burst strike clothes clothing crowd crowded wheel square resort flesh notch salty spongy delivered deliver donated scrape plant concentric contusion audiogram hypotension dysphagia connect infant distant instant department appointment retired retire require required singing singer sling bangle bangles print prints printed wring wrings hospital hospitals admit admitted grasp"),
    ];

    // Dictionary<string, int> comes compiled with the runtime; a frozen one would cost more to build than it ever saves.
    private static readonly Lazy<Dictionary<string, int>> Words = new(Build);

    public static Cue Of(ReadOnlySpan<char> word) =>
        Words.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var cue) ? (Cue)cue : Cue.None;

    private static Dictionary<string, int> Build()
    {
        var words = new Dictionary<string, int>(2048);
        foreach (var (cue, list) in Table)
        {
            foreach (var word in list.Split(' '))
            {
                words.TryGetValue(word, out var known);
                words[word] = known | (int)cue;
            }
        }

        return words;
    }
}
