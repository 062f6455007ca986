using MediAgents.Primitives;

namespace MediAgents.Records.Profiles;

/// <summary>Who the patient is, as they say (requirement E6). All of it is sealed.</summary>
public sealed record PatientProfile
{
    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>other</c>, <c>unknown</c>, as in FHIR's administrative gender.</summary>
    public string? Sex { get; init; }

    /// <summary>ABO and Rh, e.g. <c>O+</c>.</summary>
    public string? BloodGroup { get; init; }

    /// <summary>7 to 15 digits, with or without a leading +, spaces and hyphens allowed.</summary>
    public string? Phone { get; init; }

    /// <summary>At most 254 characters.</summary>
    public string? Email { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Address { get; init; }

    /// <summary>Preferred language of answers and letters: <c>english</c>, <c>hindi</c>, <c>bengali</c>, <c>tamil</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Standing conditions, at most 100 of 200 characters.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>At most 100.</summary>
    public IReadOnlyList<ProfileAllergy> Allergies { get; init; } = [];

    /// <summary>Taken now, at most 100.</summary>
    public IReadOnlyList<ProfileMedicine> Medicines { get; init; } = [];

    public ProfileInsurance? Insurance { get; init; }

    public EmergencyContact? EmergencyContact { get; init; }

    /// <summary>True: nothing of this record goes to a model but one of the local endpoint.</summary>
    public bool LocalModelsOnly { get; init; }
}

/// <param name="Substance">At most 200 characters.</param>
/// <param name="Reaction">At most 200 characters.</param>
public sealed record ProfileAllergy(string Substance, string? Reaction = null);

/// <param name="Name">At most 200 characters.</param>
/// <param name="Dose">As prescribed, e.g. <c>500 mg</c>; at most 100 characters.</param>
/// <param name="Frequency">As prescribed, e.g. <c>twice a day</c>; at most 100 characters.</param>
public sealed record ProfileMedicine(string Name, string? Dose = null, string? Frequency = null);

/// <param name="Type"><c>cghs</c>, <c>esi</c>, <c>pmjay</c>, <c>private</c>, <c>none</c>.</param>
/// <param name="Insurer">At most 200 characters.</param>
/// <param name="PolicyNumber">At most 64 characters.</param>
public sealed record ProfileInsurance(string Type, string? Insurer = null, string? PolicyNumber = null);

/// <param name="Name">At most 200 characters.</param>
/// <param name="Phone">As of the profile.</param>
/// <param name="Relation">At most 100 characters.</param>
public sealed record EmergencyContact(string Name, string Phone, string? Relation = null);

/// <param name="Version">1, 2, 3 ...; the ETag.</param>
/// <param name="Profile">What it says.</param>
/// <param name="UpdatedAt">When this version was stored.</param>
public sealed record StoredProfile(int Version, PatientProfile Profile, DateTimeOffset UpdatedAt);

/// <summary>Profiles, one a patient, sealed. Earlier versions are kept. Each call appends to the audit trail in its own transaction.</summary>
public interface IProfileStore
{
    ValueTask<StoredProfile?> FindAsync(PatientScope scope, CancellationToken cancellationToken = default);

    /// <summary>Stores a version; durable when this returns.</summary>
    /// <param name="scope">Who writes whose profile.</param>
    /// <param name="profile">The whole profile.</param>
    /// <param name="expectedVersion">The version it is based on; 0 for the first.</param>
    /// <param name="cancellationToken">Ends the wait; the profile may have been stored.</param>
    /// <returns>The stored profile; null when somebody was faster: nothing was stored.</returns>
    ValueTask<StoredProfile?> PutAsync(PatientScope scope, PatientProfile profile, int expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>All versions, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredProfile>> HistoryAsync(PatientScope scope, CancellationToken cancellationToken = default);
}
