using System.Globalization;

namespace MediAgents.Models.Privacy;

/// <summary>What an identifier is; its name on the wire is the kind in capitals, e.g. <c>[PATIENT_NAME_1]</c>.</summary>
public enum IdentifierKind
{
    PatientName,
    DateOfBirth,
    Phone,
    Email,
    Address,

    /// <summary>A number that a hospital gives: UHID, MRN, admission, bill, sample.</summary>
    HospitalNumber,

    /// <summary>A policy, member, claim or scheme card.</summary>
    InsuranceNumber,

    /// <summary>The twelve digits of an Aadhaar.</summary>
    Aadhaar,

    /// <summary>The fourteen digits of an ABHA.</summary>
    Abha,

    /// <summary>PAN, passport, voter's card and the like.</summary>
    IdentityNumber,
    DoctorName,
    RelativeName,

    /// <summary>Somebody whose part is not told.</summary>
    PersonName,

    /// <summary>Words of the text that look like one of our tokens.</summary>
    Literal,
}

/// <summary>An identifier that the record holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As the record has it; a date as <c>1956-03-07</c>.</param>
public sealed record KnownIdentifier(IdentifierKind Kind, string Value);

/// <summary>The identifying fields of a record, in whatever form the caller has them. Absent ones are null.</summary>
public sealed record RecordIdentifiers
{
    public string? Name { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public IReadOnlyList<string> Phones { get; init; } = [];

    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Lines or parts divided by commas; each part is replaced alone too.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    public IReadOnlyList<string> HospitalNumbers { get; init; } = [];

    public IReadOnlyList<string> InsuranceNumbers { get; init; } = [];

    public IReadOnlyList<string> IdentityNumbers { get; init; } = [];

    /// <summary>Emergency contacts, parents, spouses.</summary>
    public IReadOnlyList<string> RelativeNames { get; init; } = [];

    public IReadOnlyList<string> DoctorNames { get; init; } = [];

    public IReadOnlyList<KnownIdentifier> ToKnown() =>
    [
        .. Each(IdentifierKind.PatientName, [Name]),
        .. Each(IdentifierKind.DateOfBirth, [DateOfBirth?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]),
        .. Each(IdentifierKind.Phone, Phones),
        .. Each(IdentifierKind.Email, Emails),
        .. Each(IdentifierKind.Address, Addresses),
        .. Each(IdentifierKind.HospitalNumber, HospitalNumbers),
        .. Each(IdentifierKind.InsuranceNumber, InsuranceNumbers),
        .. Each(IdentifierKind.IdentityNumber, IdentityNumbers),
        .. Each(IdentifierKind.RelativeName, RelativeNames),
        .. Each(IdentifierKind.DoctorName, DoctorNames),
    ];

    private static IEnumerable<KnownIdentifier> Each(IdentifierKind kind, IEnumerable<string?> values) =>
        values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => new KnownIdentifier(kind, value!.Trim()));
}
