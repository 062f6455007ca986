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

    /// <summary>Master keys used before, 32 bytes each, base64: they still open what they wrapped.</summary>
    public IReadOnlyList<string> OlderEncryptionKeys { get; init; } = [];

    /// <summary><c>USER_HASH_KEY</c>: 32 bytes, base64.</summary>
    public string? UserHashKey { get; init; }

    /// <summary>Whether a missing key may be generated into the data directory; true on loopback only.</summary>
    public bool AllowGenerated { get; init; }

    public override string ToString() => nameof(KeyOptions);
}
