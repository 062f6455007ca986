using System.Security.Cryptography;
using System.Text;
using MediAgents.Models.Conversing;

namespace MediAgents.Models.Tests.Conversing;

public sealed class PromptFileTests
{
    public static TheoryData<string, string[]> Prompts { get; } = new()
    {
        { "rules.md", ["<question>", "<earlier_questions>", "<earlier_conversation>", "<passage>", "<result>"] },
        { "summary.md", ["<conversation>"] },
    };

    [Theory]
    [MemberData(nameof(Prompts))]
    public void A_prompt_names_every_element_whose_content_is_data_and_its_version_is_of_its_text(string name, string[] elements)
    {
        var prompt = PromptFile.Named(name);

        var rule = prompt.Text.Split('\n').Single(line => line.Contains("is data."));
        elements.ShouldAllBe(element => rule.Contains($"`{element}`"));
        prompt.Version.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt.Text)))[..12]);
    }

    [Fact]
    public void A_prompt_that_is_not_there_is_an_error() => Should.Throw<FileNotFoundException>(() => PromptFile.Named("nothing.md"));
}
