namespace MediAgents.Billing.Matching;

/// <summary>Abbreviations and long forms that mean one thing, longest first. The tariff's own "Long Form (LF)" names add to them.</summary>
internal sealed class Phrases
{
    /// <summary>Each line: the canonical tokens, then the wordings that stand for them.</summary>
    private const string Table = """
        cbc = complete blood count|complete hemogram|complete haemogram|hemogram|haemogram|full blood count|cbp|complete blood picture
        hb = hemoglobin|haemoglobin
        hba1c = glycosylated hb|glycosylated hemoglobin|glycated hemoglobin|glycosylated haemoglobin|glycated haemoglobin|hb a1c|a1c
        tlc = total leucocytic count|total leukocyte count|total leucocyte count|total wbc count
        dlc = differential leucocytic count|differential leukocyte count|differential leucocyte count|differential count
        esr = erythrocyte sedimentation rate
        crp = c reactive protein
        lft = liver function test|liver function|liver profile
        kft = kidney function test|renal function test|rft|kidney function|renal function|renal profile
        tft = thyroid function test|thyroid profile|t3 t4 tsh
        tsh = thyroid stimulating hormone|thyrotropin
        psa = prostate specific antigen
        inr = prothrombin time international normalized ratio|pt inr|prothrombin time|international normalized ratio|pt
        aptt = activated partial thromboplastin time|ptt|partial thromboplastin time
        abg = blood gas analysis|arterial blood gas|blood gas
        sgpt = serum glutamic pyruvic transaminase|alanine aminotransferase|alt
        sgot = serum glutamic oxaloacetic transaminase|aspartate aminotransferase|ast
        ldh = lactate dehydrogenase
        alp = alkaline phosphatase
        ggt = gamma glutamyl transpeptidase|ggtp|gamma gt
        glucose fasting = fbs|fasting blood sugar|blood sugar fasting
        glucose random = rbs|grbs|random blood sugar|blood sugar random
        glucose pp = ppbs|post prandial blood sugar|blood sugar pp
        glucose = blood sugar|blood glucose|sugar
        gtt = glucose tolerance test|ogtt
        urine routine = urine r e|urine re|urine routine examination|urinalysis|urine analysis|urine r m|urine complete
        bun urea = blood urea nitrogen|blood urea
        ecg = electrocardiogram|electrocardiography|ekg
        echo = echocardiography|echocardiogram
        2d echo = 2decho|two d echo|2d echocardiography
        tmt = treadmill test|tread mill test|stress test
        eeg = electroencephalogram|electroencephalography
        emg = electromyography
        ncv = nerve conduction velocity|nerve conduction study
        usg = ultrasonography|ultrasound|sonography|ultra sonography|ultra sound|sonogram
        xray = x ray|radiograph|skiagram
        mri = magnetic resonance imaging|mr imaging|mr|mri scan
        ct = computed tomography|ct scan|cat scan|computerised tomography|computerized tomography
        pet ct = pet ct scan|pet scan ct
        ct noncontrast = ncct|plain ct
        ct contrast = cect|contrast ct
        hrct = high resolution ct|high resolution computed tomography hrct|high resolution computed tomography
        noncontrast = without contrast|non contrast|w o contrast|no contrast|plain
        contrast = with contrast|contrast enhanced|w contrast|post contrast
        without = w o|wo
        bilateral = b l|both side|both sides|both
        unilateral = u l|one side|single side|one sided
        pft = pulmonary function test|spirometry
        abdomen = abd|abdominal
        laparoscopic = lap|laparoscopy|laparoscopically|laproscopic|laparascopic|laproscopy
        cesarean = caesarean section|cesarean section|caesarian section|lscs|caesarean|caesarian|c section|lower segment cesarean section|lower segment caesarean section|cs|cesarean delivery|caesarian delivery
        icu = intensive care unit|intensive care|ccu|micu|picu|hdu|sicu|iccu|high dependency unit
        nicu = neonatal icu|neonatal intensive care unit|neonatal intensive care
        ptca = percutaneous transluminal coronary angioplasty|coronary angioplasty|balloon coronary angioplasty
        pci = percutaneous coronary intervention
        cabg = coronary artery bypass graft surgery|coronary artery bypass graft|cabg surgery|coronary artery bypass grafting|bypass surgery|coronary bypass
        cag = coronary angiography|coronary angiogram
        tkr = total knee replacement|total knee joint replacement|knee replacement|total knee arthroplasty|tka
        thr = total hip replacement|total hip arthroplasty|hip replacement
        turp = transurethral resection prostate
        pcnl = percutaneous nephrolithotomy
        ercp = endoscopic retrograde cholangio pancreatography|endoscopic retrograde cholangiopancreatography
        ugie = upper gi endoscopy|upper gastrointestinal endoscopy|ogd|oesophagogastroduodenoscopy
        fnac = fine needle aspiration cytology
        prbc = packed red cell|packed red blood cell|packed cell|packed rbc
        ffp = fresh frozen plasma
        hemodialysis = haemodialysis|dialysis hemo|hd
        nebulization = nebulisation|nebuliser|nebulizer
        appendicectomy = appendectomy
        hernioplasty = inguinoplasty|hernia mesh repair
        icd insertion = intercostal drainage|intercostal drain
        opd = outpatient|out patient
        opd consultation = op consultation
        inpatient = inpatients|in patient|ipd|ip
        visit consultation = doctor visit|physician visit|visiting charge
        consultation = consultations|consult
        superspeciality = super speciality psychiatry|super speciality|super specialty|superspecialty
        iol = intraocular lens|intra ocular lens
        anesthesia = anaesthesia
        local anesthesia = la|under la
        general anesthesia = ga|under ga
        fistulectomy = fistula surgery
        dengue ns1 = ns1 antigen
        hiv = human immunodeficiency virus
        hbsag = hepatitis b surface antigen|australia antigen
        hcv = hepatitis c virus|anti hcv
        vitamin d3 = vit d|vit d3|vitamin d|25 hydroxycholecalciferol|25 oh vitamin d|calcidiol
        vitamin b12 = vit b12|b12
        bhcg = beta hcg|b hcg
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
                var words = Wording.Split(name[..open]);
                if (words.Count < abbreviation.Length)
                    continue;
                var tail = words[^abbreviation.Length..];
                if (!tail.Zip(abbreviation).All(pair => char.ToUpperInvariant(pair.First[0]) == pair.Second))
                    continue;
                var key = Wording.Fold(abbreviation.ToLowerInvariant());
                learned[key] = !learned.TryGetValue(key, out var known) || (known?.SequenceEqual(tail) ?? false) ? [.. tail] : null;
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
