namespace MediAgents.Cli.Audits;

/// <summary>A bill to audit.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Name">What it is called in the output: its file name, or its path below the folder that was named.</param>
internal sealed record AuditInput(FileInfo File, string Name);

/// <summary>What was named on the command line, folders opened.</summary>
/// <param name="Bills">In the order in which they were named; those of a folder by name.</param>
/// <param name="Unreadable">Folders that could not be read, or hold no bill, each with a sentence.</param>
/// <param name="IsOne">True when a single file was named, and no folder.</param>
internal sealed record AuditInputs(IReadOnlyList<AuditInput> Bills, IReadOnlyList<(string Name, string Complaint)> Unreadable, bool IsOne)
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt", ".csv" };

    /// <summary>Files are taken as they are named; of a folder, and of those in it, all with an extension that bills have.</summary>
    public static AuditInputs Of(IReadOnlyList<FileSystemInfo> named)
    {
        var bills = new List<AuditInput>();
        var unreadable = new List<(string, string)>();
        foreach (var one in named)
        {
            if (!Directory.Exists(one.FullName))
            {
                bills.Add(new(new FileInfo(one.FullName), one.Name));
                continue;
            }

            var before = bills.Count;
            var complaints = unreadable.Count;
            Walk(new DirectoryInfo(one.FullName), "", bills, unreadable);
            if (bills.Count == before && unreadable.Count == complaints)
                unreadable.Add((one.Name, $"there is no bill in this folder ({string.Join(", ", Known.Order(StringComparer.Ordinal))})."));
        }

        return new(bills, unreadable, bills.Count == 1 && named.Count == 1 && !Directory.Exists(named[0].FullName));
    }

    private static void Walk(DirectoryInfo folder, string prefix, List<AuditInput> bills, List<(string, string)> unreadable)
    {
        List<FileSystemInfo> entries;
        try
        {
            entries = [.. folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add((prefix.Length == 0 ? folder.Name : prefix, failure.Message));
            return;
        }

        foreach (var entry in entries.Where(entry => !entry.Name.StartsWith('.')))
        {
            if (entry is FileInfo file && Known.Contains(file.Extension))
                bills.Add(new(file, prefix + file.Name));
            // A link to a folder may lead back to where it stands.
            else if (entry is DirectoryInfo { LinkTarget: null } inner)
                Walk(inner, $"{prefix}{inner.Name}/", bills, unreadable);
        }
    }
}
