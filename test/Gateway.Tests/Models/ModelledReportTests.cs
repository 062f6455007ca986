using MediAgents.ModelServer.Replies;

namespace MediAgents.Gateway.Tests.Models;

public sealed class ModelledReportTests(ModelledServer server) : IClassFixture<ModelledServer>
{
    [Fact]
    public async Task A_summary_stands_in_report_and_page_with_sources_escaped_and_a_question_tells_its_tokens()
    {
        using var added = await server.Product.PostAsync(
            "/timeline/event", new { user_id = "lila", type = "allergy", title = "<b>Penicillin</b>", occurred_at = "2024-01-05" });
        server.Model.Next(Reply.Text("There is an allergy to <b>Penicillin</b>. [k3] It was found in 1990. [k3]").WithUsage(300, 14));
        server.Model.Answer(_ => Reply.Text("It is an allergy to <b>Penicillin</b>. [k1]").WithUsage(200, 9));

        using var response = await server.Product.PostAsync("/reports/", new { user_id = "lila" });
        var created = await RunningServer.JsonAsync(response);
        var id = created.GetProperty("report_id").GetString()!;
        var html = await server.Product.Client.GetStringAsync($"/reports/{id}/html?user_id=lila");
        using var asked = await server.Product.PostAsync($"/reports/{id}/ask", new { user_id = "lila", question = "Is there a penicillin allergy?" });
        var answer = await RunningServer.JsonAsync(asked);

        var summary = created.GetProperty("report").GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("section").GetString() == "summary");
        var sentence = summary.GetProperty("statements").EnumerateArray().ShouldHaveSingleItem();
        sentence.GetProperty("rests_on").GetArrayLength().ShouldBe(1);
        sentence.GetProperty("sources").GetArrayLength().ShouldBeGreaterThan(0);
        created.GetProperty("version").GetProperty("usage").GetProperty("output_tokens").GetInt64().ShouldBe(14);
        html.ShouldContain("There is an allergy to &lt;b&gt;Penicillin&lt;/b&gt;.");
        html.ShouldContain("1 sentence that the model wrote was left out");
        answer.GetProperty("answer").GetProperty("text").GetString().ShouldBe("It is an allergy to <b>Penicillin</b>.");
        answer.GetProperty("usage").GetProperty("input_tokens").GetInt64().ShouldBe(200);
    }
}
