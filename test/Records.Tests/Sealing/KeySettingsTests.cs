using MediAgents.Records.Sealing;

namespace MediAgents.Records.Tests.Sealing;

public sealed class KeySettingsTests : IDisposable
{
    private static readonly string Valid = Convert.ToBase64String(new byte[32]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Keys_are_generated_once_for_loopback_and_said_to_be()
    {
        var options = new KeyOptions { DataDirectory = folder.File("data"), AllowGenerated = true };
        var first = MasterKeys.Load(options);
        var hash = SecretKey.ForUserHashes(options);

        first.Generated.ShouldBeTrue();
        hash.Generated.ShouldBeTrue();
        MasterKeys.Load(options).CurrentId.ShouldBe(first.CurrentId);
        SecretKey.ForUserHashes(options).Bytes.ToArray().ShouldBe(hash.Bytes.ToArray());
        hash.Bytes.ToArray().ShouldNotBe(new byte[32]);
    }

    [Fact]
    public void Generated_keys_are_for_the_server_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var options = new KeyOptions { DataDirectory = folder.File("data"), AllowGenerated = true };
        MasterKeys.Load(options);
        SecretKey.ForUserHashes(options);

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(Path.Combine(options.DataDirectory, "master.key")).ShouldBe(OwnerOnly);
        File.GetUnixFileMode(Path.Combine(options.DataDirectory, "user-hash.key")).ShouldBe(OwnerOnly);
        File.GetUnixFileMode(options.DataDirectory).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
        Directory.GetFiles(options.DataDirectory).Select(File.GetUnixFileMode).ShouldAllBe(mode => mode == OwnerOnly);
    }

    [Fact]
    public async Task Processes_that_start_together_agree_on_the_generated_key()
    {
        for (var round = 0; round < 20; round++)
        {
            var options = new KeyOptions { DataDirectory = folder.File($"data{round}"), AllowGenerated = true };
            using var start = new Barrier(4);
            var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return MasterKeys.Load(options).CurrentId;
                },
                TaskCreationOptions.LongRunning)));
            ids.Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public void Without_loopback_a_missing_key_stops_the_start_even_if_one_was_generated()
    {
        MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, AllowGenerated = true });
        var options = new KeyOptions { DataDirectory = folder.Path };

        Should.Throw<KeySettingException>(() => MasterKeys.Load(options)).Message.ShouldStartWith("ENCRYPTION_KEY: ");
        Should.Throw<KeySettingException>(() => SecretKey.ForUserHashes(options)).Setting.ShouldBe("USER_HASH_KEY");
    }

    [Fact]
    public void A_key_that_is_set_is_used_and_nothing_is_generated()
    {
        var set = MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, EncryptionKey = Valid, AllowGenerated = true });
        set.Generated.ShouldBeFalse();
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();

        File.WriteAllText(folder.File("secret"), Valid + "\n");
        var fromFile = MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, EncryptionKeyFile = folder.File("secret") });
        fromFile.CurrentId.ShouldBe(set.CurrentId);
    }

    [Theory]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")] // 34 bytes
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_malformed_key_stops_the_start_without_being_shown(string value)
    {
        var problem = Should.Throw<KeySettingException>(() => MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, EncryptionKey = value }));
        problem.Setting.ShouldBe("ENCRYPTION_KEY");
        problem.ToString().ShouldNotContain(value);
        Should.Throw<KeySettingException>(() => SecretKey.ForUserHashes(new KeyOptions { DataDirectory = folder.Path, UserHashKey = value }));
    }

    [Fact]
    public void A_key_file_that_is_not_there_stops_the_start()
    {
        var options = new KeyOptions { DataDirectory = folder.Path, EncryptionKeyFile = folder.File("absent") };
        Should.Throw<KeySettingException>(() => MasterKeys.Load(options)).Setting.ShouldBe("ENCRYPTION_KEY_FILE");
    }

    [Fact]
    public void Keys_do_not_show_in_logs()
    {
        new KeyOptions { DataDirectory = folder.Path, EncryptionKey = Valid, UserHashKey = Valid }.ToString().ShouldNotContain(Valid);
        new SecretKey(new byte[32], Generated: false).ToString().ShouldBe("SecretKey");
    }
}
