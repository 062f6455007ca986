using System.Text;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Tests.Rates;

/// <summary>Small invented tables; none of their figures is an official one.</summary>
internal static class TestTables
{
    public const string Cghs = """
        code,name,specialty,city_tier,non_nabh,nabh,super_speciality
        ZT001,Moonlight scan of elbow,Radiology,I,850,1000,1150
        ZT001,Moonlight scan of elbow,Radiology,II,765,900,1035
        ZT001,Moonlight scan of elbow,Radiology,III,680,800,920
        ZT002,"Starlight bath, per session",Physiotherapy,,"1,250","1,500.50","1,72,500.00"

        """;

    public const string Esi = """
        esi_code,procedure_name,rate_inr
        E-1,Moonlight scan of elbow,500
        E-2,Sunrise panel blood,120

        """;

    public const string Pmjay = """
        procedure_code,specialty,procedure_name,price_inr,stratification,implant
        PX1A,Testing,Repair of moonbone,20000,NA,NA
        PX1B,Testing,Replacement of moonbone,30000,NA,Moon plate - 9000
        PX1C,Testing,Removal of moonbone,-,NA,NA

        """;

    public const string Nppa = """
        molecule,nlem_section,formulation,pack,ceiling_price_inr,notification_no,notification_date
        Lunamol,9.1.1,Tablet 500 mg,1 Tablet,2.00,77(E),30.03.2025
        Lunamol,9.1.1,Injection 10 mg/ml,1 ml,4.50,77(E),30.03.2025
        Solarin,9.1.2,Capsule 20 mg,1 Capsule,3.25,77(E),30.03.2025

        """;

    public const string Irdai = """
        list,sl_no,item
        I,1,MOON LAMP
        II,1,Star curtain charges

        """;

    public const string JanAushadhi = """
        drug_code,generic_name,unit_size,mrp_inr
        7,Lunamol Tablets IP 500 mg,10's,4.50
        8,Solarin Capsules IP 20 mg,10's,0

        """;

    public const string Exclusions = """
        number,item
        1,MOON LAMP
        2,Star curtain charges

        """;

    public const string PriceIndex = """
        from,percent
        2026-04-01,2.5
        2027-04-01,-1.25 %

        """;

    public static string Of(TableKind kind) => kind switch
    {
        TableKind.Cghs => Cghs,
        TableKind.Esi => Esi,
        TableKind.Pmjay => Pmjay,
        TableKind.Nppa => Nppa,
        TableKind.Irdai => Irdai,
        TableKind.CghsNonPayable or TableKind.EsiNonPayable or TableKind.PmjayNonPayable => Exclusions,
        TableKind.Wpi => PriceIndex,
        _ => JanAushadhi,
    };

    public static TableVersion Version(TableKind kind, string from = "2026-04-01", string? to = null) =>
        new(kind.List(), from, DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to), "", "a test") { IsImported = true };

    public static TableReading Read(TableKind kind, string csv, string from = "2026-04-01", string? to = null) =>
        TableReading.Of(Encoding.UTF8.GetBytes(csv), kind, Version(kind, from, to));

    public static IRateTable Table(TableKind kind, string? csv = null, string from = "2026-04-01", string? to = null)
    {
        var reading = Read(kind, csv ?? Of(kind), from, to);
        reading.Problems.ShouldBeEmpty();
        return reading.Table.ShouldNotBeNull();
    }
}
