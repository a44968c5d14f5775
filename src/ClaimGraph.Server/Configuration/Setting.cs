using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Configuration;

/// <summary>A setting: a property somewhere in <see cref="ServerOptions"/>.</summary>
/// <param name="Path">How configuration names it: <c>GraphQL:Live:KeepAlive</c>.</param>
internal sealed record Setting(string Path, PropertyInfo Property)
{
    /// <summary>All settings, each section after the settings beside it.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Of(typeof(ServerOptions), "")];

    /// <summary>Lists take a JSON array, or one text with commas between the entries.</summary>
    public bool IsList => Property.PropertyType == typeof(IReadOnlyList<string>);

    public bool IsSecret => Property.IsDefined(typeof(PasswordPropertyTextAttribute));

    /// <summary>The setting that a key of the configuration names, as a whole or as one entry of a list; null when there is none.</summary>
    public static Setting? Find(string key) => All.FirstOrDefault(s => s.IsNamedBy(key));

    public bool IsNamedBy(string key)
    {
        if (!key.StartsWith(Path, StringComparison.OrdinalIgnoreCase))
            return false;
        return key.Length == Path.Length || IsList && key[Path.Length] == ':' && IsNumber(key.AsSpan(Path.Length + 1));
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>What is wrong with a text as a value of this setting; null when it can be read. Its range is checked later.</summary>
    public string? ProblemOf(string text)
    {
        var (type, culture) = (Property.PropertyType, CultureInfo.InvariantCulture);
        var form = type.IsEnum
            ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : DefinedAttribute.OneOf(type)
            : type == typeof(bool)
                ? bool.TryParse(text, out _)
                    ? null
                    : "true or false"
                : type == typeof(int)
                    ? int.TryParse(text, NumberStyles.Integer, culture, out _)
                        ? null
                        : "a whole number"
                    : type == typeof(TimeSpan)
                        ? TimeSpan.TryParse(text, culture, out _)
                            ? null
                            : "a time like 00:00:05"
                        : null;
        return form is null ? null : $"'{text}' is not valid; use {form}.";
    }

    public object? ValueIn(ServerOptions options) =>
        Path.Split(':').Aggregate((object?)options, (at, name) => at?.GetType().GetProperty(name)!.GetValue(at));

    private static IEnumerable<Setting> Of(Type options, string prefix)
    {
        var properties = options.GetProperties();
        return properties
            .Where(p => !IsSection(p))
            .Select(p => new Setting(prefix + p.Name, p))
            .Concat(properties.Where(IsSection).SelectMany(p => Of(p.PropertyType, $"{prefix}{p.Name}:")));
    }

    private static bool IsSection(PropertyInfo property) => property.IsDefined(typeof(ValidateObjectMembersAttribute));
}
