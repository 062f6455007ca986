using System.Text;

namespace MediAgents.Clinical.Tests.Routing;

public sealed class SpecialtyRouterTests
{
    [Theory]
    [InlineData("tightness across my chest on the stairs, gone when I stop", Specialty.Cardiology)]
    [InlineData("my ticker keeps skipping beats after tea", Specialty.Cardiology)]
    [InlineData("seedhi chadhne par saans phool jaata hai aur pair mein sujan", Specialty.Cardiology)]
    [InlineData("right arm went weak and my speech was slurred for ten minutes", Specialty.Neurology)]
    [InlineData("grandma forgets our names and got lost on the way home", Specialty.Neurology)]
    [InlineData("sar dard one side with vomiting and light hurts", Specialty.Neurology)]
    [InlineData("rolled my ankle on a pothole, it is the size of a ball", Specialty.Orthopaedics)]
    [InlineData("ghutne mein dard, crunching noise on squatting", Specialty.Orthopaedics)]
    [InlineData("kamar dard after lifting the gas cylinder", Specialty.Orthopaedics)]
    [InlineData("bukhar aur khansi for three days", Specialty.General)]
    [InlineData("itchy ring shaped patch on my tummy", Specialty.General)]
    [InlineData("my sugar is 240 fasting", Specialty.General)]
    public void Plain_complaints_find_their_specialty(string text, Specialty specialty) => Best(text).ShouldBe(specialty);

    [Theory]
    [InlineData("chest pain only when I press on the rib, began after moving furniture", Specialty.Orthopaedics)]
    [InlineData("chest pain with cough, yellow phlegm and fever", Specialty.General)]
    [InlineData("tingling in my hand at night, thumb and two fingers, I shake it out", Specialty.Orthopaedics)]
    [InlineData("headache with a cold and blocked nose", Specialty.General)]
    [InlineData("back pain with burning urine and chills", Specialty.General)]
    [InlineData("one calf hot and swollen since the long flight", Specialty.Cardiology)]
    [InlineData("both ankles swollen by evening and breathless lying flat", Specialty.Cardiology)]
    [InlineData("the room spins when I turn over in bed", Specialty.Neurology)]
    [InlineData("I get dizzy whenever I stand up, on two blood pressure tablets", Specialty.Cardiology)]
    [InlineData("heart pounds in crowds, panic attacks, heart tests all normal", Specialty.General)]
    public void One_sign_changes_the_meaning_of_another(string text, Specialty specialty) => Best(text).ShouldBe(specialty);

    [Theory]
    [InlineData("No chest pain, no palpitations. My knee clicks and hurts", Specialty.Orthopaedics)]
    [InlineData("My father had a heart attack. I have a sore throat and cough", Specialty.General)]
    [InlineData("I had a seizure in 2009. Now it is my shoulder that hurts when I lift the arm", Specialty.Orthopaedics)]
    [InlineData("no fever or cough, just headaches on one side", Specialty.Neurology)]
    public void What_is_denied_inherited_or_long_past_does_not_decide(string text, Specialty specialty) => Best(text).ShouldBe(specialty);

    [Theory]
    [InlineData("pallpitations and chest tigtness", Specialty.Cardiology)]
    [InlineData("migrane since morning", Specialty.Neurology)]
    [InlineData("i think i fractrued my ankel", Specialty.Orthopaedics)]
    [InlineData("diarhoea and vomting", Specialty.General)]
    public void Misspellings_are_read(string text, Specialty specialty) => Best(text).ShouldBe(specialty);

    [Theory]
    [InlineData("Can you check my hospital bill, they charged me twice", AgentKind.BillAuditor)]
    [InlineData("Is the bill for my knee replacement fair?", AgentKind.BillAuditor)]
    [InlineData("I uploaded my ECG, please explain the report", AgentKind.DocumentAnalyst)]
    [InlineData("summarise the attached discharge summary", AgentKind.DocumentAnalyst)]
    [InlineData("what helps against knee pain?", AgentKind.Orthopedist)]
    [InlineData("hello", AgentKind.GeneralPhysician)]
    public void A_simple_question_takes_one_agent(string text, AgentKind kind)
    {
        var routing = SpecialtyRouter.Route(text);
        routing.Mode.ShouldBe(RoutingMode.Single);
        routing.Agents.ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Fact]
    public void A_text_that_spans_specialties_calls_a_council()
    {
        var routing = SpecialtyRouter.Route(
            "I get angina with tightness in my chest on stairs. Separately I fell and fractured my wrist and my shoulder is swollen and stiff.");
        routing.Mode.ShouldBe(RoutingMode.Council);
        routing.Agents.Select(a => a.Kind).ShouldBe([AgentKind.Cardiologist, AgentKind.Orthopedist], ignoreOrder: true);
    }

    [Theory]
    [InlineData("My knee hurts and I get palpitations when I climb stairs", AgentKind.Cardiologist, AgentKind.Orthopedist)]
    [InlineData("I have migraines with zigzag lines, and my shoulder is stiff and painful when I lift the arm", AgentKind.Neurologist, AgentKind.Orthopedist)]
    public void Two_complaints_in_clauses_of_their_own_call_a_council(string text, AgentKind one, AgentKind other) =>
        SpecialtyRouter.Route(text).Agents.Select(a => a.Kind).ShouldBe([one, other], ignoreOrder: true);

    [Theory]
    [InlineData("my knee hurts when I climb stairs")]
    [InlineData("palpitations when I climb stairs")]
    [InlineData("numb thumb at night with neck pain, worse at the desk")]
    public void One_complaint_stays_with_one_agent(string text) => SpecialtyRouter.Route(text).Mode.ShouldBe(RoutingMode.Single);

    [Theory]
    [InlineData("cannot do up the small buttons and my handwriting has shrunk", Specialty.Neurology)]
    [InlineData("shoes tight by evening and I sleep on three pillows", Specialty.Cardiology)]
    [InlineData("cannot lift my arm to hook the blouse behind my back", Specialty.Orthopaedics)]
    [InlineData("passing water every hour at night and always thirsty", Specialty.General)]
    public void Loss_of_function_points_to_a_body_system(string text, Specialty specialty) => Best(text).ShouldBe(specialty);

    [Fact]
    public void The_reason_quotes_the_words_that_told_it()
    {
        var agent = SpecialtyRouter.Route("Hello doctor. For a week I have tightness in my chest on climbing stairs, no fever.").Agents[0];
        agent.Reason.ShouldContain("tightness in my chest on climbing stairs");
        agent.Score.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public void Scores_are_shares_of_one()
    {
        var ranking = SpecialtyRouter.Route("headache, knee pain, palpitations and a cough").Ranking;
        ranking.Count.ShouldBe(4);
        ranking.Sum(s => s.Score).ShouldBe(1, 0.001);
        ranking.Select(s => s.Score).ShouldBe(ranking.Select(s => s.Score).OrderDescending());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("😀😀😀")]
    [InlineData("\0\u0001\uFFFD\uD800 %1.7 \u0007")]
    [InlineData("....????!!!!''''")]
    [InlineData("123456 7890")]
    public void Text_without_words_goes_to_the_general_physician(string text)
    {
        var routing = SpecialtyRouter.Route(text);
        routing.Specialty.ShouldBe(Specialty.General);
        routing.Agents.ShouldHaveSingleItem().Reason.ShouldBe("nothing points to one specialty");
    }

    [Fact]
    public void Emoji_between_words_do_not_hide_them() => Best("my ❤️ heart is racing 😰 and skipping").ShouldBe(Specialty.Cardiology);

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        var bytes = new byte[2000];
        for (var i = 0; i < 50; i++)
        {
            random.NextBytes(bytes);
            SpecialtyRouter.Route(Encoding.Latin1.GetString(bytes)).Ranking.Count.ShouldBe(4);
            RedFlags.Detect(Encoding.Unicode.GetString(bytes)).ShouldNotBeNull();
        }
    }

    [Fact]
    public void In_a_long_dialogue_the_chief_complaint_decides()
    {
        var dialogue = new StringBuilder("Doctor: What brings you in?\nPatient: My right knee, it swells and locks since I twisted it.\n");
        for (var i = 0; i < 60; i++)
            dialogue.Append("Doctor: Any chest pain, headache or numbness?\nPatient: No.\nDoctor: Your heart sounds normal.\n");
        dialogue.Append("Patient: I do get a cough in winter.\n");
        Best(dialogue.ToString()).ShouldBe(Specialty.Orthopaedics);
    }

    [Fact]
    public void In_a_consultation_other_illnesses_do_not_outweigh_the_reason_for_the_visit()
    {
        var dialogue = new StringBuilder("Doctor: What is going on?\nPatient: I hurt my right index finger, it bent back and is swollen and painful.\n");
        for (var i = 0; i < 12; i++)
            dialogue.Append("Doctor: And your blood pressure, are you taking the tablets every day?\nPatient: Yes, every morning after breakfast, that is all fine.\n");
        Best(dialogue.ToString()).ShouldBe(Specialty.Orthopaedics);
    }

    [Theory]
    [InlineData("chest knee head fever pain no numb not weak sudden stairs ")]
    [InlineData("if ")]
    [InlineData("no, ")]
    [InlineData("also mild ")]
    [InlineData("my father had ")]
    public void A_hundred_kilobytes_are_read_in_bounded_time(string words)
    {
        var text = string.Concat(Enumerable.Repeat(words, 100_000 / words.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SpecialtyRouter.Route(text);
        RedFlags.Detect(text);
        // Some 50 ms on an idle machine; the bound only has to tell linear from quadratic.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Equal_text_routes_equally() => Enumerable.Range(0, 20).AsParallel()
        .Select(_ => SpecialtyRouter.Route("giddiness and numb feet for a month").Ranking[0])
        .Distinct().Count().ShouldBe(1);

    private static Specialty Best(string text) => SpecialtyRouter.Route(text).Specialty;
}
