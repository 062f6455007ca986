using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Clinical.Extraction;

namespace MediAgents.Clinical.Tests.Extraction;

public sealed class EventExtractorTests
{
    private static readonly string[] Pieces =
    [
        "Diagnosis: ", "Tab. ", "Metformin 500 mg ", "1-0-1 ", "x 5 days", "BP 120/80", "Hb 9.8 g/dL ", "12.0 - 15.0", "03/04/2024 ", "31/02/2024", "DOB: ",
        "\n", "\n\n", "\t", "    ", "  ", "|", "no ", "? ", "fever, ", "K/C/O HTN ", "Impression: ", "USG abdomen: ", "underwent CABG ", "allergic to ", "Penicillin",
        "BCG 01/01/2024", "\r\n", "\u0000", "😀", "दिनांक: ", "ﬁ", "(", ")", "....", "99999999999999999999", "-", "Rx\n", "1. ", "and ", "İ", "\u00A0",
    ];

    private static Arbitrary<string[]> Papers() =>
        Gen.ListOf(Gen.ListOf(Gen.Elements(Pieces)).Select(pieces => string.Concat(pieces))).Select(pages => pages.ToArray()).ToArbitrary();

    [Fact]
    public void Whatever_the_text_evidence_is_verbatim_and_fields_keep_their_limits() => Prop.ForAll(Papers(), pages =>
    {
        foreach (var found in EventExtractor.Extract(pages, Sample.Received))
        {
            var evidence = found.Evidence;
            pages[evidence.Page - 1][evidence.Start..evidence.End].ShouldBe(evidence.Quote);
            evidence.Quote.Length.ShouldBeInRange(1, 1000);
            found.Title.Length.ShouldBeInRange(1, 200);
            (found.Description?.Length ?? 0).ShouldBeLessThanOrEqualTo(4000);
            found.Measurements.Count.ShouldBeLessThanOrEqualTo(50);
            found.Date.Start.ShouldBeLessThanOrEqualTo(Sample.Received.AddDays(1));
            if (found.Ended is { } ended)
                ended.ShouldBeGreaterThanOrEqualTo(found.Date);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Tab. Metformin 500 mg OD ")]
    [InlineData("Hb 9.8 g/dL 12.0 - 15.0 \n")]
    [InlineData("if no ? suspected fever, rule out ")]
    [InlineData("Diagnosis: hypertension; ")]
    [InlineData("12/12/2024 ")]
    [InlineData("((((((((((((((((")]
    [InlineData("                  a")]
    [InlineData("a-b_c.d:e;")]
    public void Fifty_pages_of_anything_take_seconds_and_hold_at_most_500_events(string piece)
    {
        var text = new StringBuilder();
        while (text.Length < EventExtractor.MostCharacters / 20)
            text.Append(piece);
        var watch = Stopwatch.StartNew();

        var events = EventExtractor.Extract([text.ToString()], Sample.Received);

        events.Count.ShouldBeLessThanOrEqualTo(EventExtractor.MostEvents);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Date: 03/03/2024", "2024-03-03")]
    [InlineData("Date: 3-3-24", "2024-03-03")]
    [InlineData("Date: 03.03.2024", "2024-03-03")]
    [InlineData("Dated 3rd March 2024", "2024-03-03")]
    [InlineData("Date: 3rd of March, 2024", "2024-03-03")]
    [InlineData("Date: 03-Mar-24", "2024-03-03")]
    [InlineData("Date: March 3, 2024", "2024-03-03")]
    [InlineData("Date: 2024-03-03", "2024-03-03")]
    [InlineData("Date: 03/22/2024", "2024-03-22")]
    [InlineData("Date: 04/03/2024   Seen before on 03/22/2024", "2024-04-03")]
    [InlineData("दिनांक: 03/03/2024", "2024-03-03")]
    [InlineData("No date at all", "2025-12-01")]
    [InlineData("Date: 03/03/2029", "2025-12-01")]
    public void A_document_is_dated_as_its_country_writes(string head, string date) =>
        EventExtractor.Extract([$"{head}\nDiagnosis: Asthma"], Sample.Received).Single(one => one.Type == ExtractedEventType.Diagnosis).Date.ToString().ShouldBe(date);

    [Theory]
    [InlineData("DOB: 01/02/1970")]
    [InlineData("Date of Birth 01/02/1970")]
    [InlineData("Born on 01/02/1970, 01/02/1970")]
    [InlineData("Next due: 01/02/2025")]
    public void A_birth_date_and_a_date_to_come_are_no_events(string head) =>
        EventExtractor.Extract([$"{head}\nDiagnosis: Asthma"], Sample.Received).ShouldAllBe(one => one.Date.ToString() == "2025-12-01");

    [Theory]
    [InlineData("Diagnosis: No evidence of diabetes")]
    [InlineData("Diagnosis: Dengue ruled out")]
    [InlineData("Diagnosis: ? Malaria")]
    [InlineData("Diagnosis: Rule out tuberculosis")]
    [InlineData("Past history: DM - no, HTN: nil")]
    [InlineData("Past history: father had diabetes, mother is hypertensive")]
    [InlineData("Family history: diabetes, hypertension")]
    [InlineData("History of no asthma. Not a known case of diabetes.")]
    [InlineData("K/C/O none. No DM, no HTN,\nepilepsy or asthma")]
    [InlineData("Complaints: no fever, cough or cold")]
    [InlineData("Allergies: NKDA")]
    [InlineData("Allergy: No known drug allergies")]
    [InlineData("Drug allergy - Nil")]
    [InlineData("Stop Tab. Diclofenac 50 mg BD")]
    [InlineData("Avoid Inj. Gentamicin 80 mg")]
    [InlineData("Advised total knee replacement. Refused angioplasty.")]
    [InlineData("Plan: MRI brain, USG abdomen: to be done")]
    [InlineData("Target HbA1c < 7 %")]
    [InlineData("Vaccination due: Pentavalent")]
    public void What_did_not_happen_to_the_patient_is_no_event(string text) =>
        EventExtractor.Extract([text], Sample.Received).Select(one => $"{one.Type} {one.Title}").ShouldBeEmpty();

    [Fact]
    public void The_same_thing_said_twice_is_one_event() =>
        EventExtractor.Extract(["Diagnosis: Hypertension\nK/C/O HTN\n\fDiagnosis: HTN"], Sample.Received).Count.ShouldBe(1);

    [Fact]
    public void A_long_panel_is_parted_so_that_each_value_stands_in_its_quote()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 60).Select(row => $"Analyte {(char)('A' + (row % 26))}{row}                         {row}.5        mg/dL         10.0 - 50.0"));

        var events = EventExtractor.Extract([$"SOME LABORATORY\nSPECIAL PANEL\n{rows}"], Sample.Received);

        events.Sum(one => one.Measurements.Count).ShouldBe(60);
        events.ShouldAllBe(one => one.Measurements.All(measured => one.Evidence.Quote.Contains(measured.Text)));
    }
}
