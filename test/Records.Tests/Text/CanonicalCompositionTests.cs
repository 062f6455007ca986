using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Records.Text;

namespace MediAgents.Records.Tests.Text;

public sealed class CanonicalCompositionTests
{
    [Fact]
    public void The_framework_alone_would_not_compose()
    {
        // The reason this class exists. Should this fail one day, the framework does it and the class can go.
        "Jose\u0301".Normalize(NormalizationForm.FormC).ShouldBe("Jose\u0301");
    }

    [Theory]
    [InlineData("Jose\u0301", "Jos\u00e9")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")] // Hangul
    [InlineData("\u0928\u093c", "\u0929")] // Devanagari nukta
    [InlineData("\u0958", "\u0915\u093c")] // a composition exclusion stays apart
    [InlineData("\u09c7\u09be", "\u09cb")] // Bengali vowel in two parts
    [InlineData("\u0b92\u0bd7", "\u0b94")] // Tamil
    [InlineData("q\u0307\u0323", "q\u0323\u0307")] // marks in canonical order
    [InlineData("a\u0328\u0301", "\u0105\u0301")] // composed past a mark of another class
    [InlineData("\u212b", "\u00c5")] // the angstrom sign is a letter
    [InlineData("\ud834\udd5e", "\ud834\udd57\ud834\udd65")] // beyond the basic plane
    public void Text_is_composed(string text, string composed) =>
        CanonicalComposition.Normalize(text).ShouldBe(composed);

    [Fact]
    public void Every_character_composes_as_in_the_Unicode_database()
    {
        // The hash of the same strings under Python's unicodedata 14.0.0, an independent implementation.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var point = 0; point < 0x30000; point++)
        {
            if (!Rune.IsValid(point))
                continue;
            var character = new Rune(point).ToString();
            foreach (var text in (string[])[character, "a" + character, character + "\u0323\u0307", "\u0928\u0301" + character + "\u093c"])
                hash.AppendData(Encoding.UTF8.GetBytes(CanonicalComposition.Normalize(text) + "\n"));
        }

        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe("7235767ba6211db2c35db346154636008ee98ddb17443b81142f98b2ed31b695");
    }

    [Fact]
    public void Composing_twice_changes_nothing()
    {
        var marks = Gen.Elements('\u0301', '\u0323', '\u0307', '\u093c', '\u09be', '\u09c7', '\u1161', '\u11a8', '\u1100', 'a', '\u0928', '\u00e9');
        Prop.ForAll(marks.ArrayOf().ToArbitrary(), characters =>
        {
            var once = CanonicalComposition.Normalize(new string(characters));
            return CanonicalComposition.Normalize(once) == once;
        }).QuickCheckThrowOnFailure();
    }
}
