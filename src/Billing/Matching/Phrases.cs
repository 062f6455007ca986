namespace MediAgents.Billing.Matching;

/// <summary>Abbreviations and long forms that mean one thing, longest first. The tariff's own "Long Form (LF)" names add to them.</summary>
internal sealed class Phrases
{
    /// <summary>Each line: the canonical tokens, then the wordings that stand for them.</summary>
    private const string Table = """
        cbc = complete blood count|complete hemogram|complete haemogram|hemogram|haemogram|full blood count|cbp|complete blood picture
        hb = hemoglobin|haemoglobin|hb percent|hemoglobin percent|hgb
        hba1c = glycosylated hb|glycosylated hemoglobin|glycated hemoglobin|glycosylated haemoglobin|glycated haemoglobin|hb a1c|a1c
        tlc = total leucocytic count|total leukocyte count|total leucocyte count|total wbc count
        dlc = differential leucocytic count|differential leukocyte count|differential leucocyte count|differential count
        esr = erythrocyte sedimentation rate|e s r|sed rate
        crp = c reactive protein
        lft = liver function test|liver function|liver profile
        kft = kidney function test|renal function test|rft|kidney function|renal function|renal profile
        tft = thyroid function test|thyroid profile|t3 t4 tsh
        tsh = thyroid stimulating hormone|thyrotropin
        lipid profile = fasting lipid profile|lipid profile fasting|fasting lipids|serum lipids
        bilirubin total direct = bilirubin t d|bilirubin td|bilirubin t and d|bilirubin total and direct
        psa = prostate specific antigen
        inr = prothrombin time international normalized ratio|pt inr|prothrombin time|international normalized ratio|pt
        aptt = activated partial thromboplastin time|ptt|partial thromboplastin time
        abg = blood gas analysis|arterial blood gas|blood gas
        sgpt = serum glutamic pyruvic transaminase|alanine aminotransferase|alt
        sgot = serum glutamic oxaloacetic transaminase|aspartate aminotransferase|ast
        ldh = lactate dehydrogenase
        alp = alkaline phosphatase|alk phosphatase|alk phos|alkaline phos
        ggt = gamma glutamyl transpeptidase|ggtp|gamma gt
        glucose fasting = fbs|fasting blood sugar|blood sugar fasting|blood sugar f|sugar fasting|fasting sugar|blood glucose f
        glucose random = rbs|grbs|random blood sugar|blood sugar random|blood sugar r|glucose r|sugar random|random sugar|rbs glucometer
        glucose pp = ppbs|post prandial blood sugar|blood sugar pp|sugar pp|blood glucose pp
        glucose = blood sugar|blood glucose|sugar
        gtt = glucose tolerance test|ogtt
        urine routine = urine r e|urine re|urine routine examination|urinalysis|urine analysis|urine r m|urine complete|cue|complete urine examination|urine complete examination|urine examination routine|urine complete r m|urine routine r m|urine routine r e|urine examination
        bun urea = blood urea nitrogen|blood urea|bun
        ecg = electrocardiogram|electrocardiography|ekg
        echo = echocardiography|echocardiogram|echo cardiography|eco cardiography
        2d echo = 2decho|two d echo|2d echocardiography|2 d echo|two dimensional echo
        tmt = treadmill test|tread mill test|stress test
        eeg = electroencephalogram|electroencephalography
        emg = electromyography
        ncv = nerve conduction velocity|nerve conduction study
        usg = ultrasonography|ultrasound|sonography|ultra sonography|ultra sound|sonogram
        xray = x ray|radiograph|skiagram|plain x ray|plain xray|digital x ray|digital xray
        mri = magnetic resonance imaging|mr imaging|mr|mri scan
        ct = computed tomography|ct scan|cat scan|computerised tomography|computerized tomography
        pet ct = pet ct scan|pet scan ct
        ct noncontrast = ncct|plain ct|plain ct scan|ct scan plain|ct plain
        ct contrast = cect|contrast ct
        hrct = high resolution ct|high resolution computed tomography hrct|high resolution computed tomography
        noncontrast = without contrast|non contrast|w o contrast|no contrast|plain
        contrast = with contrast|contrast enhanced|w contrast|post contrast
        without = w o|wo
        bilateral = b l|both side|both sides|both|both legs|both lower limbs|both limbs|both leg
        unilateral = u l|one side|single side|one sided
        pft = pulmonary function test|spirometry
        abdomen = abd|abdominal
        laparoscopic = lap|laparoscopy|laparoscopically|laproscopic|laparascopic|laproscopy
        cesarean = caesarean section|cesarean section|caesarian section|lscs|caesarean|caesarian|c section|lower segment cesarean section|lower segment caesarean section|cs|cesarean delivery|caesarian delivery|lscs delivery|cesarean operation|caesarean operation
        icu = intensive care unit|intensive care|ccu|micu|picu|hdu|sicu|iccu|high dependency unit
        nicu = neonatal icu|neonatal intensive care unit|neonatal intensive care
        ptca = percutaneous transluminal coronary angioplasty|coronary angioplasty|balloon coronary angioplasty
        pci = percutaneous coronary intervention
        cabg = coronary artery bypass graft surgery|coronary artery bypass graft|cabg surgery|coronary artery bypass grafting|bypass surgery|coronary bypass
        cag = coronary angiography|coronary angiogram
        angiography = angiogram
        mammography = mammogram|mammo
        tkr = total knee replacement|total knee joint replacement|knee replacement|total knee arthroplasty|tka
        thr = total hip replacement|total hip arthroplasty|hip replacement
        turp = transurethral resection prostate
        pcnl = percutaneous nephrolithotomy
        ercp = endoscopic retrograde cholangio pancreatography|endoscopic retrograde cholangiopancreatography
        ugie = upper gi endoscopy|upper gastrointestinal endoscopy|ogd|oesophagogastroduodenoscopy|ogd scopy|ogdscopy|oesophago gastro duodenoscopy|og scopy
        fnac = fine needle aspiration cytology
        prbc = packed red cell|packed red blood cell|packed cell|packed rbc|prbc transfusion
        ffp = fresh frozen plasma
        hemodialysis = haemodialysis|dialysis hemo|hd|hd session|dialysis session|dialysis hd|maintenance dialysis
        nebulization = nebuliser|nebulizer|neb|nebs
        appendicectomy = appendectomy
        hernioplasty = inguinoplasty|hernia mesh repair
        icd insertion = intercostal drainage|intercostal drain
        opd = outpatient|out patient
        opd consultation = op consultation|opd doctor fee|opd doctor|opd fee|doctor fee opd|opd visit|consulting opd|outdoor consultation
        inpatient = inpatients|in patient|ipd|ip
        consultation inpatient = doctor visit|physician visit|consultant visit|specialist visit|visiting charge|ward visit|daily visit|inpatient visit|ip visit|dr visit|doctor round|ward round|round fee|doctor ward visit|specialist ward visit|ipd visit
        consultation = consultations|consult
        superspeciality = super speciality psychiatry|super speciality|super specialty|superspecialty
        iol = intraocular lens|intra ocular lens
        anesthesia = anaesthesia
        local anesthesia = la|under la
        general anesthesia = ga|under ga
        fistulectomy = fistula surgery
        dengue ns1 = ns1 antigen
        hiv = human immunodeficiency virus
        hbsag = hepatitis b surface antigen|australia antigen|hbs ag|hb s ag|hepatitis b surface ag
        hcv = hepatitis c virus|anti hcv
        vitamin d3 = vit d|vit d3|vitamin d|25 hydroxycholecalciferol|25 oh vitamin d|calcidiol|vitamin d 3|vit d 3|vitamin d 25 oh|25 hydroxy vitamin d|vitamin d 25 hydroxy
        vitamin b12 = vit b12|b12|vitamin b 12|vit b 12
        excluding = without cost|without the cost|w o cost|w o the cost|excl|excl cost|exclude cost
        one eye = per eye|1 eye|single eye|each eye
        urine = urinary
        antibody = ab|abs
        antigen = ag
        vitamin = vit
        bhcg = beta hcg|b hcg
        prolactin = prl
        sodium = na plus|s na|serum na|sr na
        potassium = k plus|s k|serum k|sr k
        rheumatoid factor = ra factor|ra test|rf titre|rh factor test
        nt probnp = nt pro bnp|ntprobnp|n terminal pro bnp
        stool routine microscopy = stool r e|stool re|stool r m|stool routine examination|stool routine|stool routine and microscopy|stool examination routine|stool examination routine and microscopy|motion routine|stool examination
        genexpert = gene xpert|cbnaat|cb naat|xpert mtb
        usg whole abdomen = usg w a|usg wa|usg abdomen whole|usg abdomen and pelvis|usg abdomen pelvis|usg abd pelvis
        tvs = transvaginal sonography|transvaginal usg|transvaginal scan|trans vaginal sonography|trans vaginal usg
        holter = holter analysis|holter monitoring|holter monitor|holter test|24 hour holter|24 hr holter|holter 24 hour|holter 24 hr|24 hour holter monitoring|24 hr holter monitoring
        abpm = ambulatory bp monitoring|ambulatory blood pressure monitoring
        vp = ventriculoperitoneal|ventriculo peritoneal
        xray spine = xray ls spine|xray l s spine|xray lumbosacral spine|xray lumbar spine|xray cervical spine|xray c spine|xray dorsal spine|xray d spine|xray thoracic spine|xray dl spine|x ray ls spine|x ray l s spine|x ray lumbosacral spine|x ray lumbar spine|x ray cervical spine|x ray c spine|x ray dorsal spine|x ray d spine|x ray thoracic spine|x ray dl spine
        lumbar spine = l s spine|ls spine|l spine|lumbosacral spine|lumbo sacral spine|lumber spine
        cervical spine = c spine
        dorsal spine = d spine|thoracic spine
        ugie = ugi endoscopy|ugi scopy|upper gi scopy|gastroscopy|egd|esophagogastroduodenoscopy
        colonoscopy = lower gi endoscopy|lgi endoscopy|lgie|lgi scopy
        normal delivery = nvd|ftnd|ftnvd|svd|full term normal delivery|normal vaginal delivery|spontaneous vaginal delivery
        dilatation curettage = d c|dilation and curettage|dilatation and curettage|d and c
        abdomen hysterectomy = tah|total abdominal hysterectomy
        total laparoscopic hysterectomy = tlh
        av fistula = avf|a v fistula|arteriovenous fistula|arterio venous fistula
        niv = non invasive ventilator|non invasive ventilation|noninvasive ventilator|noninvasive ventilation|bipap|bi pap
        oxygen = o2
        ryle tube insertion = rt insertion|ng tube insertion|nasogastric tube insertion
        ryle tube = ng tube|nasogastric tube
        lipoprotein a = lp a|lpa
        lumbar puncture = lp
        urine bladder catheterization = foley catheterization|foley catheter insertion|foley insertion|urinary catheterization
        laparoscopic appendicectomy = lap appendix|lap appendectomy
        laparoscopic cholecystectomy = lap chole|lap gall bladder
        ca 125 = ca125
        ca 19.9 = ca19.9|ca199|ca 199|ca 19 9
        ca 15.3 = ca15.3|ca153|ca 153|ca 15 3
        chest = thorax
        platelet = plt
        insertion = placement
        blood group rh = abo rh|abo and rh|blood grouping and rh|blood group abo rh|blood grouping|blood group and rh|blood group and rh type|blood group and rh typing|blood grouping and rh typing
        suture removal = removal of suture|removal of sutures all|stitch removal|removal of stitch|suture cutting|stitch cutting|stitch remove
        ecg = ecg 12 lead|12 lead ecg|electrocardiogram 12 lead
        laparoscopic cholecystectomy = laparoscopic gall bladder removal|laparoscopic gallbladder removal|laparoscopic gall bladder|laparoscopic gallbladder
        igg = ig g
        igm = ig m
        iga = ig a
        ige = ig e
        i ii = 1 2|1 and 2|i and ii
        widal = widal reaction
        xray chest = cxr|chest xray|chest x ray
        whole abdomen = w a|abdomen and pelvis|abdomen pelvis
        hydrocele = hydrocelectomy
        ck mb = cpk mb
        typhidot = typhi dot
        procalcitonin = pct
        profile = panel
        aspiration pleural effusion = pleural tap|pleural tapping|pleural fluid aspiration|pleural aspiration|thoracentesis|thoracocentesis
        paracentesis = ascitic tap|ascitic tapping
        quantitative = quant
        qualitative = qual
        ns1 = ns 1
        dsdna = anti ds dna|ds dna|anti dsdna|double stranded dna
        """;

    public static readonly Phrases Standard = new(Parse());

    private readonly Dictionary<string, List<(string[] From, string[] To)>> byFirst;

    private Phrases(IEnumerable<(string[] From, string[] To)> pairs)
    {
        byFirst = new(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (!byFirst.TryGetValue(pair.From[0], out var list))
                byFirst[pair.From[0]] = list = [];
            if (!list.Exists(other => other.From.AsSpan().SequenceEqual(pair.From)))
                list.Add(pair);
        }

        foreach (var list in byFirst.Values)
            list.Sort((left, right) => right.From.Length.CompareTo(left.From.Length));
    }

    /// <summary>These phrases and those that the names themselves define: "Thrombin Generation Test (TGT)".</summary>
    public Phrases LearnFrom(IEnumerable<string> names)
    {
        var learned = new Dictionary<string, string[]?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            for (var open = name.IndexOf('(', StringComparison.Ordinal); open > 0; open = name.IndexOf('(', open + 1))
            {
                var close = name.IndexOf(')', open);
                if (close < 0)
                    break;
                var abbreviation = name[(open + 1)..close].Trim();
                if (abbreviation.Length is < 2 or > 6 || !abbreviation.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
                    continue;
                if (LongForm(name[..open], abbreviation) is not { } tail)
                    continue;
                var key = Wording.Fold(abbreviation.ToLowerInvariant());
                learned[key] = !learned.TryGetValue(key, out var known) || (known?.SequenceEqual(tail) ?? false) ? tail : null;
            }
        }

        var pairs = byFirst.Values.SelectMany(list => list).ToList();
        var standard = pairs.Where(pair => pair.From.Length == 1).Select(pair => pair.From[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var (abbreviation, words) in learned)
        {
            if (words is not null && !standard.Contains(abbreviation))
                pairs.Add((words, [abbreviation]));
        }

        return new(pairs);
    }

    /// <summary>The words before a bracket that its letters stand for: one word a letter, or one name whose letters they are in order. Null if neither.</summary>
    private static string[]? LongForm(string before, string abbreviation)
    {
        var words = Wording.Split(before);
        // "Venereal Disease Research Laboratory Test (VDRL)": the last words need not have a letter.
        for (var behind = words.Count; behind >= abbreviation.Length && behind >= words.Count - 2; behind--)
        {
            var tail = words[(behind - abbreviation.Length)..behind];
            if (tail.Zip(abbreviation).All(pair => char.ToUpperInvariant(pair.First[0]) == pair.Second))
                return [.. tail];
        }

        if (InitialsAndMore(words, abbreviation) is { } spelled)
            return spelled;
        if (words.Count is 0 or > 4 || before.Contains('/', StringComparison.Ordinal) || char.ToUpperInvariant(words[0][0]) != abbreviation[0])
            return null;
        var at = 0;
        foreach (var letter in string.Concat(words))
            at += at < abbreviation.Length && char.ToUpperInvariant(letter) == abbreviation[at] ? 1 : 0;
        return at == abbreviation.Length ? [.. words] : null;
    }

    /// <summary>The last words whose first letters, with others between them, are the abbreviation: PNS of "X Ray Paranasal sinuses".</summary>
    private static string[]? InitialsAndMore(List<string> words, string abbreviation)
    {
        for (var count = 2; count <= Math.Min(4, words.Count); count++)
        {
            var tail = words[^count..];
            var (word, at) = (0, 0);
            foreach (var letter in abbreviation.Select(char.ToLowerInvariant))
            {
                if (word < count && tail[word][0] == letter)
                    (word, at) = (word + 1, 1);
                else if (word > 0 && tail[word - 1].IndexOf(letter, at) is var inside and >= 0)
                    at = inside + 1;
                else
                    (word, at) = (-1, 0);
                if (word < 0)
                    break;
            }

            if (word == count)
                return [.. tail];
        }

        return null;
    }

    /// <summary>Every word that some wording has.</summary>
    public IEnumerable<string> Words => byFirst.Values.SelectMany(list => list).SelectMany(pair => pair.From);

    /// <summary>Every word that stands for others: "ffp", "lft".</summary>
    public IEnumerable<string> Meanings => byFirst.Values.SelectMany(list => list).SelectMany(pair => pair.To);

    public List<string> Replace(List<string> words)
    {
        var result = new List<string>(words.Count + 2);
        for (var i = 0; i < words.Count;)
        {
            var taken = 0;
            if (byFirst.TryGetValue(words[i], out var list))
            {
                foreach (var (from, to) in list)
                {
                    if (!StartsWith(words, i, from))
                        continue;
                    result.AddRange(to);
                    taken = from.Length;
                    break;
                }
            }

            if (taken == 0)
                result.Add(words[i]);
            i += Math.Max(1, taken);
        }

        return result;
    }

    private static bool StartsWith(List<string> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (words[at + i] != phrase[i])
                return false;
        }

        return true;
    }

    private static IEnumerable<(string[] From, string[] To)> Parse()
    {
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var to = line[..equals].Trim().Split(' ');
            foreach (var wording in line[(equals + 1)..].Split('|'))
                yield return ([.. Wording.Split(wording)], to);
        }
    }
}
