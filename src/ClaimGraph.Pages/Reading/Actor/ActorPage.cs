using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Actor;

/// <summary>Somebody: what they said, what became of it, and what was said about them.</summary>
internal sealed class ActorPage : IPage
{
    public string Pattern => "/actors/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var answer = await visit.AskAsync<ActorData>("Actor", visit.Route("id"), found => found.Actor is not null, Past.Ask);
        if (answer?.Actor is not { } actor)
            return null;
        var record = await visit.AskAsync<ActorRecordData>("ActorRecord", new JsonObject { ["id"] = actor.Id });
        return View.Of<ActorView>(new ActorShown(actor with { History = await visit.WithRecordsAsync(actor.History) }, record.Verdicts));
    }
}

/// <summary>What <c>Actor.graphql</c> selects.</summary>
public sealed record ActorData(Somebody? Actor);

/// <summary>What <c>ActorRecord.graphql</c> selects.</summary>
public sealed record ActorRecordData(IReadOnlyList<ValueCount> Verdicts);

/// <summary>An actor with everything around them.</summary>
public sealed record Somebody(
    string Id,
    string? Key,
    string Name,
    string Kind,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Identifiers,
    string? Description,
    string Status,
    string? StatusReason,
    Connection<AnyNode> MergedFrom,
    Connection<StatementName> Statements,
    Connection<StatementName> AboutStatements,
    Connection<Utterance> Appearances,
    Connection<Occasion> Events,
    Connection<ReviewItem> Reviews,
    Connection<SourceName> Sources,
    IReadOnlyList<Entry> History
);

/// <summary>An event with who took part.</summary>
public sealed record Occasion(
    string Id,
    string? Key,
    string Name,
    string? StartsOn,
    string? EndsOn,
    string? Place,
    IReadOnlyList<Participation> Participations
);

/// <summary>Who took part in which role.</summary>
public sealed record Participation(string Role, ActorName Actor);

/// <summary>An actor and the verdicts on what they claimed.</summary>
public sealed record ActorShown(Somebody Actor, IReadOnlyList<ValueCount> Verdicts);
