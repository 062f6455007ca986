namespace MediAgents.Clinical.Tests;

public sealed class NoticesTests
{
    [Fact]
    public void The_notice_is_one_sentence() => Notices.NotADiagnosis.Count(c => c == '.').ShouldBe(1);
}
