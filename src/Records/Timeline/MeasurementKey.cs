namespace MediAgents.Records.Timeline;

/// <summary>
/// What makes values one series: the same test, whatever it is called, in the same unit, however it is written. Values in
/// different units are not comparable and never one series.
/// </summary>
/// <param name="Test">The test's canonical name (<see cref="LabNames"/>).</param>
/// <param name="Unit">Without white space and case; empty for values without one.</param>
public readonly record struct MeasurementKey(string Test, string Unit)
{
    /// <summary>Null for a name without a letter or digit: it tells no test.</summary>
    public static MeasurementKey? Of(Measurement measurement) =>
        LabNames.Canonical(measurement.Name) is { Length: > 0 } test ? Of(test, measurement.Unit) : null;

    /// <param name="test">The canonical name.</param>
    /// <param name="unit">As printed.</param>
    public static MeasurementKey Of(string test, string? unit) => new(test, Folded(unit));

    public override string ToString() => $"{Test}|{Unit}";

    private static string Folded(string? unit) =>
        unit is null ? "" : string.Concat(unit.Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant().Replace('\u00b5', 'u').Replace('\u03bc', 'u');
}
