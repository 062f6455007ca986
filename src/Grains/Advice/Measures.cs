namespace MediAgents.Grains.Advice;

/// <summary>Measures that belong to no field alone, so that specialties may differ on them. Medicines of one class are one measure.</summary>
internal static class Measures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("anti-inflammator", "ibuprofen", "diclofenac", "naproxen", "ketorolac", "aceclofenac", "etoricoxib", "nsaid"),
        new("paracetamol", "acetaminophen"),
        new("aspirin"),
        new("opioid", "codeine", "tramadol", "morphine"),
        new("steroid", "corticosteroid", "prednis", "cortisone", "dexamethasone"),
        new("blood thinner", "anticoagulant", "warfarin", "acenocoumarol", "apixaban", "rivaroxaban", "edoxaban", "dabigatran", "heparin"),
        new("clopidogrel", "antiplatelet"),
        new("beta blocker", "beta-blocker", "propranolol", "metoprolol", "atenolol", "bisoprolol"),
        new("ace inhibitor", "ramipril", "enalapril", "lisinopril"),
        new("water tablet", "diuretic", "furosemide", "hydrochlorothiazide", "spironolactone"),
        new("statin", "atorvastatin", "rosuvastatin"),
        new("metformin"),
        new("insulin"),
        new("triptan", "sumatriptan"),
        new("antidepressant", "amitriptyline", "duloxetine"),
        new("topiramate"),
        new("valproate"),
        new("gabapentin", "pregabalin"),
        new("antibiotic"),
        new("contraceptive", "oestrogen", "estrogen"),
        new("surgery", "operation ", "operating ", "joint replacement"),
        new("injection"),
        new("mri ", "ct scan", "x-ray"),
        new("contrast"),
        new("exercis", "physical activity", "walking "),
        new("bed rest", "resting "),
        new("massage"),
        new("heat ", "hot pack"),
        new("ice ", "cold pack"),
        new("alcohol"),
        new("caffeine", "coffee"),
        new("salt "),
        new("protein"),
        new("fasting"),
        new("driving"),
        new("flying", "air travel"),
        new("vaccin"),
    ];

    /// <summary>The measures that a text names.</summary>
    public static IEnumerable<Measure> In(string text) => All.Where(measure => measure.NameIn(text) is not null);

    /// <summary>A question with the other names of what it asks about, for whoever compares words.</summary>
    public static string Expanded(string question) => string.Join(' ', [question, .. In(question).Select(measure => measure.Names)]);
}
