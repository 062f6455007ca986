namespace MediAgents.Records.Sealing;

/// <summary>Where the two secrets come from. Values of settings; never logged.</summary>
public sealed record KeyOptions
{
    /// <summary>Where keys are generated to when none is set and <see cref="AllowGenerated"/> holds.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>ENCRYPTION_KEY</c>: 32 bytes, base64.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary><c>ENCRYPTION_KEY_FILE</c>: a file that holds the same.</summary>
    public string? EncryptionKeyFile { get; init; }

    /// <summary><c>ENCRYPTION_KEY_COMMAND</c>: a command line whose standard output is the same; run once, for 10 seconds at most.</summary>
    public string? EncryptionKeyCommand { get; init; }

    /// <summary><c>ENCRYPTION_KEYS_OLD</c>: master keys used before, 32 bytes each, base64, with commas between. They still open what they wrapped.</summary>
    public string? OldEncryptionKeys { get; init; }

    /// <summary><c>USER_HASH_KEY</c>: 32 bytes, base64.</summary>
    public string? UserHashKey { get; init; }

    /// <summary>Whether a missing key may be generated into the data directory; true on loopback only.</summary>
    public bool AllowGenerated { get; init; }

    public override string ToString() => nameof(KeyOptions);
}
