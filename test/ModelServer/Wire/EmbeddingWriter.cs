using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MediAgents.ModelServer.Wire;

/// <summary>
/// Embeddings that depend on the text alone: its runs of three letters, hashed. They come in reverse order, each with its index, so
/// that who reads them must look at it.
/// </summary>
internal static class EmbeddingWriter
{
    private const int Dimensions = 256;
    private const int Run = 3;

    public static async Task WriteAsync(HttpContext context, RecordedRequest request)
    {
        var input = request.Body.GetProperty("input");
        var texts = input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray().Select(one => one.GetString()!)] : new[] { input.GetString()! };
        var inBase64 = request.Body.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var data = texts.Select((text, index) => new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = inBase64 ? Base64(VectorOf(text)) : new JsonArray([.. VectorOf(text).Select(number => JsonValue.Create(number))]),
        });
        var tokens = texts.Sum(text => text.Length);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject
        {
            ["object"] = "list",
            ["model"] = request.Model,
            ["data"] = new JsonArray([.. data.Reverse()]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        }.ToJsonString(), context.RequestAborted);
    }

    /// <summary>The vector of a text, of length 1; texts with the same runs of three letters lie together.</summary>
    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        var padded = $" {text.ToLowerInvariant()} ";
        for (var at = 0; at < padded.Length; at++)
        {
            var trigram = padded.Substring(at, Math.Min(Run, padded.Length - at));
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(trigram));
            vector[BinaryPrimitives.ReadUInt16LittleEndian(hash) % Dimensions] += (hash[2] & 1) == 0 ? 1 : -1;
        }

        var length = MathF.Sqrt(vector.Sum(number => number * number));
        return length > 0 ? [.. vector.Select(number => number / length)] : vector;
    }

    private static string Base64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var at = 0; at < vector.Length; at++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at * sizeof(float)), vector[at]);
        return Convert.ToBase64String(bytes);
    }
}
