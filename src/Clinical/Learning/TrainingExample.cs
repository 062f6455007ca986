namespace MediAgents.Clinical.Learning;

/// <summary>One labelled text as the trainer sees it: its features by name and its measures.</summary>
internal sealed class TrainingExample(int label) : IFeatureSink
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<double> figures = [];

    public int Label => label;

    public IReadOnlyCollection<string> Names => names;

    public IReadOnlyList<double> Figures => figures;

    public void Mentions(ReadOnlySpan<char> name, int first, int last) => names.Add(name.ToString());

    public void Measures(int measure, double value)
    {
        while (figures.Count <= measure)
            figures.Add(0);
        figures[measure] = value;
    }
}
