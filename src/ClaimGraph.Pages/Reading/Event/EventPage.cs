using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Event;

/// <summary>Something that happened, with who took part and what is claimed about it.</summary>
internal sealed class EventPage : IPage
{
    public string Pattern => "/events/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var answer = await visit.AskAsync<EventData>("Event", visit.Route("id"), found => found.Event is not null, Past.Ask);
        return answer?.Event is { } happening
            ? View.Of<EventView>(happening with { History = await visit.WithRecordsAsync(happening.History) })
            : null;
    }
}

/// <summary>What <c>Event.graphql</c> selects.</summary>
public sealed record EventData(Happening? Event);

/// <summary>An event with everything around it.</summary>
public sealed record Happening(
    string Id,
    string? Key,
    string Name,
    string? StartsOn,
    string? EndsOn,
    string? Place,
    string? Description,
    string Status,
    string? StatusReason,
    Connection<AnyNode> MergedFrom,
    IReadOnlyList<Participant> Participations,
    IReadOnlyList<SourceName> Sources,
    Connection<StatementName> Statements,
    Connection<Utterance> Appearances,
    IReadOnlyList<Entry> History
);

/// <summary>Who took part in which role.</summary>
public sealed record Participant(string Role, ActorName Actor);
