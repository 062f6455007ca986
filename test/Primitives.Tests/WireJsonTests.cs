using System.Text.Json;

namespace MediAgents.Primitives.Tests;

public sealed class WireJsonTests
{
    [Fact]
    public void Names_and_enum_words_are_snake_case_and_what_is_absent_is_left_out()
    {
        var json = JsonSerializer.Serialize(new Sample("a", ConfidenceLevel.High, null, new PatientId("ab12")), WireJson.Options);

        json.ShouldBe("""{"first_name":"a","its_level":"high","patient":"ab12"}""");
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var sample = new Sample("é \"₹\" <b>", ConfidenceLevel.Refused, 3, new PatientId("ab12"));

        var json = JsonSerializer.Serialize(sample, WireJson.Options);

        json.ShouldContain("é");
        json.ShouldContain("₹");
        JsonSerializer.Deserialize<Sample>(json, WireJson.Options).ShouldBe(sample);
    }

    [Fact]
    public void Keys_of_dictionaries_stay_as_they_are() =>
        JsonSerializer.Serialize(new Dictionary<string, int> { ["Topic-1#What"] = 1 }, WireJson.Options).ShouldBe("""{"Topic-1#What":1}""");

    [Fact]
    public void A_patient_is_a_string_and_nothing_else() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PatientId>("null", WireJson.Options));

    [Fact]
    public void The_options_cannot_be_changed_by_one_of_their_users() => WireJson.Options.IsReadOnly.ShouldBeTrue();

    [Fact]
    public void A_hash_is_abbreviated_for_logs()
    {
        new PatientId(new string('a', 64)).Abbreviated.ShouldBe("aaaaaaaaaaaa");
        new PatientId("ab").Abbreviated.ShouldBe("ab");
    }

    private sealed record Sample(string FirstName, ConfidenceLevel ItsLevel, int? Count, PatientId Patient);
}
