using MediAgents.Records.Identity;

namespace MediAgents.Storage.Postgres.Settings;

/// <summary>The fingerprint of <c>USER_HASH_KEY</c> in the database.</summary>
internal sealed class PostgresUserHashKeyRecord(PostgresDatabase database) : IUserHashKeyRecord
{
    private const string Name = "user_hash_key";

    private static readonly string InsertSetting = PostgresSql.Read("Settings/insert_setting.sql");
    private static readonly string ReadSetting = PostgresSql.Read("Settings/read_setting.sql");

    /// <inheritdoc />
    public string GetOrAdd(string fingerprint) => database.Use(connection =>
    {
        using var insert = connection.Command(InsertSetting).With(Name).With(fingerprint);
        insert.ExecuteNonQuery();
        using var read = connection.Command(ReadSetting).With(Name);
        return (string)read.ExecuteScalar()!;
    });
}
