using System.Buffers.Binary;
using MediAgents.Records.Documents;

namespace MediAgents.Storage.Documents;

/// <summary>Ids of documents from fingerprints of their content.</summary>
internal static class DocumentIds
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26; // 5 bits each: 128 bits and two that are zero

    public static DocumentId Of(ReadOnlySpan<byte> fingerprint) =>
        new(string.Create(2 + Length, BinaryPrimitives.ReadUInt128BigEndian(fingerprint), static (text, value) =>
        {
            "d_".CopyTo(text);
            for (var i = text.Length - 1; i >= 2; i--, value >>= 5)
                text[i] = Digits[(int)(value & 31)];
        }));
}
