using System.Globalization;
using MediAgents.Gateway.Files;
using MediAgents.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Bills;

/// <summary>Reads the multipart form of <c>POST /analyze</c>.</summary>
internal static class AnalyzeForm
{
    public static async Task<(AnalyzeRequest Request, UploadedFile File)> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken)
    {
        var (form, file) = await UploadForm.ReadAsync(request, maxMegabytes, cancellationToken);
        var fields = new AnalyzeRequest
        {
            UserId = form["user_id"],
            DocId = form["doc_id"],
            InsuranceType = form["insurance_type"],
            CityTier = form["city_tier"],
            Nabh = Flag(form, "nabh"),
            SuperSpeciality = Flag(form, "super_speciality"),
            Ward = form["ward"],
            ServiceDate = form["service_date"],
            RoomRentLimitInr = Rupees(form, "room_rent_limit_inr"),
            Language = form["language"],
        };
        return (fields, file);
    }

    private static decimal? Rupees(IFormCollection form, string field)
    {
        var value = form[field].ToString();
        return value.Length == 0 ? null
            : decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is an amount of INR a day, written in figures only."));
    }

    private static bool? Flag(IFormCollection form, string field)
    {
        var value = form[field].ToString();
        return value.Length == 0 ? null
            : bool.TryParse(value, out var flag) ? flag
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is true or false."));
    }
}
