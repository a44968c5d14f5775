using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Items of a page in microdata (HTML, section 5) as JSON-LD would write them.</summary>
internal static class Microdata
{
    private const int Deepest = 64;

    /// <summary>The items of a type, by the end of its address.</summary>
    public static IEnumerable<JsonElement> Items(IDocument html, string type) =>
        html.QuerySelectorAll("[itemscope][itemtype]")
            .Where(e => e.GetAttribute("itemtype")!.Split(' ').Any(t => NameOf(t).Equals(type, StringComparison.OrdinalIgnoreCase)))
            .Select(e => JsonSerializer.SerializeToElement(Item(e, 0)));

    private static JsonObject Item(IElement element, int depth)
    {
        var item = new JsonObject();
        if (element.GetAttribute("itemtype") is { Length: > 0 } type)
            item["@type"] = NameOf(type.Split(' ')[0]);
        if (element.GetAttribute("itemid") is { Length: > 0 } id)
            item["@id"] = id;
        var named = (element.GetAttribute("itemref") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var other in named.Select(n => element.Owner?.GetElementById(n)).OfType<IElement>().Where(o => !o.Contains(element)))
            Collect(other, item, depth);
        foreach (var child in element.Children)
            Collect(child, item, depth);
        return item;
    }

    private static void Collect(IElement element, JsonObject item, int depth)
    {
        var isItem = element.HasAttribute("itemscope");
        foreach (var name in (element.GetAttribute("itemprop") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Add(item, NameOf(name), isItem && depth < Deepest ? Item(element, depth + 1) : ValueOf(element));
        if (isItem || depth >= Deepest)
            return;
        foreach (var child in element.Children)
            Collect(child, item, depth);
    }

    private static void Add(JsonObject item, string name, JsonNode value)
    {
        if (item[name] is null)
            item[name] = value;
        else if (item[name] is JsonArray list)
            list.Add(value);
        else
            item[name] = new JsonArray(item[name]!.DeepClone(), value);
    }

    private static JsonValue ValueOf(IElement element)
    {
        string? attribute = element.LocalName switch
        {
            "audio" or "embed" or "iframe" or "img" or "source" or "track" or "video" => "src",
            "a" or "area" or "link" => "href",
            "object" => "data",
            "data" or "meter" => "value",
            "time" => "datetime",
            _ => null,
        };
        var given = element.GetAttribute("content") ?? (attribute is null ? null : element.GetAttribute(attribute));
        return JsonValue.Create((given ?? element.TextContent).Trim());
    }

    private static string NameOf(string type) => type[(type.LastIndexOfAny(['/', '#']) + 1)..];
}
