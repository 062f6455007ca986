using MediAgents.Models.Privacy;

namespace MediAgents.Models.Tests.Privacy;

/// <summary>What is found without knowing the record: by shape, by label, by title.</summary>
public sealed class IdentifierPatternTests
{
    [Theory]
    [InlineData("Write to asha.k@mail.example.co.in today", "asha.k@mail.example.co.in", "EMAIL")]
    [InlineData("ABHA address asha123@abdm", "asha123@abdm", "EMAIL")]
    [InlineData("Call 9876543210.", "9876543210", "PHONE")]
    [InlineData("Call +91-98765 43210 now", "+91-98765 43210", "PHONE")]
    [InlineData("Ph: 080-2345 6789", "080-2345 6789", "PHONE")]
    [InlineData("whatsapp no. (022) 2345678", "(022) 2345678", "PHONE")]
    [InlineData("+44 20 7946 0958 is his", "+44 20 7946 0958", "PHONE")]
    [InlineData("Aadhaar 2345 6789 0123", "2345 6789 0123", "AADHAAR")]
    [InlineData("uid XXXX-XXXX-0123", "XXXX-XXXX-0123", "AADHAAR")]
    [InlineData("ABHA 91-1234-5678-9012", "91-1234-5678-9012", "ABHA")]
    [InlineData("PAN ABCDE1234F", "ABCDE1234F", "IDENTITY_NUMBER")]
    [InlineData("Passport No: K1234567", "K1234567", "IDENTITY_NUMBER")]
    [InlineData("Policy No. HLT/2023/000981", "HLT/2023/000981", "INSURANCE_NUMBER")]
    [InlineData("Member ID: TPA-77812", "TPA-77812", "INSURANCE_NUMBER")]
    [InlineData("CGHS card no 4456123", "4456123", "INSURANCE_NUMBER")]
    [InlineData("UHID: SKH.1234567", "SKH.1234567", "HOSPITAL_NUMBER")]
    [InlineData("MRN 00-12-34", "00-12-34", "HOSPITAL_NUMBER")]
    [InlineData("IP No: 2023/IP/4411", "2023/IP/4411", "HOSPITAL_NUMBER")]
    [InlineData("Bill No.: B-99812", "B-99812", "HOSPITAL_NUMBER")]
    [InlineData("DOB: 07/03/1956", "07/03/1956", "DATE_OF_BIRTH")]
    [InlineData("date of birth 7 March 1956", "7 March 1956", "DATE_OF_BIRTH")]
    [InlineData("Born on March 7, 1956", "March 7, 1956", "DATE_OF_BIRTH")]
    [InlineData("Address: 14 Lotus Lane, Pune\nDiet: soft", "14 Lotus Lane, Pune", "ADDRESS")]
    [InlineData("PIN code 560034", "560034", "ADDRESS")]
    [InlineData("S/o Ramesh Kumar", "Ramesh Kumar", "RELATIVE_NAME")]
    [InlineData("Emergency contact: Sunita Devi, 9876543210", "Sunita Devi", "RELATIVE_NAME")]
    [InlineData("my wife Sunita has", "Sunita", "RELATIVE_NAME")]
    [InlineData("seen by Dr. K. Venkatesh today", "K. Venkatesh", "DOCTOR_NAME")]
    [InlineData("dr sharma told me", "sharma", "DOCTOR_NAME")]
    [InlineData("Consultant: Anita Desai", "Anita Desai", "DOCTOR_NAME")]
    [InlineData("Patient Name: Asha Rani Sharma  Age: 45", "Asha Rani Sharma", "PATIENT_NAME")]
    [InlineData("Patient Name : MR. ASHOK KUMAR Age 60", "ASHOK KUMAR", "PATIENT_NAME")]
    [InlineData("my name is asha sharma and I have pain", "asha sharma", "PATIENT_NAME")]
    [InlineData("Name: Asha Sharma\nSex: F", "Asha Sharma", "PATIENT_NAME")]
    [InlineData("रोगी का नाम: आशा शर्मा", "आशा शर्मा", "PATIENT_NAME")]
    [InlineData("Mrs. Kamala Nair was admitted", "Kamala Nair", "PERSON_NAME")]
    [InlineData("श्रीमती कमला को", "कमला", "PERSON_NAME")]
    public void An_identifier_is_replaced_whole(string text, string identifier, string kind)
    {
        var replaced = new Pseudonyms().Replace(text);

        replaced.ShouldNotContain(identifier, Case.Sensitive);
        replaced.ShouldContain($"[{kind}_1]", Case.Sensitive);
        foreach (var word in identifier.Split(' ').Where(word => word.Length > 3))
            replaced.ShouldNotContain(word, Case.Sensitive);
    }

    [Theory]
    [InlineData("BP 140/90 mmHg, pulse 88/min, SpO2 97 %.")]
    [InlineData("Hb 11.2 g/dL, WBC 12,400, Platelet count - 150000 /uL, ESR 34.")]
    [InlineData("Troponin I 0.04 ng/mL on 12/05/2025 at 14:30, repeat 0.9.")]
    [InlineData("Tab. Metoprolol 25 mg twice a day for 14 days.")]
    [InlineData("ICD-10 I20.9, SNOMED 194828000, LOINC 2160-0.")]
    [InlineData("Billed ₹1,23,456.00 for 3 days in ward; allowed Rs 98765.50.")]
    [InlineData("I am 45 years old and have had crushing chest pain since yesterday.")]
    [InlineData("The doctor advised an MRI of the lumbar spine (L4-L5).")]
    [InlineData("Angina may be caused by effort; it will settle with rest.")]
    [InlineData("Known case of type 2 diabetes for 10 years, HbA1c 8.1 %.")]
    [InlineData("Patient is afebrile. Patient has no allergies.")]
    public void Clinical_words_and_figures_stay(string text) => new Pseudonyms().Replace(text).ShouldBe(text);

    [Fact]
    public void A_name_that_is_also_a_word_counts_only_with_a_capital()
    {
        var pseudonyms = new Pseudonyms(new RecordIdentifiers { Name = "Joy Brown" }.ToKnown());

        pseudonyms.Replace("Joy felt no joy at brown sputum, said Brown; JOY and joy brown.")
            .ShouldBe("[PATIENT_NAME_1] felt no joy at brown sputum, said [PATIENT_NAME_1.2]; [PATIENT_NAME_1.3] and [PATIENT_NAME_1.4].");
    }

    [Fact]
    public void A_long_text_is_read_in_one_pass_of_each_pattern()
    {
        var line = "Patient resting, no new complaints, chest clear, abdomen soft, plan unchanged: continue tablets. ";
        var text = string.Concat(Enumerable.Repeat(line, 2000)) + "Patient Name: Asha Sharma";

        new Pseudonyms().Replace(text).ShouldEndWith("Patient Name: [PATIENT_NAME_1]");
    }
}
