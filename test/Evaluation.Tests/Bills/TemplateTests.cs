using MediAgents.Evaluation.Bills.Printing;

namespace MediAgents.Evaluation.Tests.Bills;

public sealed class TemplateTests
{
    [Fact]
    public void Values_are_escaped_lists_repeat_and_names_are_found_outwards()
    {
        var template = new Template("<p>{{name}}</p>{{#rows}}<i>{{n}} {{name}}</i>{{/rows}}{{#yes}}Y{{/yes}}{{#no}}N{{/no}}{{#absent}}A{{/absent}}");

        var html = template.Render(new()
        {
            ["name"] = "A & B",
            ["rows"] = new List<View> { new() { ["n"] = "1" }, new() { ["n"] = "2", ["name"] = "own" } },
            ["yes"] = true,
            ["no"] = false,
        });

        html.ShouldBe("<p>A &amp; B</p><i>1 A &amp; B</i><i>2 own</i>Y");
    }

    [Theory]
    [InlineData("{{#a}}")]
    [InlineData("{{/a}}")]
    [InlineData("{{#a}}{{#b}}{{/a}}{{/b}}")]
    public void Sections_that_do_not_close_are_refused(string template)
    {
        Should.Throw<FormatException>(() => new Template(template));
    }
}
