namespace MediAgents.Clinical.Tests;

public sealed class RedFlagsTests
{
    [Theory]
    [InlineData("crushing chest pain, sweating, going down my left arm", "heart_attack")]
    [InlineData("seene mein dard aur pasina aa raha hai", "heart_attack")]
    [InlineData("My father is having chest pain and he is sweating", "heart_attack")]
    [InlineData("my mother had crushing chest pain with sweating, she is pale", "heart_attack")]
    [InlineData("what to do for heavy chest pain and sweating", "heart_attack")]
    [InlineData("mom's mouth is drooping and she can't lift her right arm", "stroke")]
    [InlineData("suddenly he can't speak and his arm is weak", "stroke")]
    [InlineData("worst headache of my life, came on in seconds", "thunderclap_headache")]
    [InlineData("high fever, stiff neck and she is confused", "meningitis")]
    [InlineData("back pain and numb between my legs", "cauda_equina")]
    [InlineData("sciatica in both legs and I cannot pass urine", "cauda_equina")]
    [InlineData("ate peanuts, lips are swelling and it is hard to breathe", "anaphylaxis")]
    [InlineData("I can't breathe", "severe_breathlessness")]
    [InlineData("coughing up blood since last night", "bleeding")]
    [InlineData("khoon ki ulti ho rahi hai", "bleeding")]
    [InlineData("he is unconscious and not breathing", "unconscious")]
    [InlineData("my son is having a seizure and it won't stop", "seizure")]
    [InlineData("I want to end my life", "suicide")]
    [InlineData("main jeena nahi chahta, mar jana hai", "suicide")]
    [InlineData("hit his head on the kerb and keeps vomiting", "head_injury")]
    [InlineData("ripping pain in my chest, through to the back", "aortic_dissection")]
    [InlineData("my leg suddenly went cold and pale with terrible pain", "limb_ischaemia")]
    [InlineData("knee is hot, red and swollen and I have fever and can't move it", "bone_and_joint")]
    [InlineData("fell off the roof and the bone is sticking out", "bone_and_joint")]
    [InlineData("type 1 diabetic, vomiting, ketones high", "diabetic_emergency")]
    [InlineData("28 weeks pregnant and bleeding", "pregnancy")]
    [InlineData("pregnant, bad headache and seeing spots", "pregnancy")]
    [InlineData("sudden severe pain in one testicle", "testicular_torsion")]
    [InlineData("a snake bit me on the foot", "bite_or_sting")]
    [InlineData("my brother drank pesticide", "poisoning")]
    [InlineData("toddler swallowed a button battery", "poisoning")]
    [InlineData("belly is hard like a board and agony", "abdominal_emergency")]
    [InlineData("my eyesight vanished suddenly in one eye", "visual_emergency")]
    [InlineData("boiling water spilled over the toddler, large burn", "burn")]
    [InlineData("fever and she is confused and mottled", "sepsis")]
    [InlineData("no wet nappies since noon, the runs ten times, her eyes look sunken", "dehydration")]
    [InlineData("worked outside in the heat all day, he has stopped sweating and is talking gibberish", "heat_stroke")]
    [InlineData("grandpa has a piece of meat stuck in his throat and cannot make a sound", "choking")]
    [InlineData("tongue is swollen since an hour, he is drooling and sounds muffled", "airway_swelling")]
    [InlineData("we slept with the charcoal brazier in the room and all have bad headaches", "carbon_monoxide")]
    [InlineData("calf swollen after the flight, today suddenly short of breath and a stab when I breathe in", "pulmonary_embolism")]
    [InlineData("his catheter is blocked and he is in agony", "urinary_emergency")]
    [InlineData("heart rate 190 and I nearly passed out", "heart_rhythm")]
    [InlineData("legs weak since two days, now it is going up and swallowing is hard", "spreading_weakness")]
    [InlineData("a car hit him, his belly is getting bigger and he is pale", "major_injury")]
    [InlineData("crushing chest pain since twenty minutes", "heart_attack")]
    [InlineData("a thunderclap headache ten minutes ago", "thunderclap_headache")]
    [InlineData("face drooping on one side, one arm weak, speech slurred", "stroke")]
    [InlineData("hot swollen knee with shivering and fever, can't bend it", "bone_and_joint")]
    [InlineData("the saw severed two of my fingers", "bone_and_joint")]
    [InlineData("her forearm was severed in a thresher", "bone_and_joint")]
    [InlineData("since the tackle my knee bends the wrong way", "bone_and_joint")]
    [InlineData("since I twisted my knee the foot is cold, white and numb", "limb_ischaemia")]
    [InlineData("hives all over and wheezing after peanuts", "anaphylaxis")]
    public void Emergencies_are_seen(string text, string id) => Ids(text).ShouldContain(id);

    [Theory]
    [InlineData("What are the signs of a stroke?")]
    [InlineData("how is anaphylaxis treated")]
    [InlineData("Is coughing up blood always cancer?")]
    [InlineData("My father had a heart attack in 2010")]
    [InlineData("my uncle died of a stroke")]
    [InlineData("My father had a stroke")]
    [InlineData("I had anaphylaxis to nuts last year")]
    [InlineData("no chest pain, no sweating, no breathlessness")]
    [InlineData("headache for weeks, not the worst, no stiff neck, no fever")]
    [InlineData("I had a seizure when I was a child, years ago")]
    [InlineData("what should I do if a snake bites me?")]
    [InlineData("I am afraid of having a stroke")]
    [InlineData("mild knee pain after running")]
    [InlineData("choking hazards: how small should I cut grapes for a toddler?")]
    [InlineData("I had heat stroke years ago, all fine since")]
    [InlineData("in the film the villain drinks poison, is that realistic")]
    [InlineData("my catheter was removed last month, no problems since")]
    [InlineData("I have a cold and can't breathe through my nose")]
    [InlineData("how to prevent a heart attack")]
    [InlineData("What are the symptoms of Sudden Cardiac Arrest ?")]
    [InlineData("my headaches are worst on waking")]
    [InlineData("my back seized up shovelling snow")]
    [InlineData("sore throat with swollen glands")]
    [InlineData("I stop for breath halfway up the hill")]
    [InlineData("squeezing in my chest on two flights, it goes in three minutes when I stop")]
    [InlineData("fever and cough since two days")]
    [InlineData("severe knee joint pain since I twisted it")]
    [InlineData("severe wrist pain from typing")]
    [InlineData("severe foot pain in the morning when I get up, better after walking")]
    [InlineData("severe calf cramps at night")]
    [InlineData("pain in the joints of my hands, severe in the mornings")]
    [InlineData("I have HIV and wheeze at night in winter")]
    [InlineData("")]
    [InlineData("\0\u0001 😀")]
    public void Questions_history_and_denials_stay_silent(string text) => Ids(text).ShouldBeEmpty();

    [Fact]
    public void A_flag_says_what_to_do_and_where_that_comes_from()
    {
        var flag = RedFlags.Detect("Good morning. I have crushing pain in my chest and I am sweating").ShouldHaveSingleItem();
        flag.Recognised.ShouldContain("crushing pain in my chest");
        flag.Advice.ShouldStartWith("Seek emergency care now");
        flag.Advice.ShouldContain("112");
        flag.Source.ShouldContain("ESC");
    }

    [Fact]
    public void Thoughts_of_suicide_are_given_a_number_to_call() =>
        RedFlags.Detect("I want to kill myself").Single().Advice.ShouldContain("Tele-MANAS 14416");

    [Fact]
    public void A_laugh_does_not_silence_thoughts_of_suicide() => Ids("lol I want to kill myself, my blood tests were all normal").ShouldBe(["suicide"]);

    [Fact]
    public void Every_kind_has_advice_and_a_source()
    {
        foreach (var (id, kind) in RedFlagTable.InOrder)
        {
            kind.Advice.ShouldStartWith("Seek emergency care now: ", customMessage: id);
            kind.Source.ShouldNotBeNullOrWhiteSpace(id);
        }
    }

    [Fact]
    public void Wording_that_no_phrase_foresees_is_a_possible_emergency_with_words_of_the_text()
    {
        const string Text = "something is very wrong with my wife, she is going grey and cold and cannot answer me properly since an hour";
        RedFlags.HasPhrase(Text).ShouldBeFalse();
        var flag = RedFlags.Detect(Text).ShouldHaveSingleItem();
        flag.Id.ShouldBe("possible_emergency");
        Text.ShouldContain(flag.Recognised);
    }

    [Fact]
    public void The_most_pressing_flag_comes_first() =>
        Ids("pregnant and bleeding, now she is unconscious and not breathing")[0].ShouldBe("unconscious");

    [Fact]
    public void Signs_told_far_apart_are_no_picture()
    {
        var filler = string.Concat(Enumerable.Repeat("We talked about the weather and the garden for a while. ", 60));
        Ids("My ankle has swelling. " + filler + "Going uphill I am short of breath. " + filler + "I like fish.").ShouldBeEmpty();
    }

    private static string[] Ids(string text) => [.. RedFlags.Detect(text).Select(f => f.Id)];
}
