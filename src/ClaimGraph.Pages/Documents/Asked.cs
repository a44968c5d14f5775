using System.Text.Json.Nodes;

namespace ClaimGraph.Pages.Documents;

/// <summary>A document that was executed for a page, with its variables.</summary>
public sealed record Asked(PageDocument Document, JsonObject? Variables)
{
    private const int LongestVariables = 4_000;

    /// <summary>The address that opens it in the explorer. The explorer reads the fragment, which never leaves the browser. Variables
    /// with long texts are left out.</summary>
    public string ExplorerLink
    {
        get
        {
            var link = "/graphql#query=" + Document.Escaped;
            return Variables?.ToJsonString(Json.Readable) is { Length: <= LongestVariables } variables
                ? link + "&variables=" + Uri.EscapeDataString(variables)
                : link;
        }
    }
}
