using MediAgents.Server.Settings;

namespace MediAgents.Server.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("MEDIAGENTS_SETTINGS", null);
        File.Delete(path);
    }

    [Fact]
    public void Lines_are_settings_and_comments_are_not()
    {
        Write("# limits\nMAX_QUERY_LENGTH=12\n\n USER_HASH_KEY = a=b= \n");

        var settings = SettingsFile.Load();

        settings["MAX_QUERY_LENGTH"].ShouldBe("12");
        settings["USER_HASH_KEY"].ShouldBe("a=b=");
    }

    [Fact]
    public void A_line_that_is_no_setting_is_named_by_its_number_only()
    {
        Write("MAX_QUERY_LENGTH=12\nsecret words\n");

        var wrong = Should.Throw<SettingException>(() => SettingsFile.Load());

        wrong.Message.ShouldContain("line 2");
        wrong.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void A_named_file_must_be_there()
    {
        Environment.SetEnvironmentVariable("MEDIAGENTS_SETTINGS", path + ".absent");

        Should.Throw<SettingException>(() => SettingsFile.Load()).Name.ShouldBe("MEDIAGENTS_SETTINGS");
    }

    private void Write(string text)
    {
        File.WriteAllText(path, text);
        Environment.SetEnvironmentVariable("MEDIAGENTS_SETTINGS", path);
    }
}
