using System.Collections.Frozen;

namespace MediAgents.Clinical;

/// <summary>What a red flag suggests, what to do beside calling for help, and the guideline it comes from.</summary>
internal sealed record RedFlagKind(string Suspicion, string Meanwhile, string Source)
{
    public string Advice => $"Seek emergency care now: {Suspicion}. Call 112 (India) or your local emergency number. {Meanwhile}";
}

/// <summary>Every red flag by id, most pressing first. The phrases stand in <c>red-flags.txt</c>.</summary>
internal static class RedFlagTable
{
    public static readonly KeyValuePair<string, RedFlagKind>[] InOrder =
    [
        Kind("unconscious", "someone may be unconscious or not breathing",
            "If there is no normal breathing, start chest compressions.", "Resuscitation Council UK and ERC Guidelines 2021, basic life support"),
        Kind("anaphylaxis", "this may be a severe allergic reaction",
            "Use an adrenaline auto-injector at once if one is at hand, and lie down with the legs raised.",
            "Resuscitation Council UK, Emergency treatment of anaphylaxis (2021)"),
        Kind("choking", "something may be blocking the airway",
            "If the person cannot cough or speak, give five back blows and five abdominal thrusts (chest thrusts under one year); give nothing to eat or drink.",
            "Resuscitation Council UK and ERC Guidelines 2021, choking; ESPGHAN 2021, button battery ingestion"),
        Kind("airway_swelling", "swelling in the throat can close the airway",
            "Sit upright, do not lie down and give nothing by mouth.", "WHO/ICRC Basic Emergency Care (2018), airway; NICE CKS sore throat and angio-oedema red flags"),
        Kind("severe_breathlessness", "severe trouble breathing can become dangerous within minutes",
            "Sit upright, and use a reliever inhaler if one is prescribed.", "WHO/ICRC Basic Emergency Care (2018), difficulty in breathing; BTS/SIGN 158"),
        Kind("heart_attack", "this may be a heart attack",
            "Sit down and rest; do not drive yourself.", "ESC Guidelines for acute coronary syndromes (2023); NICE CG95"),
        Kind("heart_rhythm", "the heart may be beating dangerously fast or slow",
            "Sit or lie down; do not drive.", "Resuscitation Council UK Guidelines 2021, peri-arrest arrhythmias"),
        Kind("pulmonary_embolism", "this may be a blood clot in the lung",
            "Rest and do not walk about.", "ESC Guidelines on acute pulmonary embolism (2019); NICE NG158"),
        Kind("aortic_dissection", "this may be a tear in the main artery",
            "Lie still and do not take blood thinners.", "ESC Guidelines on peripheral arterial and aortic diseases (2024)"),
        Kind("stroke", "this may be a stroke, and treatment works only in the first hours",
            "Note when it began; eat and drink nothing.", "NICE NG128; AHA/ASA acute ischaemic stroke guideline (2019)"),
        Kind("spreading_weakness", "weakness that spreads can reach breathing and swallowing",
            "Eat and drink nothing.", "EAN/PNS Guideline on Guillain-Barre syndrome (2023); WHO/ICRC Basic Emergency Care (2018), altered mental status and weakness"),
        Kind("seizure", "a first, repeated or lasting seizure is an emergency",
            "Turn the person on the side, put nothing in the mouth and time the seizure.", "NICE NG217; ILAE definition of status epilepticus (2015)"),
        Kind("suicide", "your safety comes first",
            "You can talk to somebody now, free and day and night: Tele-MANAS 14416. Stay with someone you trust and put dangerous things out of reach.",
            "WHO mhGAP guideline (2023), self-harm and suicide; Tele-MANAS, Ministry of Health and Family Welfare, India (2022)"),
        Kind("poisoning", "poison or an overdose can harm before it is felt",
            "Do not bring on vomiting; take the package with you.", "WHO Guidelines for poison control; AIIMS National Poisons Information Centre 1800 116 117"),
        Kind("carbon_monoxide", "this may be carbon monoxide poisoning",
            "Get everybody into fresh air at once, and turn the appliance off only if that costs no time.", "UK Health Security Agency, carbon monoxide; NICE CKS carbon monoxide poisoning"),
        Kind("bite_or_sting", "a snake bite or scorpion sting can be deadly",
            "Keep the limb still, take off rings, do not cut, suck or tie it.", "WHO SEARO Guidelines for the management of snakebites (2016); ICMR snakebite workflow (2024)"),
        Kind("thunderclap_headache", "a headache that strikes like this may be bleeding in the brain",
            "Do not take aspirin or ibuprofen for it.", "NICE NG228 subarachnoid haemorrhage; NICE CG150 1.1"),
        Kind("meningitis", "this may be meningitis or blood poisoning",
            "Do not wait for a rash.", "NICE NG240 meningitis and meningococcal disease (2024)"),
        Kind("sepsis", "this may be sepsis",
            "Say the word sepsis when you arrive.", "NICE NG253 suspected sepsis; Surviving Sepsis Campaign (2021)"),
        Kind("heat_stroke", "this may be heat stroke",
            "Move to shade, take off clothes and cool with water and a fan at once.", "WHO, Heat and health (2024); Ministry of Health and Family Welfare, National Programme on Climate Change and Human Health, heat-related illness (2022)"),
        Kind("dehydration", "the body may have lost dangerously much water",
            "Give small sips of oral rehydration solution if the person is awake and can drink.", "WHO, The treatment of diarrhoea (2005) and IMCI chart booklet (2014), general danger signs"),
        Kind("cauda_equina", "the nerves at the base of the spine may be pressed on",
            "An operation may be needed within hours to keep bladder and legs working.", "NICE CKS sciatica red flags; GIRFT cauda equina pathway (2023)"),
        Kind("bleeding", "this bleeding may be dangerous",
            "Press firmly on a wound that bleeds; eat and drink nothing.", "NICE CG141 upper gastrointestinal bleeding; WHO/ICRC Basic Emergency Care (2018)"),
        Kind("head_injury", "this head injury needs a hospital",
            "Do not leave the person alone; keep the neck still.", "NICE NG232 head injury (2023)"),
        Kind("major_injury", "there may be bleeding or a spinal injury inside",
            "Do not move the person unless there is danger, and keep the neck still.", "NICE NG39 major trauma; NICE NG41 spinal injury; WHO/ICRC Basic Emergency Care (2018), trauma"),
        Kind("limb_ischaemia", "the blood supply to a limb may be cut off",
            "Keep the limb level and do not warm it with heat.", "ESC Guidelines on peripheral arterial and aortic diseases (2024)"),
        Kind("bone_and_joint", "an open fracture, spinal injury or infected joint needs a hospital today",
            "Cover a wound with a clean cloth and do not move the limb.", "NICE NG37 complex fractures; BSR hot swollen joint guideline (2006)"),
        Kind("diabetic_emergency", "very high or very low blood sugar can become dangerous",
            "If the sugar is low and the person is awake, give something sweet; never stop insulin.", "NICE NG17; JBDS guideline on diabetic ketoacidosis (2023)"),
        Kind("urinary_emergency", "blocked or infected urine can damage the kidneys within hours",
            "Do not force fluids; take the catheter record with you if there is one.", "NICE CG97 acute urinary retention; NICE NG111 pyelonephritis; EAU Guidelines on urological infections"),
        Kind("pregnancy", "this can be dangerous for mother and child",
            "Lie on your left side.", "NICE NG133 hypertension in pregnancy; NICE NG126 ectopic pregnancy and miscarriage"),
        Kind("testicular_torsion", "a twisted testicle can be saved only within hours",
            "Eat and drink nothing.", "EAU Guidelines on paediatric urology, acute scrotum"),
        Kind("abdominal_emergency", "this may need an operation",
            "Eat and drink nothing.", "WSES guidelines on the acute abdomen"),
        Kind("visual_emergency", "sudden loss of sight can often be saved only within hours",
            "Do not drive.", "Royal College of Ophthalmologists, emergency eye care; NICE CKS red eye"),
        Kind("burn", "this burn needs a hospital",
            "Cool it under running water for 20 minutes and put no cream on it.", "WHO Burns fact sheet; British Burn Association first aid (2018)"),
        Kind("possible_emergency", "what you describe may be an emergency",
            "Do not stay alone while you wait.", "WHO/ICRC Basic Emergency Care (2018), danger signs"),
    ];

    public static readonly FrozenDictionary<string, int> Order =
        InOrder.Select((kind, i) => KeyValuePair.Create(kind.Key, i)).ToFrozenDictionary(StringComparer.Ordinal);

    private static KeyValuePair<string, RedFlagKind> Kind(string id, string suspicion, string meanwhile, string source) =>
        KeyValuePair.Create(id, new RedFlagKind(suspicion, meanwhile, source));
}
