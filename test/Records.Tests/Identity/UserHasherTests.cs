using MediAgents.Records.Identity;

namespace MediAgents.Records.Tests.Identity;

public sealed class UserHasherTests
{
    private readonly UserHasher hasher = new(new byte[32]);

    [Fact]
    public void A_patient_is_the_keyed_hash_of_the_user()
    {
        // HMAC-SHA256 under 32 zero bytes.
        hasher.Hash("asha").Hash.ShouldBe("f71e28f32a0cf1ecfe08d9e36f1a4c2e07a5f22b52c24f6786c2f186aa42c006");
    }

    [Fact]
    public void Another_key_makes_another_patient() =>
        new UserHasher(Enumerable.Repeat((byte)1, 32).ToArray()).Hash("asha").ShouldNotBe(hasher.Hash("asha"));

    [Theory]
    [InlineData("asha", "  asha\u00a0")]
    [InlineData("Jos\u00e9", "Jose\u0301")]
    [InlineData("\u0929", "\u0928\u093c")]
    public void Spellings_of_one_name_are_one_patient(string one, string other) =>
        hasher.Hash(other).ShouldBe(hasher.Hash(one));

    [Theory]
    [InlineData("asha", "Asha")]
    [InlineData("asha", "as ha")]
    public void Different_names_are_different_patients(string one, string other) =>
        hasher.Hash(other).ShouldNotBe(hasher.Hash(one));

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData(" \t ", "empty")]
    [InlineData("a\u0000b", "control")]
    [InlineData("a\nb", "control")]
    [InlineData("a\u0085b", "control")]
    public void A_bad_id_is_refused_with_its_reason(string? userId, string reason)
    {
        hasher.TryHash(userId, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().Reason.ShouldContain(reason);
        Should.Throw<InvalidUserIdException>(() => hasher.Hash(userId)).Problem.ShouldBe(problem);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        // Attributes cannot carry unpaired surrogates, hence no theory.
        foreach (var userId in (string[])["a\ud800b", "a\udc00", "\ud800"])
        {
            hasher.TryHash(userId, out _, out var problem).ShouldBeFalse();
            problem.ShouldNotBeNull().Reason.ShouldContain("Unicode");
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(10_000_000, false)]
    public void Ids_have_1_to_256_characters(int length, bool accepted) =>
        hasher.TryHash(new string('a', length), out _, out _).ShouldBe(accepted);

    [Fact]
    public void The_limit_counts_what_is_composed()
    {
        var decomposed = string.Concat(Enumerable.Repeat("e\u0301", 256));
        hasher.Hash(decomposed).ShouldBe(hasher.Hash(new string('\u00e9', 256)));
    }
}
