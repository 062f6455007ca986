using MediAgents.Contract.Stores;
using MediAgents.Storage.Tests.Postgres;

namespace MediAgents.Server.Tests.Sealing;

[NeedsPostgres]
public sealed class PostgresPlantedWordsTests(PostgresServer database) : PlantedWordsTests, IClassFixture<PostgresServer>
{
    private string url = "";
    private string files = "";

    protected override (string Name, string Value)[] Settings => [("DATABASE_URL", url)];

    protected override IReadOnlyList<string> StoreFolders => [files];

    [StoreFact]
    public async Task No_file_of_a_server_on_PostgreSQL_holds_a_patients_words()
    {
        url = database.SettingOf(await database.CreateDatabaseAsync());
        files = await database.FindFolderAsync();
        await ShouldNotBeFoundAsync();
    }
}
