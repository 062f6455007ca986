using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;

namespace MediAgents.Bench.Audit;

/// <summary>A bill of 200 lines: the rules alone, and whole over POST /analyze with everything stored durably.</summary>
internal static class AuditScenario
{
    private const int WarmUps = 30;
    private const int Rounds = 100;

    public static async Task RunAsync(TextWriter output)
    {
        var bill = LongBill.Text();
        var options = new AuditOptions { InsuranceType = InsuranceType.Cghs, CityTier = CityTier.I, Nabh = true, SuperSpeciality = false, Ward = Ward.SemiPrivate };
        var found = BillAudit.Audit(new BillText(bill), options);
        await output.WriteLineAsync($"lines read: {found.LineItems.Count}, findings: {found.Findings.Count}");

        var reading = await MeasureAsync(() => Task.FromResult(BillReader.Read(new BillText(bill))));
        var rules = await MeasureAsync(() => Task.FromResult(BillAudit.Audit(new BillText(bill), options)));
        var whole = await OverHttpAsync(bill);
        await WriteAsync(output, "reading only (baseline)", reading);
        await WriteAsync(output, "audit of 200 lines", rules);
        await WriteAsync(output, "POST /analyze, stored", whole);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"audit / reading {rules.P50 / reading.P50:0.0}, whole / audit {whole.P50 / rules.P50:0.00}"));
    }

    private static async Task<(double P50, double P99)> OverHttpAsync(string bill)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        try
        {
            await using var app = ServerHost.Build(SettingsFile.Load(new Dictionary<string, string?>
            {
                ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["LOG_LEVEL"] = "error",
            }));
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(bill));
            return await MeasureAsync(async () =>
            {
                var request = new { user_id = "bench", file_content = content, insurance_type = "cghs", city_tier = "I", nabh = true };
                using var response = await client.PostAsJsonAsync("/analyze", request);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsByteArrayAsync();
            });
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(double P50, double P99)> MeasureAsync<T>(Func<Task<T>> action)
    {
        var times = new List<double>();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            await action();
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        return (times[Rounds / 2], times[Rounds * 99 / 100]);
    }

    private static Task WriteAsync(TextWriter output, string name, (double P50, double P99) milliseconds) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-34} p50 {milliseconds.P50,7:0.00} ms   p99 {milliseconds.P99,7:0.00} ms"));
}
