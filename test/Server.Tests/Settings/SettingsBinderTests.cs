using MediAgents.Gateway;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Tests.Settings;

public sealed class SettingsBinderTests
{
    [Fact]
    public void A_setting_fills_the_property_of_its_name()
    {
        var options = Bind(("MAX_QUERY_LENGTH", "77"), ("MAX_FILE_SIZE_MB", "3"));

        options.MaxQueryLength.ShouldBe(77);
        options.MaxFileSizeMb.ShouldBe(3);
    }

    [Fact]
    public void An_absent_or_empty_setting_keeps_the_default()
    {
        Bind(("MAX_QUERY_LENGTH", "")).MaxQueryLength.ShouldBe(1000);
        Bind().ProcessingTimeoutSeconds.ShouldBe(300);
    }

    [Theory]
    [InlineData("MAX_QUERY_LENGTH", "many")]
    [InlineData("MAX_QUERY_LENGTH", "0")]
    [InlineData("MAX_QUERY_LENGTH", "-1")]
    [InlineData("PROCESSING_TIMEOUT_SECONDS", "NaN-ish")]
    [InlineData("MAX_FILE_SIZE_MB", "120.01")]
    [InlineData("PROCESSING_TIMEOUT_SECONDS", "0")]
    public void A_wrong_value_is_refused_by_the_settings_name(string name, string value) =>
        Should.Throw<SettingException>(() => Bind((name, value))).Name.ShouldBe(name);

    private static GatewayOptions Bind(params (string Name, string Value)[] settings) => SettingsBinder.Bind<GatewayOptions>(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)))
            .Build());
}
