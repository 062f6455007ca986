using System.Globalization;
using System.Text;

namespace MediAgents.Storage.Timeline;

/// <summary>One version of one event: what the key of a change stands for.</summary>
internal readonly record struct EventVersion(string Id, int Version)
{
    private const char Separator = '@';

    public static byte[] ToPlan(string id, int version) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}{Separator}{version}"));

    public static EventVersion OfPlan(ReadOnlySpan<byte> plan)
    {
        var text = Encoding.UTF8.GetString(plan);
        var end = text.LastIndexOf(Separator);
        return new EventVersion(text[..end], int.Parse(text.AsSpan(end + 1), CultureInfo.InvariantCulture));
    }
}
