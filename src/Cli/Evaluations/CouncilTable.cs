using MediAgents.Evaluation.Council;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a council report on the console.</summary>
internal static class CouncilTable
{
    public static void Write(CouncilReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]council[/] on {report.Dataset}, {report.Cases} questions");
        var table = new Table().AddColumns("", "council", "one agent");
        Add("points made", one => $"{one.Coverage:0.000} ({one.CoverageCi.Low:0.00}-{one.CoverageCi.High:0.00})");
        foreach (var kind in report.Council.CoverageByKind.Keys)
            Add($"  {Spoken(kind)}", one => $"{one.CoverageByKind[kind]:0.000}");
        Add("topics cited", one => $"{one.Cited:0.000}");
        Add("exactly the right agents", one => $"{one.RightAgents:0.000} ({one.RightAgentsCi.Low:0.00}-{one.RightAgentsCi.High:0.00})");
        Add("right agents asked", one => $"{one.AgentsAsked:0.000}");
        Add("cited statements supported", one => $"{one.Supported:0.000}");
        Add("refused", one => $"{one.Refused}");
        Add("says what it must not", one => $"{one.SaysWhatItMustNot}");
        Add("emergencies advised first", one => $"{one.RedFlagsFirst} of {one.RedFlags}");
        Add("false alarms", one => $"{one.FalseAlarms}");
        Add("disagreements named", one => $"{one.DisagreementsNamed} of {one.Disagreements}");
        Add("false disagreements", one => $"{one.FalseDisagreements}");
        Add("tokens a question", one => $"{one.MeanTokens:0}");
        Add("milliseconds, median / most", one => $"{one.MedianMilliseconds:0} / {one.SlowestMilliseconds:0}");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"points made, council less one agent: [bold]{report.Gain:+0.000;-0.000}[/] ({report.GainCi.Low:+0.000;-0.000} to {report.GainCi.High:+0.000;-0.000})");

        void Add(string name, Func<CouncilFigures, string> figure) => table.AddRow(name, figure(report.Council), figure(report.Baseline));
    }

    private static string Spoken(CouncilKind kind) => kind switch
    {
        CouncilKind.Simple => "of one field",
        CouncilKind.Complex => "of several fields",
        CouncilKind.Conflict => "fields differ",
        _ => "emergencies",
    };
}
