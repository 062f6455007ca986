using MediAgents.Billing.Matching.Indic;

namespace MediAgents.Billing.Tests.Matching.Indic;

public sealed class OperationsTests
{
    [Theory]
    [InlineData("tonsil|removal", "tonsillectomy")]
    [InlineData("tonsil|removal|surgery", "tonsillectomy")]
    [InlineData("laparoscopic|gall bladder||removal", "laparoscopic|cholecystectomy")]
    [InlineData("umbilical|hernia|operation", "umbilical hernia repair")]
    [InlineData("suture|removal|charges", "suture removal|charges")]
    public void What_is_taken_out_or_mended_names_the_operation(string read, string named) => Named(read).ShouldBe(named);

    [Theory]
    [InlineData("uterus|surgery")]
    [InlineData("removal")]
    [InlineData("tonsil")]
    [InlineData("heart|removal")]
    public void What_may_be_several_operations_stays(string read) => Named(read).ShouldBe(read);

    private static string Named(string read)
    {
        List<string> english = [.. read.Split('|')];
        Operations.Name(english);
        return string.Join('|', english);
    }
}
