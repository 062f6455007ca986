using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Settings;

/// <summary>
/// Fills an options class from settings: property <c>MaxQueryLength</c> is the setting <c>MAX_QUERY_LENGTH</c>.
/// Absent or empty keeps the default; the property's validation attributes are checked.
/// </summary>
public static class SettingsBinder
{
    /// <exception cref="SettingException">A value does not parse or lies outside its range.</exception>
    public static T Bind<T>(IConfiguration settings)
        where T : class, new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
        {
            var name = NameOf(property);
            if (settings[name] is { Length: > 0 } text)
                property.SetValue(options, Parse(name, text, property.PropertyType));
            Validate(options, property, name);
        }

        return options;
    }

    /// <summary>The setting behind a property.</summary>
    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(property.Name);

    private static object Parse(string name, string text, Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => text,
        TypeCode.Int32 when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        TypeCode.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        TypeCode.Boolean when bool.TryParse(text, out var flag) => flag,
        TypeCode.Int32 => throw new SettingException(name, "is not a whole number."),
        TypeCode.Double => throw new SettingException(name, "is not a number."),
        TypeCode.Boolean => throw new SettingException(name, "is neither true nor false."),
        _ => throw new InvalidOperationException($"{name}: a setting cannot be a {type.Name}."),
    };

    private static void Validate(object options, PropertyInfo property, string name)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!rule.IsValid(property.GetValue(options)))
                throw new SettingException(name, rule is RangeAttribute range
                    ? $"must be between {range.Minimum} and {range.Maximum}."
                    : rule.ErrorMessage ?? "is invalid.");
        }
    }
}
