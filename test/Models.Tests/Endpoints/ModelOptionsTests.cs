using System.Text.RegularExpressions;
using MediAgents.Models.Endpoints;
using MediAgents.Models.OpenAi;

namespace MediAgents.Models.Tests.Endpoints;

public sealed partial class ModelOptionsTests
{
    private const string Secret = "sk-very-secret-1";

    [Fact]
    public void A_key_alone_means_openai()
    {
        var options = Read(("OPENAI_API_KEY", Secret));

        options.OpenAi.ShouldNotBeNull().BaseUrl.ToString().ShouldBe("https://api.openai.com/v1");
        (options.ChatModel, options.EmbeddingModel).ShouldBe(("gpt-4o-mini", "text-embedding-3-small"));
    }

    [Fact]
    public void Another_server_is_asked_for_embeddings_only_where_their_model_is_named()
    {
        Read(("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1")).EmbeddingModel.ShouldBeNull();
        Read(("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1"), ("OPENAI_MODEL_EMBEDDING", "nomic-embed-text")).EmbeddingModel.ShouldBe("nomic-embed-text");
    }

    [Fact]
    public void Every_setting_that_is_read_is_documented_and_every_documented_one_is_read()
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        ModelOptionsReader.Read(name =>
        {
            read.Add(name);
            return null;
        });
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "models.md")))
            folder = folder.Parent.ShouldNotBeNull();
        var settings = File.ReadAllText(Path.Combine(folder.FullName, "docs", "models.md")).Split("\n## ").Single(section => section.StartsWith("Settings", StringComparison.Ordinal));
        var documented = SettingName().Matches(settings).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        read.Where(name => !name.EndsWith("_FILE", StringComparison.Ordinal)).ShouldBe(documented, ignoreOrder: true);
    }

    [Fact]
    public void Nothing_set_is_nothing_configured()
    {
        var options = Read();

        (options.OpenAi ?? options.Report ?? options.Local ?? options.Fallback).ShouldBeNull();
    }

    [Theory]
    [InlineData("OPENAI_BASE_URL", "ftp://host/v1")]
    [InlineData("OPENAI_BASE_URL", "localhost:8000")]
    [InlineData("OPENAI_BASE_URL", "http://user:pass@host/v1")]
    [InlineData("OPENAI_BASE_URL", "https://host/v1?key=1")]
    [InlineData("OPENAI_BASE_URL", "http://models.example.org/v1")]
    [InlineData("OPENAI_API_KEY", "has blanks in it")]
    [InlineData("OPENAI_API_KEY_FILE", "/no/such/file")]
    [InlineData("REPORT_MODEL_BASE_URL", "http://models.example.org/v1")]
    [InlineData("REPORT_MODEL_API_KEY", "abc")]
    [InlineData("LOCAL_MODEL_BASE_URL", "https://api.openai.com/v1")]
    [InlineData("LOCAL_MODEL_BASE_URL", "http://8.8.8.8/v1")]
    [InlineData("LOCAL_MODEL", "gpt-oss:120b-cloud")]
    [InlineData("LOCAL_MODEL", "alone")]
    [InlineData("LOCAL_MODEL_EMBEDDING", "alone")]
    [InlineData("MODEL_FALLBACK", "alone")]
    [InlineData("MODEL_TEMPERATURE", "3")]
    [InlineData("MODEL_TEMPERATURE", "warm")]
    [InlineData("MODEL_TIMEOUT_SECONDS", "0")]
    [InlineData("MODEL_RETRIES", "-1")]
    [InlineData("MODEL_RETRIES", "1.5")]
    [InlineData("MODEL_CONCURRENCY", "0")]
    [InlineData("MODEL_RUN_COST", "five")]
    [InlineData("MODEL_PRICES", "gpt=cheap")]
    [InlineData("MODEL_CURRENCY", "EUR")]
    [InlineData("AGENT_MODELS", "cardiologist")]
    [InlineData("AGENT_MODELS", "cardiologist=")]
    [InlineData("AGENT_MODELS", "cardiologist=a;9")]
    [InlineData("AGENT_MODELS", "cardiologist=a,cardiologist=b")]
    public void A_wrong_value_is_told_by_its_settings_name(string name, string value)
    {
        var failure = Should.Throw<ModelSettingException>(() => Read((name, value)));

        failure.Name.ShouldBe(name);
        failure.Message.ShouldStartWith($"{name}: ");
    }

    [Theory]
    [InlineData("OPENAI_BASE_URL", "http://asha:geheim@models.example.org/v1")]
    [InlineData("OPENAI_API_KEY", "sk-secret with blanks")]
    [InlineData("OPENAI_API_KEY_FILE", "/home/asha/keys/openai")]
    [InlineData("LOCAL_MODEL_BASE_URL", "https://models.example.org/v1")]
    [InlineData("AGENT_MODELS", "cardio=sk-secret;hot")]
    public void A_wrong_value_is_not_repeated(string name, string value) =>
        Should.Throw<ModelSettingException>(() => Read((name, value))).ToString().ShouldNotContain(value);

    [Theory]
    [InlineData("REPORT_MODEL", "REPORT_MODEL_BASE_URL", "http://127.0.0.1:1/v1")]
    [InlineData("LOCAL_MODEL", "LOCAL_MODEL_BASE_URL", "http://127.0.0.1:1/v1")]
    [InlineData("MODEL_FALLBACK", "MODEL_FALLBACK_BASE_URL", "http://127.0.0.1:1/v1")]
    [InlineData("MODEL_PRICES", "MODEL_RUN_COST", "5")]
    [InlineData("OPENAI_API_KEY_FILE", "OPENAI_API_KEY", Secret, "OPENAI_API_KEY_FILE", "/some/file")]
    public void A_setting_that_lacks_another_says_which(string named, params string[] pairs) =>
        Should.Throw<ModelSettingException>(() => Read([.. pairs.Chunk(2).Select(pair => (pair[0], pair[1]))])).Name.ShouldBe(named);

    [Theory]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://[::1]:8000/v1")]
    [InlineData("http://192.168.1.20:8000/v1")]
    [InlineData("http://10.0.0.5/v1")]
    [InlineData("http://ollama:11434/v1")]
    [InlineData("http://vllm.models.svc.cluster.local:8000/v1")]
    public void An_address_of_the_machine_or_its_network_may_be_local(string url) =>
        Read(("LOCAL_MODEL_BASE_URL", url), ("LOCAL_MODEL", "m")).Local.ShouldNotBeNull().IsLocal.ShouldBeTrue();

    [Fact]
    public void A_key_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"{Secret}\n");

            Read(("OPENAI_API_KEY_FILE", file)).OpenAi.ShouldNotBeNull().Key.ShouldNotBeNull().Reveal().ShouldBe(Secret);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void No_text_of_the_options_shows_a_key()
    {
        var options = Read(("OPENAI_API_KEY", Secret), ("LOCAL_MODEL_BASE_URL", "http://localhost/v1"), ("LOCAL_MODEL", "m"), ("LOCAL_MODEL_API_KEY", Secret));

        foreach (var text in new[] { options.ToString(), $"{options.OpenAi}", $"{options.Local}", $"{options.OpenAi!.Key}", System.Text.Json.JsonSerializer.Serialize(options.OpenAi) })
            text.ShouldNotContain(Secret);
    }

    private static ModelOptions Read(params (string Name, string Value)[] settings)
    {
        var values = settings.ToDictionary(one => one.Name, one => one.Value);
        return ModelOptionsReader.Read(values.GetValueOrDefault);
    }

    [GeneratedRegex("(?<=`)(OPENAI|REPORT|LOCAL|MODEL|AGENT)_[A-Z_]+(?=`)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
