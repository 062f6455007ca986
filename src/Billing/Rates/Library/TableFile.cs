using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Rates.Library;

/// <summary>A file that somebody names as a table.</summary>
public static class TableFile
{
    /// <summary>A file, as far as it is not too large; a pipe or device ends there too.</summary>
    /// <exception cref="RateTableException">It cannot be read or is too large.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var content = new MemoryStream();
            var part = new byte[81920];
            for (int read; (read = file.Read(part)) > 0;)
            {
                content.Write(part, 0, read);
                if (content.Length > TableText.MostBytes)
                    throw new RateTableException($"{Path.GetFileName(path)}: the file is larger than {TableText.MostBytes / 1024 / 1024} MB; nothing was imported.");
            }

            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RateTableException($"{Path.GetFileName(path)} cannot be read: {failure.Message}");
        }
    }
}
