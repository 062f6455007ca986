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
    public void A_command_may_give_the_key()
    {
        var set = MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, EncryptionKey = Valid });

        MasterKeys.Load(WithCommand($"echo {Valid}")).CurrentId.ShouldBe(set.CurrentId);
    }

    [Theory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("no-such-program-anywhere 2>/dev/null", "exit code 127")]
    [InlineData("echo c2VjcmV0", "32 bytes")]
    [InlineData("yes", "more than a key")]
    [InlineData("read line && echo $line", "exit code 1")] // nobody is there to answer
    public void A_command_that_gives_no_key_stops_the_start(string line, string told)
    {
        var problem = Should.Throw<KeySettingException>(() => MasterKeys.Load(WithCommand(line)));

        problem.Setting.ShouldBe("ENCRYPTION_KEY_COMMAND");
        problem.Message.ShouldContain(told);
        problem.ToString().ShouldNotContain("c2VjcmV0");
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("sleep 60 & echo later")] // a child of its own holds the output open
    public void A_command_that_takes_too_long_is_ended(string line)
    {
        var problem = Should.Throw<KeySettingException>(() => KeyCommand.Run("ENCRYPTION_KEY_COMMAND", line, TimeSpan.FromMilliseconds(200)));

        problem.Message.ShouldContain("longer than");
    }

    [Fact]
    public void Two_sources_of_one_key_stop_the_start()
    {
        var options = WithCommand($"echo {Valid}") with { EncryptionKey = Valid };

        Should.Throw<KeySettingException>(() => MasterKeys.Load(options)).Message.ShouldContain("only one of");
    }

    [Fact]
    public void Older_keys_are_a_list_and_a_malformed_one_stops_the_start()
    {
        var older = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        var options = new KeyOptions { DataDirectory = folder.Path, EncryptionKey = Valid, OldEncryptionKeys = $" {older} ,{Valid}," };
        var olderId = MasterKeys.Load(options with { EncryptionKey = older }).CurrentId;

        MasterKeys.Load(options).Holds(olderId).ShouldBeTrue();
        MasterKeys.Load(options with { OldEncryptionKeys = null }).Holds(olderId).ShouldBeFalse();
        Should.Throw<KeySettingException>(() => MasterKeys.Load(options with { OldEncryptionKeys = "c2hvcnQ=" })).Setting.ShouldBe("ENCRYPTION_KEYS_OLD");
    }

    [Fact]
    public void Keys_do_not_show_in_logs()
    {
        new KeyOptions { DataDirectory = folder.Path, EncryptionKey = Valid, UserHashKey = Valid }.ToString().ShouldNotContain(Valid);
        new SecretKey(new byte[32], Generated: false).ToString().ShouldBe("SecretKey");
    }

    private KeyOptions WithCommand(string line) => new() { DataDirectory = folder.Path, EncryptionKeyCommand = line };
}
