using System.Text.Json;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Privacy;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using MediAgents.Records.Profiles;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Privacy;

/// <summary>What a remote endpoint gets to see, and what the caller gets back.</summary>
public sealed class RemoteCallTests : IAsyncLifetime
{
    private static readonly PatientProfile Profile = new()
    {
        Name = "Asha Rani Sharma",
        DateOfBirth = new DateOnly(1956, 3, 7),
        Sex = "female",
        BloodGroup = "O+",
        Phone = "+91 98765 43210",
        Email = "asha.sharma@example.org",
        Address = "14 Lotus Lane, Koramangala, Bengaluru 560034",
        Language = "english",
        Conditions = ["Type 2 diabetes"],
        Allergies = [new ProfileAllergy("Penicillin", "rash")],
        Medicines = [new ProfileMedicine("Metformin", "500 mg", "twice a day")],
        Insurance = new ProfileInsurance("private", "Star Health", "HLT-2023-000981"),
        EmergencyContact = new EmergencyContact("Sunita Verma", "9123456780", "sister"),
    };

    private static readonly RecordIdentifiers Identifiers = new()
    {
        Name = Profile.Name,
        DateOfBirth = Profile.DateOfBirth,
        Phones = [Profile.Phone!, Profile.EmergencyContact!.Phone],
        Emails = [Profile.Email!],
        Addresses = [Profile.Address!],
        InsuranceNumbers = [Profile.Insurance!.PolicyNumber!],
        RelativeNames = [Profile.EmergencyContact.Name],
    };

    private static readonly string[] Identifying =
    [
        "Asha", "Rani", "Sharma", "1956-03-07", "07/03/1956", "98765", "43210", "asha.sharma@example.org", "Lotus", "Koramangala", "Bengaluru", "HLT-2023-000981", "Sunita", "Verma", "9123456780",
    ];

    /// <summary>Every field of a profile and whether it identifies somebody: a new field has to be decided here.</summary>
    private static readonly Dictionary<string, bool> Fields = new(StringComparer.Ordinal)
    {
        ["Name"] = true, ["DateOfBirth"] = true, ["Sex"] = false, ["BloodGroup"] = false, ["Phone"] = true, ["Email"] = true, ["Address"] = true, ["Language"] = false,
        ["Conditions"] = false, ["Allergies"] = false, ["Medicines"] = false, ["Insurance"] = true, ["EmergencyContact"] = true, ["LocalModelsOnly"] = false,
    };

    private ScriptedModels scripted = null!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync();

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Fact]
    public void Every_field_of_a_profile_is_decided_on() =>
        typeof(PatientProfile).GetProperties().Select(field => field.Name).ShouldBe(Fields.Keys, ignoreOrder: true);

    [Fact]
    public async Task No_identifying_field_of_a_record_leaves_the_machine_in_any_part_of_a_request()
    {
        scripted.Server.Next(Reply.Text("ok"));
        var json = JsonSerializer.Serialize(Profile, Primitives.WireJson.Options);
        var prose = $"Asha Rani Sharma (born 07/03/1956), {Profile.Phone}, {Profile.Email}, {Profile.Address}, policy {Profile.Insurance!.PolicyNumber}; sister Sunita Verma 9123456780.";
        ChatMessage[] messages =
        [
            new(ChatRole.System, prose),
            new(ChatRole.User, prose),
            new(ChatRole.Assistant, [new TextContent(prose), new FunctionCallContent("c1", "patient_profile", new Dictionary<string, object?> { ["name"] = "Asha Sharma", ["nested"] = new { note = prose } })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", json)]),
            new(ChatRole.Assistant, [new FunctionCallContent("c2", "patient_profile", null)]),
            new(ChatRole.Tool, [new FunctionResultContent("c2", Profile)]),
            new(ChatRole.User, json),
        ];

        await Chat(Identifiers).GetResponseAsync(messages, new ChatOptions { Instructions = prose });

        var sent = scripted.Server.Requests.Single();
        foreach (var identifier in Identifying)
            sent.Text.ShouldNotContain(identifier);
        foreach (var clinical in new[] { "Type 2 diabetes", "Penicillin", "Metformin", "500 mg", "sister" })
            sent.Text.ShouldContain(clinical);
        sent.Messages[4].GetProperty("content").ToString().ShouldContain("[PATIENT_NAME_1]");
    }

    [Fact]
    public async Task Names_come_back_although_their_tokens_are_split_over_deltas()
    {
        scripted.Server.Next(Reply.Text("Dear [", "PATIENT", "_NAME_", "1], your brother [RELATIVE_NAME_7] and [", "PATIENT_NAME_1.2", "]", " [again"));

        var updates = await Chat(Identifiers).StreamAsync([new ChatMessage(ChatRole.User, "I am Asha Rani Sharma, called Asha.")]);

        updates.ToChatResponse().Text.ShouldBe("Dear Asha Rani Sharma, your brother [RELATIVE_NAME_7] and Asha [again");
        updates.Count(update => update.Text.Length > 0).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Tools_get_the_words_not_the_tokens()
    {
        scripted.Server.Next(Reply.ToolCalls(("search_knowledge", """{"query":"letter to [PATIENT_NAME_1]","deep":{"list":["[PATIENT_NAME_1]",3]}}""")));

        var whole = await Chat(Identifiers).GetResponseAsync([new ChatMessage(ChatRole.User, "Asha Rani Sharma asks.")]);

        JsonSerializer.Serialize(whole.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments)
            .ShouldBe("""{"query":"letter to Asha Rani Sharma","deep":{"list":["Asha Rani Sharma",3]}}""");
    }

    [Fact]
    public async Task A_broken_reply_tells_the_words_too()
    {
        scripted.Server.Next(Reply.CutAfter("Dear [PATIENT_NAME_1], ", "rest"));

        var failure = await Should.ThrowAsync<BrokenStreamException>(async () => await Chat(Identifiers).StreamAsync([new ChatMessage(ChatRole.User, "Asha asks.")]));

        failure.GivenText.ShouldBe("Dear Asha, rest");
    }

    [Fact]
    public async Task A_run_keeps_its_tokens_over_calls_and_agents()
    {
        scripted.Server.Always(Reply.Text("ok"));
        var use = new ModelUse(ModelPurpose.Chat, IsSensitive: false) { Pseudonyms = new Pseudonyms(Identifiers.ToKnown()) };

        await scripted.Models.For(use with { Agent = "cardiologist" })!.GetResponseAsync([new ChatMessage(ChatRole.User, "Sunita Verma, then Asha")]);
        await scripted.Models.For(use with { Agent = "neurologist" })!.GetResponseAsync([new ChatMessage(ChatRole.User, "Asha")]);

        scripted.Server.Requests.Select(request => request.Messages[0].GetProperty("content").ToString()).ShouldBe(["[RELATIVE_NAME_1], then [PATIENT_NAME_1]", "[PATIENT_NAME_1]"]);
    }

    [Fact]
    public async Task Without_a_record_patterns_are_replaced_all_the_same()
    {
        scripted.Server.Next(Reply.Text("Call [PHONE_1]."));

        var whole = await scripted.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "My phone is 9876543210.")]);

        whole.Text.ShouldBe("Call 9876543210.");
        scripted.Server.Requests.Single().Text.ShouldNotContain("9876543210");
    }

    [Fact]
    public async Task The_local_endpoint_gets_the_words()
    {
        await using var local = await ScriptedModelServer.StartAsync();
        await using var both = await ScriptedModels.StartAsync(("LOCAL_MODEL_BASE_URL", local.BaseUrl.ToString()), ("LOCAL_MODEL", "ours"));
        local.Next(Reply.Text("ok"));

        await both.Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: true) { Pseudonyms = new Pseudonyms(Identifiers.ToKnown()) })!
            .GetResponseAsync([new ChatMessage(ChatRole.User, "Asha Rani Sharma asks.")]);

        local.Requests.Single().Text.ShouldContain("Asha Rani Sharma asks.");
        both.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Texts_to_embed_carry_no_names()
    {
        await scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false) { Pseudonyms = new Pseudonyms(Identifiers.ToKnown()) })!.GenerateAsync(["Asha has angina"]);

        scripted.Server.Requests.Single().Body.GetProperty("input")[0].GetString().ShouldBe("[PATIENT_NAME_1] has angina");
    }

    [Fact]
    public async Task What_nobody_can_take_names_out_of_is_not_sent()
    {
        ChatMessage[] picture = [new(ChatRole.User, [new DataContent(new byte[] { 1, 2, 3 }, "image/png")])];

        await Should.ThrowAsync<NotSupportedException>(() => scripted.Chat.GetResponseAsync(picture));

        scripted.Server.Requests.ShouldBeEmpty();
    }

    private IChatClient Chat(RecordIdentifiers identifiers) =>
        scripted.Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: false) { Pseudonyms = new Pseudonyms(identifiers.ToKnown()) })!;
}
