using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Comparing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Comparing;

public sealed class ReportDiffTests
{
    [Fact]
    public void A_report_does_not_differ_from_itself()
    {
        var diff = ReportDiff.Between(TestRecord.Ravi().Draft(), TestRecord.Ravi().Draft());

        diff.Sections.Count.ShouldBe(Enum.GetValues<ReportSection>().Length);
        diff.Sections.ShouldAllBe(section => section.Added.Count + section.Removed.Count + section.Changed.Count == 0);
        diff.Sections.Sum(section => section.Unchanged).ShouldBe(TestRecord.Ravi().Draft().Parts.Sum(part => part.Statements.Count));
    }

    [Fact]
    public void A_new_value_changes_its_trend_and_takes_back_the_recommendation()
    {
        var diff = ReportDiff.Between(TestRecord.Ravi().Draft(), TestRecord.Ravi().Lab("2026-10-01", "HbA1c", 5.5m, "%", 4m, 5.6m).Draft());

        var labs = Of(diff, ReportSection.Labs);
        labs.Changed.ShouldHaveSingleItem().After.Text.ShouldStartWith("HbA1c: 5.5 %");
        (labs.Added.Count, labs.Removed.Count).ShouldBe((0, 0));
        Of(diff, ReportSection.Recommendations).Removed.Select(statement => statement.Rule!.Name).ShouldBe(["lab_out_of_range", "hba1c_due"]);
        Of(diff, ReportSection.Timeline).Added.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_reworded_event_is_changed_and_not_one_removed_and_one_added()
    {
        var before = new TestRecord().Event(EventType.Note, "2026-01-01", "Felt ill").Draft();
        var after = new TestRecord().Event(EventType.Note, "2026-01-01", "Felt unwell", version: 2).Draft();

        var timeline = Of(ReportDiff.Between(before, after), ReportSection.Timeline);

        timeline.Changed.ShouldHaveSingleItem().Before.Text.ShouldBe("Note: Felt ill");
        (timeline.Added.Count, timeline.Removed.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void A_new_version_of_a_source_is_a_change_although_the_words_stayed()
    {
        var before = new TestRecord().Event(EventType.Note, "2026-01-01", "Felt ill").Draft();
        var after = new TestRecord().Event(EventType.Note, "2026-01-01", "Felt ill", version: 2).Draft();

        Of(ReportDiff.Between(before, after), ReportSection.Timeline).Changed.ShouldHaveSingleItem();
    }

    [Fact]
    public void Swapping_the_versions_swaps_added_and_removed()
    {
        var (one, other) = (TestRecord.Ravi().Draft(), new TestRecord().Profile(new PatientProfile { Name = "Asha" }).Draft());
        var (forth, back) = (ReportDiff.Between(one, other), ReportDiff.Between(other, one));

        foreach (var section in Enum.GetValues<ReportSection>())
        {
            Ids(Of(forth, section).Added).ShouldBe(Ids(Of(back, section).Removed));
            Ids(Of(forth, section).Removed).ShouldBe(Ids(Of(back, section).Added));
            Of(forth, section).Changed.Count.ShouldBe(Of(back, section).Changed.Count);
        }
    }

    private static SectionDiff Of(ReportDiff diff, ReportSection section) => diff.Sections.Single(one => one.Section == section);

    private static List<string> Ids(IEnumerable<ReportStatement> statements) => [.. statements.Select(statement => statement.Id)];
}
