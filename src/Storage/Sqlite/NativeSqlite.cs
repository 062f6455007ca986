using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace MediAgents.Storage.Sqlite;

/// <summary>The system has no usable SQLite library.</summary>
public sealed class SqliteMissingException(string problem)
    : Exception($"{problem} Install it: on Debian and Ubuntu, apt install libsqlite3-0.");

/// <summary>
/// The system's own SQLite, which the system keeps patched, in place of a copy inside a package.
/// </summary>
public static class NativeSqlite
{
    // STRICT tables came with 3.37 (27 November 2021), RETURNING before.
    private const int OldestVersion = 3_037_000;

    private static readonly string[] FileNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3"];
    private static readonly Lazy<bool> Loaded = new(LoadOnce);

    /// <summary>Makes SQLite ready for this process; does nothing the second time.</summary>
    /// <exception cref="SqliteMissingException">It is absent or older than 3.37.</exception>
    public static void Load() => _ = Loaded.Value;

    private static bool LoadOnce()
    {
        var library = FileNames.Select(TryLoad).FirstOrDefault(handle => handle != 0);
        if (library == 0)
            throw new SqliteMissingException("The SQLite library was not found.");

        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == "e_sqlite3" ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        if (raw.sqlite3_libversion_number() < OldestVersion)
            throw new SqliteMissingException($"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old: 3.37 or later is needed.");
        return true;
    }

    private static nint TryLoad(string name) =>
        NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle) ? handle : 0;
}
