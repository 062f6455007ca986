using System.Text;
using MediAgents.Clinical.Extraction;
using Xunit.Abstractions;

namespace MediAgents.Clinical.Tests.Extraction;

public sealed class SampleTests(ITestOutputHelper output)
{
    [Fact]
    public void Report()
    {
        foreach (var sample in Sample.BeforeRules.Concat(Sample.AfterRules))
            output.WriteLine(Describe(sample));
    }

    private static string Describe(Sample sample)
    {
        var text = new StringBuilder($"=== {sample.Name}\n");
        var found = sample.Extract().ToList();
        foreach (var expected in sample.Expected)
        {
            var best = found.Where(expected.IsMetBy).OrderBy(one => expected.MissingIn(one).Count()).FirstOrDefault();
            if (best is null)
                text.Append(expected.Optional ? "" : $"  MISSED {expected}\n");
            else if (expected.MissingIn(best).Any())
                text.Append($"  LACKS {string.Join("; ", expected.MissingIn(best))} in {Line(best)}\n");
            if (best is not null)
                found.Remove(best);
        }

        foreach (var extra in found)
            text.Append($"  EXTRA {Line(extra)}\n");
        return text.ToString();
    }

    private static string Line(ExtractedEvent one) =>
        $"{one.Type} {one.Date} '{one.Title}' ({one.Description}) [{string.Join("; ", one.Measurements.Select(m => $"{m.Name}={m.Text} {m.Unit} {m.Flag}"))}] <{one.Evidence.Quote.Replace("\n", "\\n")}> {one.Evidence.Confidence}";
}
