using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

public sealed class NonPayableIndexTests
{
    [Theory]
    [InlineData("Surgical gloves 7.5", "I", 56)]
    [InlineData("Crepe bandage 6 inch", "I", 16)]
    [InlineData("Telephone charges", "I", 14)]
    [InlineData("Toothbrush", "II", 13)]
    [InlineData("House keeping charges", "II", 22)]
    [InlineData("Gauze", "III", 8)]
    [InlineData("Registration charges", "IV", 1)]
    [InlineData("Thermometre", "I", 41)]
    [InlineData("Regn. Charges", "IV", 1)]
    [InlineData("A.C. Charges", "II", 23)]
    [InlineData("O2 Mask (Adult)", "I", 62)]
    [InlineData("Dietician charges", "IV", 9)]
    [InlineData("ग्लव्स (दस्ताने)", "I", 56)]
    [InlineData("ইউরোব্যাগ", "IV", 18)]
    [InlineData("ஜெராக்ஸ் கட்டணம்", "I", 32)]
    [InlineData("AC charges (semi private)", "II", 23)]
    [InlineData("Spiro-metre", "I", 37)]
    [InlineData("Mask 2 ply, roll", "I", 60)]
    public void A_listed_item_is_found(string wording, string list, int number)
    {
        var item = RateBook.Shipped.NonPayable.Index.Match(wording).ShouldNotBeNull();

        (item.List, item.Number).ShouldBe((list, number));
    }

    [Theory]
    [InlineData("Cap Omeprazole 20 mg")]
    [InlineData("Nursing charges")]
    [InlineData("Room rent")]
    [InlineData("Oxygen cylinder")]
    [InlineData("Complete Blood Count")]
    [InlineData("Total Knee Replacement")]
    [InlineData("Hot pack therapy per session")]
    [InlineData("Spirometry")]
    [InlineData("Private room (A/C)")]
    [InlineData("AC suite, per day")]
    [InlineData("ए.सी. कमरा किराया")]
    [InlineData("এসি কেবিন চার্জ")]
    [InlineData("ஏ.சி. அறை வாடகை")]
    [InlineData("கொழுப்பு பரிசோதனை (Lipid profile)")]
    public void Other_charges_are_not(string wording) => RateBook.Shipped.NonPayable.Index.Match(wording).ShouldBeNull();
}
