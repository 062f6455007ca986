using System.Globalization;
using MediAgents.Models.OpenAi;

namespace MediAgents.Models.Endpoints;

/// <summary>Reads settings one by one; absent or empty is the default.</summary>
/// <exception cref="ModelSettingException">Each method, for a value that is wrong.</exception>
internal sealed class SettingReader(Func<string, string?> settings)
{
    public string? Text(string name) => settings(name)?.Trim() is { Length: > 0 } text ? text : null;

    public double Number(string name, double otherwise, double least, double most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new ModelSettingException(name, "is not a number.");
        return number >= least && number <= most ? number : throw new ModelSettingException(name, $"must be between {least} and {most}.");
    }

    public TimeSpan Seconds(string name, TimeSpan otherwise, double least, double most) =>
        TimeSpan.FromSeconds(Number(name, otherwise.TotalSeconds, least, most));

    public long Count(string name, long otherwise, long least, long most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new ModelSettingException(name, "is not a whole number.");
        return number >= least && number <= most ? number : throw new ModelSettingException(name, $"must be between {least} and {most}.");
    }

    public decimal Money(string name)
    {
        if (Text(name) is not { } text)
            return 0m;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var sum)
            ? sum
            : throw new ModelSettingException(name, "is not a sum such as 2.50.");
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw new ModelSettingException(name, "is neither true nor false.");
    }

    /// <summary>An absolute address of http or https without user, query and fragment.</summary>
    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw new ModelSettingException(name, "is no address such as http://127.0.0.1:8000/v1.");
    }

    /// <summary>A key from the setting, or from the file that <c>NAME_FILE</c> names.</summary>
    public ModelKey? Key(string name)
    {
        var file = $"{name}_FILE";
        if (Text(name) is { } given)
            return Text(file) is null ? KeyOf(name, given) : throw new ModelSettingException(file, $"is set beside {name}.");
        return Text(file) is { } path ? KeyOf(file, ReadFile(file, path)) : null;
    }

    private static ModelKey KeyOf(string name, string text)
    {
        try
        {
            return new ModelKey(text);
        }
        catch (FormatException malformed)
        {
            throw new ModelSettingException(name, malformed.Message);
        }
    }

    private static string ReadFile(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ModelSettingException(name, "names a file that cannot be read.");
        }
    }
}
