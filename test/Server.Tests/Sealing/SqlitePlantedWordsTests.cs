namespace MediAgents.Server.Tests.Sealing;

public sealed class SqlitePlantedWordsTests : PlantedWordsTests
{
    protected override (string Name, string Value)[] Settings => [];

    [Fact]
    public Task No_file_of_a_server_on_SQLite_holds_a_patients_words() => ShouldNotBeFoundAsync();
}
