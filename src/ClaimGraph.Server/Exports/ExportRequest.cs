using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ClaimGraph.Import;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Exports;

/// <summary>What somebody wants to export.</summary>
/// <param name="Kind">The list; null for everything.</param>
/// <param name="Filter">The filter of the list, as GraphQL has it.</param>
/// <param name="AsOf">The moment, as GraphQL has it.</param>
/// <param name="Since">Only what was changed after this revision.</param>
internal sealed record ExportRequest(ExportFormat Format, NodeKind? Kind, JsonObject? Filter, JsonObject? AsOf, long Since)
{
    /// <summary>The filter of a text.</summary>
    /// <exception cref="ClaimGraphException">It is no JSON object.</exception>
    public static JsonObject FilterOf(string text)
    {
        const string Form = "use the filter of the list in GraphQL, as JSON: {\"text\": {\"contains\": \"Paris\"}}";
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new ClaimGraphException($"The filter is not a JSON object; {Form}.");
        }
        catch (JsonException e)
        {
            throw new ClaimGraphException($"The filter is not valid JSON ({e.Message.Split(" LineNumber")[0]}); {Form}.");
        }
    }

    /// <summary>The moment of a text: a revision or a time.</summary>
    public static JsonObject MomentOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new JsonObject { ["revision"] = revision }
            : new JsonObject { ["time"] = text };

    /// <exception cref="ClaimGraphException">It is no list of the graph.</exception>
    public static NodeKind KindOf(string list) =>
        Noun.All.FirstOrDefault(n => n.Plural == list)?.Kind
        ?? throw new ClaimGraphException($"There is no list '{list}'; use {string.Join(", ", Noun.All.Select(n => n.Plural))}.");

    /// <summary>Opens what is to be written, with the rights of who asks.</summary>
    /// <exception cref="GraphQL.Engine.Errors.RequestException">The filter is wrong, or they may not read it.</exception>
    public async Task<OpenExport> OpenAsync(
        IRecordLists lists,
        ClaimsPrincipal principal,
        IPAddress? address,
        CancellationToken cancellation
    )
    {
        if (Format.ProblemWith(Kind) is { } problem)
            throw new ClaimGraphException(problem);
        if (Kind is null && Filter is not null)
            throw new ClaimGraphException("A filter is for one list; name the list.");
        List<RecordList> opened = [];
        try
        {
            foreach (var kind in Kind is { } one ? [one] : NodeKinds.All)
                opened.Add(await lists.OpenAsync(kind, Filter, AsOf, principal, address, cancellation));
            var head = (await opened[0].Store.HeadAsync(cancellation)).Revision;
            return Since <= head
                ? new OpenExport(opened, this)
                : throw new ClaimGraphException($"Revision {Since} does not exist; use one from 0 to {head}.");
        }
        catch
        {
            foreach (var list in opened)
                await list.DisposeAsync();
            throw;
        }
    }
}

/// <summary>An export that can be written.</summary>
internal sealed class OpenExport(List<RecordList> lists, ExportRequest request) : IAsyncDisposable
{
    public Task<ExportResult> WriteAsync(Stream output, CancellationToken cancellation)
    {
        var selection = new Selection(lists[0].Store)
        {
            Kind = request.Kind,
            Filter = request.Kind is null ? null : lists[0].Filter,
            Since = request.Since,
            Pay = lists[0].PayAsync,
        };
        return request.Format.WriteAsync(selection, output, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var list in lists)
            await list.DisposeAsync();
    }
}
