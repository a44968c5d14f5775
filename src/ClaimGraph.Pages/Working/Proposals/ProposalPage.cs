using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Working.Proposals;

/// <summary>
/// A proposal: what it would do, and for those who may decide, three ways to end it: accept it, with changes or without; refuse it; or
/// withdraw it, if it is one's own.
/// </summary>
internal sealed class ProposalPage : IForm
{
    public string Pattern => "/proposals/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (await FindAsync(visit) is not { } proposal)
            return null;
        return await FormAsync(visit, proposal, Entries.With());
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (await FindAsync(visit) is not { } proposal)
            return null;
        var deed = DeedOf(entries, proposal);
        if (entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is not null)
            return View.See(Address.With(proposal.Address, ("done", deed.Mutation)));
        var form = await FormAsync(visit, proposal, entries);
        return form with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    private static Deed DeedOf(Entries entries, ProposalItem proposal)
    {
        var input = new JsonObject { ["id"] = proposal.Id };
        if (entries.Text("reason") is { } reason)
            input["reason"] = reason;
        switch (entries["act"])
        {
            case "refuse":
                if (!input.ContainsKey("reason"))
                    entries.Refuse("reason", Texts.Reason_missing);
                return new Deed("refuseProposal", input) { CanBeProposed = false, FieldOf = FieldOf };
            case "withdraw":
                return new Deed("withdrawProposal", input, Role.Reader) { CanBeProposed = false, FieldOf = FieldOf };
            default:
                if (ProposedInput.Changed(proposal.Input!, entries) is { Count: > 0 } changed)
                    input["change"] = new JsonObject { [proposal.Mutation] = changed };
                return new Deed("acceptProposal", input) { CanBeProposed = false, FieldOf = FieldOf };
        }
    }

    // A path below the change is one in the proposed input.
    private static string? FieldOf(IReadOnlyList<string> path) =>
        path switch
        {
            ["reason"] => "reason",
            ["change", _, _, ..] => ProposedInput.FieldOf(path.Skip(2)),
            _ => null,
        };

    private static async ValueTask<ProposalItem?> FindAsync(Visit visit)
    {
        try
        {
            var variables = new JsonObject { ["id"] = visit.Route("id") };
            return (await visit.AskAsync<ProposalToDecideData>("ProposalToDecide", variables)).Proposal;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }

    private static async ValueTask<View> FormAsync(Visit visit, ProposalItem proposal, Entries entries)
    {
        entries.Fill(ProposedInput.Of(proposal.Input!).Select(v => (v.Field, v.Text)));
        var effect =
            proposal.State == "OPEN" && visit.May(Role.Contributor)
                ? (await visit.AskAsync<EffectOfProposalData>("EffectOfProposal", new JsonObject { ["id"] = proposal.Id })).Proposal?.Effect
                : null;
        return View.Of<ProposalView>(new ProposalShown(proposal, effect, entries));
    }
}

/// <summary>What the page shows.</summary>
public sealed record ProposalShown(ProposalItem Proposal, ProposalEffectItem? Effect, Entries Entries);

/// <summary>What <c>ProposalToDecide.graphql</c> selects.</summary>
public sealed record ProposalToDecideData(ProposalItem? Proposal);

/// <summary>What <c>EffectOfProposal.graphql</c> selects.</summary>
public sealed record EffectOfProposalData(ProposalWithEffect? Proposal);

/// <summary>A proposal with what it would do.</summary>
public sealed record ProposalWithEffect(ProposalEffectItem? Effect);

/// <summary>What a proposal would do, or why it cannot be accepted.</summary>
public sealed record ProposalEffectItem(
    int Count,
    IReadOnlyList<RecordEffect> Changes,
    IReadOnlyList<InputProblem> UserErrors,
    IReadOnlyList<InputProblem> Warnings
);
