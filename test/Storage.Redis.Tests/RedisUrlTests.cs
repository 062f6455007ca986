namespace MediAgents.Storage.Redis.Tests;

public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://cache", "cache", 6379, 0, null, null, false)]
    [InlineData("redis://cache:7000/3", "cache", 7000, 3, null, null, false)]
    [InlineData("redis://:p%40ss%2Fw%23rd%3F@cache:7000/0", "cache", 7000, 0, null, "p@ss/w#rd?", false)]
    [InlineData("rediss://asha:secret@cache", "cache", 6379, 0, "asha", "secret", true)]
    [InlineData("redis://[::1]:6380/", "::1", 6380, 0, null, null, false)]
    public void A_url_is_read_as_it_says(string text, string host, int port, int database, string? user, string? password, bool overTls)
    {
        var url = RedisUrl.Parse(text);
        (url.Host, url.Port, url.Database, url.User, url.Password, url.OverTls).ShouldBe((host, port, database, user, password, overTls));
    }

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://:secret@cache")]
    [InlineData("redis://:secret@cache/sessions")]
    [InlineData("redis://:secret@cache/-1")]
    [InlineData("redis://:secret@cache/0?ssl=true")]
    [InlineData("")]
    public void What_is_no_such_url_is_refused_and_not_repeated(string text) =>
        Should.Throw<FormatException>(() => RedisUrl.Parse(text)).Message.ShouldNotContain("secret");

    [Fact]
    public void It_shows_itself_without_the_password() =>
        RedisUrl.Parse("redis://asha:secret@cache:7000/3").ToString().ShouldBe("redis://cache:7000/3");
}
