using MediAgents.Records.Sealing;
using MediAgents.Server.Settings;

namespace MediAgents.Server;

/// <summary>
/// Holds the data directory for this process: two servers on one directory would each wake the other's unfinished runs.
/// The lock goes with the process, however it ends.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "server.lock";

    private readonly FileStream held;

    private DataDirectoryLock(FileStream held) => this.held = held;

    /// <exception cref="SettingException">Another server uses the directory, or it cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
            var path = Path.Combine(directory, FileName);
            PrivateFiles.Ensure(path);
            return new DataDirectoryLock(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SettingException("MEDIAGENTS_DATA_DIR", "another server uses this directory, or it cannot be written.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new SettingException("MEDIAGENTS_DATA_DIR", "the directory cannot be written.");
        }
    }

    public void Dispose() => held.Dispose();
}
