using ClaimGraph.Arguments;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Arguments;

/// <summary>What argues for and against a record, through all levels, in one call.</summary>
internal sealed class ArgumentTreePart : IApiPart
{
    private const int DefaultDepth = 3;
    private const int MaxDepth = 50;
    private const int DefaultFirst = 100;
    private const int MaxFirst = 1_000;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new ArgumentTreeType(), new ArgumentEdgeType());
        api.Query.Resolve(
                "argumentTree",
                "ArgumentTree",
                "The active evidence on a statement or on evidence, the evidence on that and on the statements that it argues from, and so "
                    + "on, as a flat list.",
                static (_, context) => Load(context.Request, context),
                Sdl.Argument("root", "ID!", "The id of a statement or of evidence."),
                Sdl.Argument("depth", "Int", $"The number of levels, from 1 to {MaxDepth}.", DefaultDepth),
                Sdl.Argument("first", "Int", $"How much evidence at most, from 1 to {MaxFirst:N0}, nearest first.", DefaultFirst),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.Pages(static context => Math.Clamp(context.Argument("first") as int? ?? DefaultFirst, 0, MaxFirst))));
    }

    private static Deferred Load(ApiScope scope, FieldContext context)
    {
        var root = Ids.Get(scope, (string)context.Argument("root")!, "root");
        if (root.Kind is not (NodeKind.Statement or NodeKind.Evidence))
            throw new RefusedException(
                ProblemCode.WrongKind,
                $"{root} is the id of a record of type {root.Kind}; use that of a statement or of evidence.",
                "root"
            );
        var (depth, first) = (context.Number("depth", DefaultDepth, 1, MaxDepth), context.Number("first", DefaultFirst, 1, MaxFirst));
        return scope.Loaders.Call(
            (root, depth, first),
            static async (store, asked, cancellation) =>
                await ArgumentTree.LoadAsync(store, asked.root, asked.depth, asked.first, null, cancellation)
        );
    }
}

internal sealed class ArgumentTreeType : ObjectGraphType<ArgumentTree>
{
    public ArgumentTreeType()
    {
        Name = "ArgumentTree";
        Description = "What argues about a record, level by level. A statement that occurs again, as in a cycle, is not followed again.";
        this.Part("edges", "[ArgumentEdge!]!", "The evidence, each after what it argues about.", static tree => tree.Edges)
            .Costs(Weight.OfPage);
        this.Resolve(
                "nodes",
                "[Node!]!",
                "The root, the evidence and what it rests on, each once.",
                static (tree, context) => context.Request.Loaders.Nodes([.. tree.Nodes])
            )
            .Costs(Weight.OfPage);
        this.Leaf(
            "isWhole",
            "Boolean!",
            "False if there is more evidence than `depth` and `first` let through.",
            static tree => tree.IsWhole
        );
    }
}

internal sealed class ArgumentEdgeType : ObjectGraphType<ArgumentEdge>
{
    public ArgumentEdgeType()
    {
        Name = "ArgumentEdge";
        Description = "A piece of evidence in an argument tree: it leads from its basis to its target.";
        this.Part("evidence", "Evidence!", "The evidence.", static edge => edge.Evidence);
        this.Leaf("from", "ID!", "The id of the source or statement that it rests on.", static edge => edge.Evidence.Content.Basis);
        this.Leaf("to", "ID!", "The id of the statement or evidence that it argues about.", static edge => edge.Evidence.Content.Target);
        this.Leaf(
            "depth",
            "Int!",
            "1 for evidence on the root, 2 for the evidence on that and on what it argues from …",
            static edge => edge.Depth
        );
        this.Leaf(
            "isBack",
            "Boolean!",
            "Whether it argues from a statement that is in the tree already and is not followed again.",
            static edge => edge.IsBack
        );
    }
}
