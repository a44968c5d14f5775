using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The type of a noun.</summary>
internal interface INounType : IObjectGraphType
{
    Noun Noun { get; }

    /// <summary>Gives the list of a back link an argument of its own.</summary>
    /// <param name="filter">Restricts the list, from a value of the argument that is not null.</param>
    void AddArgument(BackLink link, QueryArgument argument, Func<object, Filter> filter);
}

/// <summary>The type of a noun, made from its description. What only one noun has is added by that noun's folder.</summary>
internal sealed class NounType<TNode> : ObjectGraphType<TNode>, INounType
    where TNode : Node
{
    public NounType(Noun noun)
    {
        (Noun, Name, Description) = (noun, noun.TypeName, noun.Summary);
        foreach (var field in noun.AllFields.Where(f => f.IsShown))
            AddField(field);
        foreach (var link in noun.BackLinks)
            AddList(link);
        AddHistory();
    }

    public Noun Noun { get; }

    /// <summary>Lets a described field be resolved in a way of its own.</summary>
    public FieldType Resolve(Field field, Func<TNode, FieldContext, object?> resolve, params QueryArgument[] arguments)
    {
        var shown = Fields.Find(field.Name) ?? throw new ArgumentException($"{Name} does not show {field}.", nameof(field));
        var before = (Resolver)shown.Resolver!;
        (shown.Resolver, shown.Arguments) = (new ContextResolver<TNode>(resolve) { Weight = before.Weight }, new QueryArguments(arguments));
        return shown;
    }

    public void AddArgument(BackLink link, QueryArgument argument, Func<object, Filter> filter)
    {
        var list = Fields.Find(link.Name)!;
        var (via, name) = (link.Via, argument.Name);
        list.Arguments = new QueryArguments([argument, .. list.Arguments!]);
        list.Resolver = Lists(
            (context, via) => PageArguments.Links(context, via, context.Argument(name) is { } value ? filter(value) : null),
            via
        );
    }

    private void AddField(Field field) =>
        this.Define(
            field.Name,
            TypeNames.Shown(field),
            field.Description,
            field.Role switch
            {
                FieldRole.Common => FieldResolvers.Of<Itself>(field),
                FieldRole.Derived => FieldResolvers.Of<ItsDerivedValues>(field),
                _ => FieldResolvers.Of<ItsContent>(field),
            }
        );

    /// <summary>A list of the nodes that name this one.</summary>
    private void AddList(BackLink link) =>
        this.Define(
            link.Name,
            $"{link.Via.Kind}Connection!",
            link.Description,
            Lists(link.Via.Role == FieldRole.Common ? MergedLinks : PageArguments.Links, link.Via),
            PageArguments.For(link.Via.Kind, newestFirst: false)
        );

    /// <summary>What was merged into a node is retracted, and shown all the same.</summary>
    private static LinkQuery MergedLinks(FieldContext context, Field via) =>
        PageArguments.Links(context, via, Filter.Is(ClaimGraph.Fields.Status(via.Kind), RecordStatus.Retracted));

    private static ContextResolver<TNode> Lists(Func<FieldContext, Field, LinkQuery> query, Field via) =>
        new((node, context) => new LinkConnection(context.Request.Loaders, context.Read(via, query), node.Id))
        {
            Weight = PageArguments.Cost,
        };

    private void AddHistory() =>
        this.Resolve(
                "history",
                "[LedgerEntry!]!",
                "The ledger entries that changed this record, newest first. Each entry shows only its changes to this record and, with "
                    + "`linked`, to those that name it.",
                static (node, context) =>
                    context.Request.Loaders.Call(
                        RecordHistory.Of(node.Id, context),
                        static (store, asked, cancellation) => asked.ReadAsync(store, cancellation)
                    ),
                RecordHistory.Arguments
            )
            .Costs(RecordHistory.Cost);
}
