using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>Writes the errors entry of a response (GraphQL specification, section 7.1.2).</summary>
internal static class ErrorWriter
{
    /// <summary>The errors entry of a response.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ResponseError> errors) => WriteList(json, "errors"u8, errors);

    /// <summary>A whole response of nothing but errors.</summary>
    public static void WriteResponse(Utf8JsonWriter json, IReadOnlyList<ResponseError> errors)
    {
        json.WriteStartObject();
        Write(json, errors);
        json.WriteEndObject();
    }

    /// <summary>Errors under another name.</summary>
    public static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<ResponseError> errors)
    {
        json.WriteStartArray(name);
        foreach (var error in errors)
            Write(json, error);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ResponseError error)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, error.Message);
        if (error.Locations is { Count: > 0 } locations)
        {
            json.WriteStartArray("locations"u8);
            foreach (var (line, column) in locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line"u8, line);
                json.WriteNumber("column"u8, column);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (error.Path is { } path)
        {
            json.WritePropertyName("path"u8);
            Leaf.WriteAny(json, path);
        }
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, error.Code.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
