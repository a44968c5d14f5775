using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.Pages.Requests;

/// <summary>What stands in the fields of a form, and what is wrong with it.</summary>
public sealed class Entries
{
    /// <summary>The field that tells two sendings of one form from two forms.</summary>
    public const string FormField = "form";

    private const int MostBytes = 8 * 1024 * 1024;
    private static readonly FormOptions Limits = new() { ValueLengthLimit = 6 * 1024 * 1024, ValueCountLimit = 500 };

    private readonly Dictionary<string, string[]> _values;
    private readonly List<Mistake> _mistakes = [];

    private Entries(Dictionary<string, string[]> values) => _values = values;

    /// <summary>What a form begins with.</summary>
    public static Entries With(params IEnumerable<(string Name, string? Value)> values) =>
        new(
            values
                .Where(v => v.Value is not null)
                .GroupBy(v => v.Name)
                .ToDictionary(g => g.Key, g => g.Select(v => v.Value!).ToArray(), StringComparer.Ordinal)
        )
        {
            Id = RandomNumberGenerator.GetHexString(20, lowercase: true),
        };

    /// <summary>What was sent; null when it is not a form or too large.</summary>
    public static async ValueTask<Entries?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        try
        {
            var form = await http.Request.ReadFormAsync(Limits, http.RequestAborted);
            return new Entries(form.ToDictionary(f => f.Key, f => f.Value.Select(Plain).ToArray(), StringComparer.Ordinal))
            {
                Id = form[FormField].ToString(),
            };
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The same for every sending of one form, so that what is sent twice is done once.</summary>
    public string Id { get; private init; } = "";

    /// <summary>What stands in a field; empty when nothing does.</summary>
    public string this[string name] => _values.TryGetValue(name, out var values) && values is [var first, ..] ? first : "";

    /// <summary>What was entered in a field, without space around it; null when nothing was.</summary>
    public string? Text(string name) => this[name].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>All values of a field that has several, without empty ones.</summary>
    public IReadOnlyList<string> All(string name) =>
        _values.TryGetValue(name, out var values) ? [.. values.Select(v => v.Trim()).Where(v => v.Length > 0)] : [];

    /// <summary>The names of all fields that were sent.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>What stands in fields that were not sent.</summary>
    public void Fill(IEnumerable<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
            _values.TryAdd(name, [value]);
    }

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<Mistake> Mistakes => _mistakes;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public Mistake? MistakeOf(string field) => _mistakes.Find(m => m.Field == field);

    /// <summary>Says what is wrong, once for each field.</summary>
    /// <param name="field">Null: with the form as a whole.</param>
    /// <param name="detail">More about it, in English.</param>
    public void Refuse(string? field, string message, string? detail = null)
    {
        if (field is null ? _mistakes.TrueForAll(m => m.Message != message || m.Detail != detail) : MistakeOf(field) is null)
            _mistakes.Add(new Mistake(field, message, detail));
    }

    /// <summary>A number; null when none was entered. A decimal comma is as good as a point.</summary>
    /// <param name="problem">What to say when it is not one.</param>
    public double? Number(string name, double least, double most, string problem)
    {
        if (Text(name) is not { } text)
            return null;
        if (
            double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Refuse(name, problem);
        return null;
    }

    /// <summary>A date as precise as it is known; null when none was entered.</summary>
    /// <param name="problem">What to say when it is not one.</param>
    public string? Date(string name, string problem)
    {
        if (Text(name) is not { } text)
            return null;
        if (PartialDate.TryParse(text, out _))
            return text;
        Refuse(name, problem);
        return null;
    }

    // Browsers send line ends as two characters.
    private static string Plain(string? text) => text?.ReplaceLineEndings("\n") ?? "";
}

/// <summary>Something that is wrong with a form.</summary>
/// <param name="Field">The field; null for the form as a whole.</param>
/// <param name="Message">What is wrong and how to mend it, for people.</param>
/// <param name="Detail">More about it, in English; null when the message says it all.</param>
public sealed record Mistake(string? Field, string Message, string? Detail = null);
