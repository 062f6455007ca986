using MediAgents.Storage.Postgres;

namespace MediAgents.Storage.Tests.Postgres;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://asha:secret@db.example.org:6432/records", "db.example.org", 6432, "asha", "secret", "records")]
    [InlineData("postgres://asha@db/records", "db", 5432, "asha", null, "records")]
    [InlineData("postgresql://a%40b:p%2Fw%3A%23%3F@[::1]:6432/my%20records", "::1", 6432, "a@b", "p/w:#?", "my records")]
    [InlineData("postgresql://asha@localhost/records?host=%2Frun%2Fpostgresql", "/run/postgresql", 5432, "asha", null, "records")]
    public void A_url_names_all_parts(string url, string host, int port, string user, string? password, string database)
    {
        var parts = PostgresUrl.Parse(url).ToBuilder();
        (parts.Host, parts.Port, parts.Username, parts.Password, parts.Database).ShouldBe((host, port, user, password, database));
    }

    [Theory]
    [InlineData("verify-full", Npgsql.SslMode.VerifyFull)]
    [InlineData("disable", Npgsql.SslMode.Disable)]
    public void Encryption_is_asked_for_as_usual(string mode, Npgsql.SslMode expected)
    {
        var parts = PostgresUrl.Parse($"postgresql://asha@db/records?sslmode={mode}&sslrootcert=%2Fetc%2Fca.pem").ToBuilder();
        (parts.SslMode, parts.RootCertificate).ShouldBe((expected, "/etc/ca.pem"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("records")]
    [InlineData("sqlite:///records.db")]
    [InlineData("Host=db;Password=secret")]
    [InlineData("postgresql://asha:secret@db")]
    [InlineData("postgresql://asha:secret@db/")]
    [InlineData("postgresql://asha:secret@db/a/b")]
    [InlineData("postgresql://db/records")]
    [InlineData("postgresql://asha:secret@/records")]
    [InlineData("postgresql://asha:secret@db:port/records")]
    [InlineData("postgresql://asha:secret@db/records?sslmode=secret")]
    [InlineData("postgresql://asha:secret@db/records?options=secret")]
    public void What_is_no_such_url_is_refused_without_repeating_it(string url) =>
        Should.Throw<FormatException>(() => PostgresUrl.Parse(url)).Message.ShouldNotContain("secret");

    [Fact]
    public void The_password_is_not_shown()
    {
        var url = PostgresUrl.Parse("postgresql://asha:secret@db/records");
        url.ToString().ShouldBe("postgresql://db:5432/records");
        new PostgresOptions { Database = url }.ToString().ShouldNotContain("secret");
    }
}
