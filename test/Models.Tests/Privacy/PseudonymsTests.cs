using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Models.Privacy;

namespace MediAgents.Models.Tests.Privacy;

public sealed class PseudonymsTests
{
    private static readonly string[] Odd =
    [
        "[PATIENT_NAME_1]", "[PATIENT_NAME_1.2]", "[LITERAL_1]", "[PHONE_", "[", "]", "[[", "[patient_name_1]", "_1]", "Asha", "asha", "Asha Sharma", "9876543210", "+91 98765 43210",
        "asha@example.org", "Dr. Rao", "dr rao said", "S/o Ramesh", "2345 6789 0123", "\n", " ", "é", "😀", "\\u0041", "\"", "{", "नाम: आशा", "Patient Name: ", "UHID: 12-345/A", "Address: 4 Lake Road\n",
    ];

    [Fact]
    public void Putting_back_what_was_replaced_gives_the_text_again() =>
        Prop.ForAll(TextsOf(Odd), text =>
            {
                var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Asha Sharma", Phones = ["9876543210"] }.ToKnown());
                return pseudonyms.Restore(pseudonyms.Replace(text)) == text;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Putting_back_gives_any_text_again() =>
        Prop.ForAll<NonNull<string>>(text =>
            {
                var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Asha Sharma" }.ToKnown());
                return pseudonyms.Restore(pseudonyms.Replace(text.Get)) == text.Get;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_of_a_planted_identifier_is_left() =>
        Prop.ForAll(PlantedRecord.Any, planted =>
            {
                var pseudonyms = new Pseudonyms(planted.Identifiers.ToKnown());
                var sent = PseudonymText.Token().Replace(pseudonyms.Replace(planted.Text), "|");
                return planted.Planted.All(identifier => !Holds(sent, identifier))
                    && pseudonyms.Restore(pseudonyms.Replace(planted.Text)) == planted.Text;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_stream_that_is_cut_anywhere_is_put_back_as_the_whole() =>
        Prop.ForAll(PlantedRecord.Any, Gen.Choose(1, 9).ToArbitrary(), (planted, length) =>
            {
                var pseudonyms = new Pseudonyms(planted.Identifiers.ToKnown());
                var sent = pseudonyms.Replace(planted.Text) + " [NOT_OURS_9] [";
                var restorer = new StreamRestorer(pseudonyms.Restore);
                var came = new StringBuilder();
                for (var at = 0; at < sent.Length; at += length)
                    came.Append(restorer.Add(sent.Substring(at, Math.Min(length, sent.Length - at))));
                return came.Append(restorer.Flush()).ToString() == pseudonyms.Restore(sent);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_stream_holds_back_only_what_may_be_a_token()
    {
        var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Asha" }.ToKnown());
        pseudonyms.Replace("Asha");
        var restorer = new StreamRestorer(pseudonyms.Restore);

        restorer.Add("Dear [PATI").ShouldBe("Dear ");
        restorer.Add("ENT_NAME_1").ShouldBe("");
        restorer.Add("], hello [see the note").ShouldBe("Asha, hello [see the note");
        restorer.Add(" below] [").ShouldBe(" below] ");
        restorer.Flush().ShouldBe("[");
    }

    [Fact]
    public void The_same_person_has_one_number_and_each_way_of_writing_its_own_token()
    {
        var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Asha Sharma" }.ToKnown());

        pseudonyms.Replace("Asha Sharma, then ASHA, then Asha Sharma").ShouldBe("[PATIENT_NAME_1], then [PATIENT_NAME_1.2], then [PATIENT_NAME_1]");
        pseudonyms.Replace("sharma").ShouldBe("[PATIENT_NAME_1.3]");
        pseudonyms.Restore("[patient_name_1] and [PATIENT_NAME_9]").ShouldBe("Asha Sharma and [PATIENT_NAME_9]");
    }

    [Fact]
    public async Task Many_agents_at_once_share_one_table()
    {
        var pseudonyms = new Pseudonyms();
        var texts = Enumerable.Range(0, 2000).Select(number => $"Call 98765{number % 50:00000} or 91234{number % 40:00000}.").ToList();
        var sent = new string[texts.Count];

        await Parallel.ForAsync(0, texts.Count, (at, _) =>
        {
            sent[at] = pseudonyms.Replace(texts[at]);
            return ValueTask.CompletedTask;
        });

        sent.Select(pseudonyms.Restore).ShouldBe(texts);
        sent.Distinct().Count().ShouldBe(texts.Distinct().Count());
    }

    [Fact]
    public void Words_put_back_into_json_stay_json()
    {
        var pseudonyms = new Pseudonyms(new RecordIdentifiers { Addresses = ["4 \"Lotus\" Lane\nPune"] }.ToKnown());
        var token = pseudonyms.Replace("4 \"Lotus\" Lane\nPune");

        using var json = System.Text.Json.JsonDocument.Parse(pseudonyms.RestoreInJson($$"""{"address":"{{token}}"}"""));

        json.RootElement.GetProperty("address").GetString().ShouldBe("4 \"Lotus\" Lane\nPune");
    }

    [Fact]
    public void It_does_not_show_what_it_holds()
    {
        var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Asha Sharma" }.ToKnown());
        pseudonyms.Replace("Asha Sharma");

        pseudonyms.ToString().ShouldBe("1 pseudonyms");
    }

    private static Arbitrary<string> TextsOf(string[] parts) =>
        Gen.ArrayOf(Gen.Elements(parts)).Select(string.Concat).ToArbitrary();

    /// <summary>Short names are looked for as words: "Li" is no part of "earlier".</summary>
    private static bool Holds(string text, string identifier) => Bare(identifier).Length < 6
        ? text.Split([' ', '.', ',', ':', ';', '(', ')', '|', '\n']).Contains(identifier, StringComparer.OrdinalIgnoreCase)
        : Bare(text).Contains(Bare(identifier), StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters and digits only, so that a divided number counts as the number.</summary>
    private static string Bare(string text) => string.Concat(text.Where(letter => char.IsLetterOrDigit(letter) || letter == '|' || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark));
}
