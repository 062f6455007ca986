namespace MediAgents.Telemetry.Series;

using Label = KeyValuePair<string, object?>;

/// <summary>Finds the series of labels without copying them. Every instrument is recorded with its labels in one order.</summary>
internal sealed class LabelComparer : IEqualityComparer<Label[]>, IAlternateEqualityComparer<ReadOnlySpan<Label>, Label[]>
{
    public static LabelComparer Instance { get; } = new();

    public bool Equals(Label[]? one, Label[]? other) => one is not null && other is not null && Equals(one.AsSpan(), other);

    public bool Equals(ReadOnlySpan<Label> alternate, Label[] other)
    {
        if (alternate.Length != other.Length)
            return false;
        for (var i = 0; i < other.Length; i++)
        {
            if (alternate[i].Key != other[i].Key || !Equals(alternate[i].Value, other[i].Value))
                return false;
        }

        return true;
    }

    public int GetHashCode(Label[] labels) => GetHashCode(labels.AsSpan());

    public int GetHashCode(ReadOnlySpan<Label> alternate)
    {
        // The names are the instrument's, the same for all of its series.
        var hash = new HashCode();
        foreach (var (_, value) in alternate)
            hash.Add(value);
        return hash.ToHashCode();
    }

    public Label[] Create(ReadOnlySpan<Label> alternate) => alternate.ToArray();
}
