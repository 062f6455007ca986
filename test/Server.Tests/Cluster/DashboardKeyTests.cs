using System.Text;
using MediAgents.Server.Cluster;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Tests.Cluster;

public sealed class DashboardKeyTests
{
    private const string Key = "key-of-the-dashboard";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_key_there_is_no_dashboard(string? key) => Read(("DASHBOARD_KEY", key)).ShouldBeNull();

    [Fact]
    public void A_short_key_stops_the_start() =>
        Should.Throw<SettingException>(() => Read(("DASHBOARD_KEY", "fifteen-letters"))).Name.ShouldBe("DASHBOARD_KEY");

    [Fact]
    public void It_may_lie_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Key + "\n");
            Read(("DASHBOARD_KEY_FILE", file))!.Admits(Request($"Bearer {Key}")).ShouldBeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_stops_the_start() =>
        Should.Throw<SettingException>(() => Read(("DASHBOARD_KEY_FILE", "/nowhere/key"))).Name.ShouldBe("DASHBOARD_KEY_FILE");

    [Fact]
    public void Its_message_does_not_tell_the_key() =>
        Should.Throw<SettingException>(() => Read(("DASHBOARD_KEY", "short"))).Message.ShouldNotContain("short");

    [Theory]
    [InlineData("Bearer " + Key)]
    [InlineData("bearer  " + Key)]
    public void A_program_sends_it_as_a_token(string header) => Admits(header).ShouldBeTrue();

    [Theory]
    [InlineData("anybody:" + Key)]
    [InlineData(":" + Key)]
    public void A_browser_sends_it_as_the_password_of_whomever(string credentials) => Admits(Basic(credentials)).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(Key)]
    [InlineData("Bearer")]
    [InlineData("Bearer key-of-the-dashboarD")]
    [InlineData("Bearer " + Key + "x")]
    [InlineData("Digest " + Key)]
    [InlineData("Basic " + Key)]
    [InlineData("Basic !!!")]
    public void Anything_else_is_turned_away(string header) => Admits(header).ShouldBeFalse();

    [Theory]
    [InlineData(Key)]
    [InlineData(Key + ":")]
    [InlineData("anybody:wrong")]
    public void Another_password_is_turned_away(string credentials) => Admits(Basic(credentials)).ShouldBeFalse();

    private static bool Admits(string header) => Read(("DASHBOARD_KEY", Key))!.Admits(Request(header));

    private static HttpRequest Request(string header)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = header;
        return request;
    }

    private static string Basic(string credentials) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private static DashboardKey? Read(params (string Name, string? Value)[] settings) =>
        DashboardKey.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, one.Value))).Build());
}
