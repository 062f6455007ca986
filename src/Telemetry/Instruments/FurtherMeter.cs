using System.Diagnostics.Metrics;

namespace MediAgents.Telemetry.Instruments;

/// <summary>
/// A meter of a part of this host that measures by itself; registered, it is kept and shown like the host's own. The part's source
/// of spans, if it has one, bears the meter's name.
/// </summary>
public sealed record FurtherMeter(Meter Meter);
