using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Proposals;

/// <summary>What was proposed: the open ones, or with <c>?state=ACCEPTED</c> those that were decided so.</summary>
internal sealed class ProposalsPage : IPage
{
    public static readonly string[] States = ["OPEN", "ACCEPTED", "REFUSED", "WITHDRAWN"];

    public string Pattern => "/proposals";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var state = visit.Value("state") ?? "OPEN";
        var answer = await visit.AskAsync<ProposalQueueData>(
            "ProposalQueue",
            new JsonObject
            {
                ["state"] = state,
                ["direction"] = state == "OPEN" ? "ASC" : "DESC",
                ["after"] = visit.Value("after"),
            }
        );
        return View.Of<ProposalsView>(new ProposalsShown(state, answer.Proposals));
    }
}

/// <summary>What the page shows.</summary>
public sealed record ProposalsShown(string State, Connection<ProposalItem> Proposals);

/// <summary>What <c>ProposalQueue.graphql</c> selects.</summary>
public sealed record ProposalQueueData(Connection<ProposalItem> Proposals);

/// <summary>A proposal.</summary>
public sealed record ProposalItem(
    string Id,
    string Mutation,
    string State,
    string CreatedBy,
    DateTime CreatedAt,
    IReadOnlyList<AnyNode> Concerns,
    string? Note = null,
    string? Tool = null,
    string? SourceUrl = null,
    string? Input = null,
    DecisionItem? Decision = null,
    IReadOnlyList<AnyNode>? Results = null
)
{
    /// <summary>The page of the proposal.</summary>
    public string Address => "/proposals/" + Id;
}

/// <summary>How a proposal was decided.</summary>
public sealed record DecisionItem(string By, string? Reason);
