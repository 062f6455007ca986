using System.Security.Cryptography;
using System.Text;

namespace MediAgents.Records.Sealing;

/// <summary>
/// A 256-bit secret from a setting, from a file or a command named by a setting, or, where that is allowed, generated once
/// into a file of mode 0600.
/// </summary>
/// <param name="Bytes">The secret.</param>
/// <param name="Generated">Whether it comes from a generated file: the caller warns, for whoever has the disk has the key.</param>
public sealed record SecretKey(ReadOnlyMemory<byte> Bytes, bool Generated)
{
    public const int SizeInBytes = 32;

    /// <summary>The secret of <c>USER_HASH_KEY</c>, or of <c>user-hash.key</c> in the data directory.</summary>
    /// <exception cref="KeySettingException">Malformed, or absent where it may not be generated.</exception>
    public static SecretKey ForUserHashes(KeyOptions options) =>
        Given(options.UserHashKey, value => Parse("USER_HASH_KEY", value))
        ?? KeptIn("user-hash.key", "USER_HASH_KEY", options);

    internal static SecretKey ForSealing(KeyOptions options)
    {
        string?[] sources = [options.EncryptionKey, options.EncryptionKeyFile, options.EncryptionKeyCommand];
        if (sources.Count(source => !string.IsNullOrWhiteSpace(source)) > 1)
            throw new KeySettingException("ENCRYPTION_KEY", "set only one of ENCRYPTION_KEY, ENCRYPTION_KEY_FILE and ENCRYPTION_KEY_COMMAND.");
        return Given(options.EncryptionKey, value => Parse("ENCRYPTION_KEY", value))
            ?? Given(options.EncryptionKeyFile, path => Parse("ENCRYPTION_KEY_FILE", Read("ENCRYPTION_KEY_FILE", path)))
            ?? Given(options.EncryptionKeyCommand, line => Parse("ENCRYPTION_KEY_COMMAND", KeyCommand.Run("ENCRYPTION_KEY_COMMAND", line, KeyCommand.DefaultTimeout)))
            ?? KeptIn("master.key", "ENCRYPTION_KEY", options);
    }

    internal static ReadOnlyMemory<byte> Parse(string setting, string text)
    {
        var bytes = new byte[SizeInBytes + 1];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var written) || written != SizeInBytes)
            throw new KeySettingException(setting, $"expected {SizeInBytes} bytes in base64 (openssl rand -base64 {SizeInBytes} makes them).");
        return bytes.AsMemory(0, SizeInBytes);
    }

    /// <summary>The secret itself stays out of logs and debuggers.</summary>
    public override string ToString() => nameof(SecretKey);

    private static SecretKey? Given(string? source, Func<string, ReadOnlyMemory<byte>> read) =>
        string.IsNullOrWhiteSpace(source) ? null : new SecretKey(read(source), Generated: false);

    private static SecretKey KeptIn(string fileName, string setting, KeyOptions options)
    {
        if (!options.AllowGenerated)
            throw new KeySettingException(setting, "must be set: a key is generated only for a server that listens on loopback.");

        var path = Path.Combine(options.DataDirectory, fileName);
        if (!File.Exists(path))
            Generate(path);
        return new SecretKey(Parse(setting, Read(setting, path)), Generated: true);
    }

    private static string Read(string setting, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeySettingException(setting, $"the key file {path} cannot be read.", e);
        }
    }

    private static void Generate(string path)
    {
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = PrivateFiles.Lock($"{path}.lock");
        if (File.Exists(path))
            return; // a process that started with this one was faster: its key is the key

        PrivateFiles.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SizeInBytes)) + "\n"));
    }
}
