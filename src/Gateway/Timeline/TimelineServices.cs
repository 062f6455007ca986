using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Idempotency;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Timeline;

/// <summary>What the timeline's endpoints need; one for all requests.</summary>
public sealed class TimelineServices(
    ITimelineStore store,
    PatientResolver patients,
    IdempotentRequests idempotency,
    IAuditTrail trail,
    TimeProvider time)
{
    public ITimelineStore Store { get; } = store;

    public PatientResolver Patients { get; } = patients;

    public IdempotentRequests Idempotency { get; } = idempotency;

    public IAuditTrail Trail { get; } = trail;

    public TimeProvider Time { get; } = time;
}
