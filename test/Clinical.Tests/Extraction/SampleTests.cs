using MediAgents.Clinical.Extraction;
using Xunit.Abstractions;

namespace MediAgents.Clinical.Tests.Extraction;

/// <summary>What the rules find in the samples, against what a reader would note.</summary>
public sealed class SampleTests(ITestOutputHelper output)
{
    public static TheoryData<Sample> All { get; } = [.. Sample.BeforeRules, .. Sample.AfterRules];

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_found_that_a_reader_would_not_note(Sample sample) =>
        Comparison.Of(sample).Extra.Select(Describe).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_found_has_the_details_of_the_text(Sample sample) => Comparison.Of(sample).Lacking.ShouldBeEmpty();

    [Fact]
    public void All_but_one_of_the_noted_events_are_found()
    {
        var missed = Sample.BeforeRules.Concat(Sample.AfterRules).SelectMany(sample => Comparison.Of(sample).Missed.Select(one => $"{sample.Name}: {one}")).ToList();

        missed.ForEach(output.WriteLine);
        missed.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Evidence_is_verbatim_where_it_says(Sample sample)
    {
        foreach (var found in sample.Extract())
        {
            var evidence = found.Evidence;
            sample.Pages[evidence.Page - 1][evidence.Start..evidence.End].ShouldBe(evidence.Quote);
            evidence.Quote.Length.ShouldBeInRange(1, 1000);
            evidence.Confidence.ShouldBeInRange(0.5, 1);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_line_ends_of_Windows_change_nothing(Sample sample)
    {
        List<string> pages = [.. sample.Pages.Select(page => page.Replace("\n", "\r\n", StringComparison.Ordinal))];

        EventExtractor.Extract(pages, Sample.Received).Select(Essence).ShouldBe(sample.Extract().Select(Essence));
    }

    private static string Essence(ExtractedEvent found) => $"{found.Type} {found.Date} {found.Title} {found.Description} {string.Join(';', found.Measurements)}";

    private static string Describe(ExtractedEvent found) => $"{found.Type} {found.Date} {found.Title}: {found.Evidence.Quote}";

    /// <summary>Each expected event takes the best of what was found.</summary>
    private sealed record Comparison(IReadOnlyList<ExpectedEvent> Missed, IReadOnlyList<string> Lacking, IReadOnlyList<ExtractedEvent> Extra)
    {
        public static Comparison Of(Sample sample)
        {
            var found = sample.Extract().ToList();
            var missed = new List<ExpectedEvent>();
            var lacking = new List<string>();
            foreach (var expected in sample.Expected)
            {
                var best = found.Where(expected.IsMetBy).MinBy(one => expected.MissingIn(one).Count());
                if (best is null)
                {
                    if (!expected.Optional)
                        missed.Add(expected);
                    continue;
                }

                lacking.AddRange(expected.MissingIn(best).Select(detail => $"{best.Title} lacks {detail}"));
                found.Remove(best);
            }

            return new Comparison(missed, lacking, found);
        }
    }
}
