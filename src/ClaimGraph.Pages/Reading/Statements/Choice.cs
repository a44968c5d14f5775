using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statements;

/// <summary>Which claims an address chooses, and in which order: its parameters, which a bookmark keeps.</summary>
public sealed class Choice
{
    /// <summary>The orders, the first being the usual one.</summary>
    public static readonly IReadOnlyDictionary<string, (string Field, string Direction)> Sorts = new Dictionary<string, (string, string)>
    {
        ["newest"] = ("CREATED_AT", "DESC"),
        ["claimed"] = ("CLAIMED_ON", "DESC"),
        ["changed"] = ("UPDATED_AT", "DESC"),
        ["rebutted"] = ("REBUT_COUNT", "DESC"),
        ["supported"] = ("SUPPORT_COUNT", "DESC"),
        ["requested"] = ("REVIEW_REQUEST_COUNT", "DESC"),
        ["strongest"] = ("STRENGTH", "DESC"),
        ["weakest"] = ("STRENGTH", "ASC"),
        ["text"] = ("TEXT", "ASC"),
    };

    private static readonly string[] Facets = ["verdict", "attention", "kind", "language", "topic"];
    private static readonly string[] Parameters = ["q", .. Facets, "claimant", "about", "sort"];
    private readonly Dictionary<string, IReadOnlyList<string>> _values;

    private Choice(Dictionary<string, IReadOnlyList<string>> values) => _values = values;

    /// <summary>Reads the parameters of an address.</summary>
    public static Choice Of(Visit visit) => new(Parameters.ToDictionary(name => name, visit.Values, StringComparer.Ordinal));

    /// <summary>What is searched for; null: nothing.</summary>
    public string? Query => First("q");

    /// <summary>The id of who said it first; null: anybody.</summary>
    public string? Claimant => First("claimant");

    /// <summary>The id of what it is about; null: anything.</summary>
    public string? About => First("about");

    /// <summary>A name in <see cref="Sorts"/>.</summary>
    public string Sort => First("sort") is { } sort && Sorts.ContainsKey(sort) ? sort : "newest";

    /// <summary>True when the address chooses some of the claims.</summary>
    public bool IsNarrowed => IsOfRequested || Parameters.Any(name => name != "sort" && _values[name].Count > 0);

    /// <summary>What is chosen by a filter.</summary>
    public IReadOnlyList<string> Values(string facet) => _values[facet];

    /// <summary>The same choice with a value of a facet turned on or off.</summary>
    public string Toggle(string facet, string value) =>
        With(facet, _values[facet].Contains(value) ? [.. _values[facet].Where(v => v != value)] : [.. _values[facet], value]);

    /// <summary>The same choice with other values for a parameter, from its first page on.</summary>
    public string With(string parameter, params IReadOnlyList<string> values) =>
        Address("/statements", Parameters.SelectMany(name => (name == parameter ? values : _values[name]).Select(v => (name, v))));

    /// <summary>The same choice at another path, with further parameters.</summary>
    public string At(string path, params (string Name, string Value)[] more) =>
        Address(path, Parameters.SelectMany(name => _values[name].Select(v => (name, v))).Concat(more));

    /// <summary>The filter; without the conditions of one facet, to count what its other values would leave.</summary>
    public JsonObject? Filter(string? without = null)
    {
        JsonArray all = [.. Facets.Where(f => f != without && _values[f].Count > 0).Select(Condition)];
        if (Claimant is not null)
            all.Add(new JsonObject { ["claimant"] = new JsonObject { ["eq"] = Claimant } });
        if (IsOfRequested)
            all.Add(new JsonObject { ["reviewRequestCount"] = new JsonObject { ["gt"] = 0 } });
        if (About is not null)
            all.Add(new JsonObject { ["about"] = new JsonObject { ["has"] = About } });
        return all.Count switch
        {
            0 => null,
            1 => all[0]!.DeepClone().AsObject(),
            _ => new JsonObject { ["and"] = all },
        };
    }

    /// <summary>The order.</summary>
    public JsonObject OrderBy => new() { ["field"] = Sorts[Sort].Field, ["direction"] = Sorts[Sort].Direction };

    // Claims that nobody asked for have no place in this order.
    private bool IsOfRequested => Sort == "requested" && Query is null;

    private JsonObject Condition(string facet)
    {
        string[] values = [.. _values[facet].Where(v => v != "NONE")];
        JsonArray list = [.. values.Select(v => JsonValue.Create(v))];
        return facet switch
        {
            "attention" => new JsonObject { ["attention"] = new JsonObject { ["hasAny"] = list } },
            "topic" => new JsonObject { ["topics"] = new JsonObject { ["hasAny"] = list } },
            "verdict" when _values[facet].Contains("NONE") => new JsonObject
            {
                ["or"] = new JsonArray(
                    new JsonObject { ["verdict"] = new JsonObject { ["exists"] = false } },
                    new JsonObject { ["verdict"] = new JsonObject { ["in"] = list } }
                ),
            },
            _ => new JsonObject { [facet] = new JsonObject { ["in"] = list } },
        };
    }

    private string? First(string name) => _values[name] is [var first, ..] ? first : null;

    private static string Address(string path, IEnumerable<(string Name, string Value)> parameters) =>
        Requests.Address.With(path, parameters.Select(p => (p.Name, (string?)p.Value)));
}
