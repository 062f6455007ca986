namespace MediAgents.Models.Privacy;

/// <summary>Names of JSON fields whose text identifies somebody whatever it looks like.</summary>
internal static class IdentifyingFields
{
    private static readonly Dictionary<string, IdentifierKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["patient_name"] = IdentifierKind.PatientName,
        ["patient"] = IdentifierKind.PatientName,
        ["date_of_birth"] = IdentifierKind.DateOfBirth,
        ["dob"] = IdentifierKind.DateOfBirth,
        ["birth_date"] = IdentifierKind.DateOfBirth,
        ["phone"] = IdentifierKind.Phone,
        ["mobile"] = IdentifierKind.Phone,
        ["email"] = IdentifierKind.Email,
        ["address"] = IdentifierKind.Address,
        ["uhid"] = IdentifierKind.HospitalNumber,
        ["mrn"] = IdentifierKind.HospitalNumber,
        ["patient_id"] = IdentifierKind.HospitalNumber,
        ["user_id"] = IdentifierKind.HospitalNumber,
        ["bill_number"] = IdentifierKind.HospitalNumber,
        ["policy_number"] = IdentifierKind.InsuranceNumber,
        ["member_id"] = IdentifierKind.InsuranceNumber,
        ["claim_number"] = IdentifierKind.InsuranceNumber,
        ["aadhaar"] = IdentifierKind.Aadhaar,
        ["abha"] = IdentifierKind.Abha,
        ["doctor"] = IdentifierKind.DoctorName,
        ["doctor_name"] = IdentifierKind.DoctorName,
        ["practitioner"] = IdentifierKind.DoctorName,
        ["author"] = IdentifierKind.DoctorName,
        ["relative_name"] = IdentifierKind.RelativeName,
        ["guardian"] = IdentifierKind.RelativeName,
    };

    public static IdentifierKind? KindOf(string field) => Kinds.TryGetValue(field, out var kind) ? kind : null;
}
