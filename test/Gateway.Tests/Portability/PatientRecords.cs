using System.Net;
using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Identity;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Portability;

/// <summary>Puts some of everything into the record of a user.</summary>
internal static class PatientRecords
{
    private const string Bill = """
        LOTUS CARE HOSPITAL, Jaipur
        Bill No: LC-77      Date: 05/11/2026

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2026  Consultation OPD                  1    375.00      375.00
        2   03/11/2026  Electrocardiogram (ECG)           1    975.00      975.00
                                                Total:                   1,350.00
        """;

    /// <summary>Returns the id of a session with one answered question.</summary>
    public static async Task<string> FillAsync(RunningServer server, string user)
    {
        var scope = ScopeOf(server, user);
        var profiles = server.Services.GetRequiredService<IProfileStore>();
        await profiles.PutAsync(scope, new PatientProfile { Name = "Uma", Conditions = ["Asthma"] }, 0);
        await profiles.PutAsync(scope, new PatientProfile { Name = "Uma Rao", Conditions = ["Asthma"] }, 1);
        var timeline = server.Services.GetRequiredService<ITimelineStore>();
        var gout = new EventContent { Type = EventType.Diagnosis, Title = "Gout", OccurredAt = EventTime.Parse("2024-05") };
        var added = await timeline.AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), gout), key: null);
        await timeline.ChangeAsync(scope, added.Event!.Id, 1, new EventChange("timeline.change", gout with { Severity = "mild" }));
        var urate = new EventContent { Type = EventType.LabResult, Title = "Uric acid", OccurredAt = EventTime.Parse("2024-05-03"), Measurements = [new Measurement("Uric acid", 8.1m, Unit: "mg/dL", High: 7.2m, Flag: "high")] };
        await timeline.AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), urate), key: null);
        await server.Services.GetRequiredService<IDocumentStore>().PutAsync(scope, Encoding.UTF8.GetBytes("A letter to Uma."), "text/plain", "letter.txt");
        using var audited = await server.PostAsync("/analyze", new { user_id = user, doc_id = "bill-1", file_content = Convert.ToBase64String(Encoding.UTF8.GetBytes(Bill)), insurance_type = "cghs" });
        audited.StatusCode.ShouldBe(HttpStatusCode.OK, await audited.Content.ReadAsStringAsync());
        var events = await server.AskAsync(user, "What is gout?");
        return events[0].Json.GetProperty("session_id").GetString()!;
    }

    public static PatientScope ScopeOf(RunningServer server, string user) =>
        server.Services.GetRequiredService<UserHasher>().Hash(user).Scope();
}
