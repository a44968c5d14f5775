using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>Changes that are proposed, looked at, and accepted or refused.</summary>
internal sealed class ProposalPart : IApiPart
{
    private static readonly Weight Looking = Weight.Commit with { OwnBy = static _ => 2 * Weight.Commit.Own };

    private IReadOnlyList<ProposedMutation> _mutations = [];

    public void AddTo(ApiDefinition api)
    {
        api.Add(
            new ProposedChangeType("ProposedChange", "The input of one mutation, under its name. Give exactly one."),
            new ProposalEffectType(),
            new ProposedWriteType()
        );
        AddPropose(api);
        var deciding = new Deciding(() => _mutations);
        AddAccept(api, deciding);
        AddRefuse(api, deciding);
        AddWithdraw(api);
        api.Extend<ProposedChangeType>(type =>
        {
            _mutations = ProposedMutation.Of(api);
            type.AddAll(_mutations);
        });
        api.Extend<NounType<Proposal>>(type => AddFields(type, deciding));
    }

    private void AddPropose(ApiDefinition api) =>
        api.Mutate(
                "propose",
                NodeKind.Proposal,
                "Proposes a mutation. It is checked as if it were carried out, but only the proposal is written. Of equal proposals that "
                    + "are open there is one. Needs a key or an account: who reads without one cannot propose.",
                [
                    new InputField("change", "ProposedChange!", "The mutation."),
                    new InputField("note", "String", "Why it should be made. At most 5,000 characters."),
                    new InputField("sourceUrl", "String", "The URL from which it was taken. At most 2,048 characters."),
                    new InputField(
                        "tool",
                        "String",
                        "The program that makes the proposal, with its version. At most 500 characters. Leave it out for a person's."
                    ),
                ],
                mutation => new Proposing(mutation, _mutations).RunAsync(),
                static payload =>
                {
                    payload.Part("proposal", "Proposal", "The proposal as it is now. Null if the input was refused.", static p => p.Node);
                    payload.Part(
                        "effect",
                        "ProposalEffect",
                        "What the change would do if it were accepted now. Null if the input was refused.",
                        static p => p.Preview is { } preview ? new ProposalEffect(preview, []) : null
                    );
                }
            )
            .NotProposed()
            .Costs(Looking)
            .NeedsKey()
            .Needs(Role.Reader);

    private static void AddAccept(ApiDefinition api, Deciding deciding) =>
        api.Mutate(
                "acceptProposal",
                NodeKind.Proposal,
                "Accepts an open proposal: carries out its mutation, in one commit with the decision. You need the role that the mutation "
                    + "itself needs. Refused as the mutation would be, for example with STALE_VERSION if the record has changed since the "
                    + "proposal was made.",
                [
                    new InputField("id", "ID!", "The proposal."),
                    new InputField(
                        "change",
                        "ProposedChange",
                        "What you change: the same mutation. Fields that you give replace those of the proposal, and fields that you leave "
                            + "out stay as proposed."
                    ),
                    new InputField("reason", "String", "The reason. At most 2,000 characters."),
                ],
                deciding.AcceptAsync
            )
            .NotProposed()
            .Needs(Role.Contributor);

    private static void AddRefuse(ApiDefinition api, Deciding deciding) =>
        api.Mutate(
                "refuseProposal",
                NodeKind.Proposal,
                "Refuses an open proposal. You need the role that its mutation needs.",
                [
                    new InputField("id", "ID!", "The proposal."),
                    new InputField("reason", "String!", "The reason. At most 2,000 characters."),
                ],
                deciding.RefuseAsync
            )
            .NotProposed()
            .Needs(Role.Contributor);

    private static void AddWithdraw(ApiDefinition api) =>
        api.Mutate(
                "withdrawProposal",
                NodeKind.Proposal,
                "Withdraws an open proposal of your own. Needs a key or an account.",
                [new InputField("id", "ID!", "The proposal."), new InputField("reason", "String", "The reason. At most 2,000 characters.")],
                Deciding.WithdrawAsync
            )
            .NotProposed()
            .NeedsKey()
            .Needs(Role.Reader);

    private static void AddFields(NounType<Proposal> type, Deciding deciding)
    {
        type.Resolve(Fields.Proposal.Input, static (p, _) => ProposedInput.WithIds(p.Content.Input, p.Content.Concerns));
        type.Resolve(
                "effect",
                "ProposalEffect",
                "What the change would do if it were accepted now, or why it cannot be. Null once it is decided.",
                (proposal, context) => EffectOf(proposal, context.Request, deciding)
            )
            .Costs(Weight.Commit)
            .Needs(Role.Contributor);
    }

    private static Deferred? EffectOf(Proposal proposal, ApiScope scope, Deciding deciding) =>
        proposal is not { IsActive: true, Content.State: ProposalState.Open }
            ? null
            : scope.Loaders.Call(
                (proposal, scope, deciding),
                static async (_, asked, _) => (object?)await asked.deciding.EffectAsync(asked.proposal, asked.scope)
            );
}
