using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Statements;

/// <summary>Short forms of the filters of statements that people need most.</summary>
internal sealed class StatementFilters : IApiPart
{
    public void AddTo(ApiDefinition api) =>
        api.Extend<FilterType>(static type =>
        {
            if (type.Kind != NodeKind.Statement)
                return;
            type.Add(
                "hasStance",
                "Stance",
                "There is active evidence of this stance on the statement.",
                static stance => Filter.Where(CountOf((Stance)stance), Comparison.Greater, 0L)
            );
            type.Add(
                "contested",
                "Boolean",
                "Active evidence both supports and rebuts the statement (true) or does not (false).",
                static wanted => Carries(Attention.Contested, (bool)wanted)
            );
            type.Add(
                "unsupported",
                "Boolean",
                "The statement is checkable and has no active supporting evidence (true), or this is not the case (false).",
                static wanted => Carries(Attention.Unsupported, (bool)wanted)
            );
        });

    private static Field CountOf(Stance stance) =>
        stance switch
        {
            Stance.Supports => Fields.Statement.Argued.SupportCount,
            Stance.Rebuts => Fields.Statement.Argued.RebutCount,
            _ => Fields.Statement.Argued.ContextCount,
        };

    private static Filter Carries(Attention flag, bool wanted)
    {
        var carries = Filter.Is(Fields.Statement.Attention, flag);
        return wanted ? carries : new Not(carries);
    }
}
