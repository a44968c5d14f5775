using System.Text.Json.Nodes;

namespace ClaimGraph.Pages.Documents;

/// <summary>A document that was executed for a page, with its variables.</summary>
public sealed record Asked(PageDocument Document, JsonObject? Variables)
{
    /// <summary>The address that opens it in the explorer. The explorer reads the fragment, which never leaves the browser.</summary>
    public string ExplorerLink
    {
        get
        {
            var link = "/graphql#query=" + Uri.EscapeDataString(Document.Text);
            return Variables is null ? link : link + "&variables=" + Uri.EscapeDataString(Variables.ToJsonString(Json.Readable));
        }
    }
}
