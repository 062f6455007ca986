using System.Globalization;
using CsvHelper;

namespace MediAgents.Billing.Rates.Import;

/// <summary>A file's columns and rows. Reading stops at the limits, and every fault says where it is.</summary>
internal sealed class TableCsv
{
    public const int MostRows = 200_000;
    public const int MostColumns = 64;
    public const int MostOfCell = 4000;

    private const int MostOfRecord = 100_000;

    private readonly string[] headings;
    private readonly Dictionary<Column, int> places = new(ReferenceEqualityComparer.Instance);

    private TableCsv(string[] headings, IReadOnlyList<TableRow> rows, TableProblems problems) =>
        (this.headings, Rows, Problems) = (headings, rows, problems);

    public IReadOnlyList<TableRow> Rows { get; }

    public TableProblems Problems { get; }

    /// <summary>Null when it could not be read as a table; then <paramref name="problems"/> says why.</summary>
    public static TableCsv? Read(string text, TableProblems problems)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostOfRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            return Read(reader, problems);
        }
        catch (CsvFormatException broken)
        {
            problems.Add("this is no line of a CSV file: a quotation mark is missing or stands within a cell, or the line is too long.", (int)broken.LineNumber);
            return null;
        }
    }

    /// <summary>The place of a column, or -1.</summary>
    public int Find(Column column)
    {
        if (!places.TryGetValue(column, out var place))
            places[column] = place = Array.FindIndex(headings, column.IsCalled);
        return place;
    }

    public bool Has(Column column) => Find(column) >= 0;

    /// <summary>False, with a problem each, if one is missing.</summary>
    public bool Require(params ReadOnlySpan<Column> columns)
    {
        var missing = false;
        foreach (var column in columns)
        {
            if (Has(column))
                continue;
            missing = true;
            Problems.Add($"there is no column {column}; the columns are {Shown.Of(string.Join(", ", headings), 200)}.", 1);
        }

        return !missing;
    }

    private static TableCsv? Read(CsvReader reader, TableProblems problems)
    {
        if (!reader.Read())
        {
            problems.Add("the file has no line of column names.");
            return null;
        }

        var names = Cells(reader).Select(Normal).ToArray();
        if (!AreNames(names, problems))
            return null;
        var rows = new List<TableRow>();
        var table = new TableCsv(names, rows, problems);
        string[] before = [];
        while (reader.Read())
        {
            var (line, cells) = ((int)reader.LineNumber, Cells(reader));
            Share(cells, before);
            before = cells;
            if (rows.Count == MostRows)
            {
                problems.Add($"the file has more than {MostRows} rows.", line);
                return null;
            }

            if (cells.Length != names.Length)
                problems.Add($"the line has {cells.Length} cells, the column names are {names.Length}; a comma in a cell needs quotation marks around it.", line);
            else if (Array.FindIndex(cells, cell => cell.Length > MostOfCell) is var longest and >= 0)
                problems.Add($"the cell is longer than {MostOfCell} characters.", line, longest + 1, names[longest]);
            else
                rows.Add(new(table, line, cells));
        }

        if (rows.Count == 0 && problems.Count == 0)
            problems.Add("the file has no rows.");
        return problems.Count == 0 ? table : null;
    }

    private static string[] Cells(CsvReader reader)
    {
        var cells = new string[Math.Min(reader.FieldCount, MostColumns + 1)];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = OnOneLine(reader.GetString(i));
        return cells;
    }

    /// <summary>What a cell has in common with the one above it is kept once.</summary>
    private static void Share(string[] cells, string[] above)
    {
        for (var i = 0; i < Math.Min(cells.Length, above.Length); i++)
        {
            if (string.Equals(cells[i], above[i], StringComparison.Ordinal))
                cells[i] = above[i];
        }
    }

    private static bool AreNames(string[] names, TableProblems problems)
    {
        if (names.Length > MostColumns)
            problems.Add($"the file has more than {MostColumns} columns.", 1);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && Array.IndexOf(names, names[i]) < i)
                problems.Add("the column name stands twice.", 1, i + 1, Shown.Of(names[i]));
        }

        return problems.Count == 0;
    }

    private static string OnOneLine(string cell) =>
        cell.AsSpan().IndexOfAny("\r\n\t") < 0 && !cell.Contains("  ", StringComparison.Ordinal) ? cell : string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Normal(string heading) => heading.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}

/// <summary>A row with its place in the file.</summary>
internal sealed class TableRow(TableCsv table, int line, string[] cells)
{
    public int Line { get; } = line;

    /// <summary>The cell, without blanks around it; empty where the file has no such column.</summary>
    public string this[Column column] => table.Find(column) is var at and >= 0 ? cells[at] : "";

    /// <summary>The cell; empty is a fault.</summary>
    public string Required(Column column)
    {
        var text = this[column];
        if (text.Length == 0)
            Fault(column, "the cell is empty.");
        return text;
    }

    public void Fault(Column column, string message) => table.Problems.Add(message, Line, table.Find(column) + 1, column.Name);

    /// <summary>An amount of INR above zero; anything else is a fault and null.</summary>
    public decimal? Rate(Column column)
    {
        var (rate, fault) = RateText.Parse(Required(column));
        if (fault.Length > 0)
            Fault(column, fault);
        return rate;
    }

    /// <summary>A day as published tables write them; null when the cell is empty or, with a fault, when it is none.</summary>
    public DateOnly? Day(Column column)
    {
        var text = this[column];
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "dd-MM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(column, $"'{Shown.Of(text)}' is no date; write yyyy-mm-dd or dd.mm.yyyy.");
        return null;
    }
}
