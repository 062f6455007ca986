namespace MediAgents.Records.Sealing;

/// <summary>Files and folders that only the server's own account may open: modes 0600 and 0700.</summary>
public static class PrivateFiles
{
    /// <summary>Creates the folder with mode 0700 unless it exists; an existing one keeps the mode its owner gave it.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file of mode 0600 for writing.</summary>
    /// <exception cref="IOException">It exists already.</exception>
    public static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>
    /// Writes a file of mode 0600 aside, syncs it, and gives it its name: under that it is either whole or not there.
    /// One caller at a time for a path.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.new";
        File.Delete(draft); // what a killed process left
        using (var file = CreateNew(draft))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Makes sure the file exists, with mode 0600 if this call creates it.</summary>
    public static void Ensure(string path)
    {
        if (File.Exists(path))
            return;
        try
        {
            CreateNew(path).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; it gave the file the same mode.
        }
    }

    /// <summary>
    /// Holds the lock that <paramref name="path"/> stands for until disposed, against other threads and processes; a process
    /// that dies lets go of it. The file stays.
    /// </summary>
    /// <exception cref="IOException">Somebody held it for five seconds on end.</exception>
    public static IDisposable Lock(string path)
    {
        using var pause = new ManualResetEventSlim();
        Ensure(path);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 500)
            {
                pause.Wait(TimeSpan.FromMilliseconds(10)); // nothing tells when a file lock is free
            }
        }
    }
}
