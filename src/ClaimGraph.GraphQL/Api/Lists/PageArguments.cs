using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Lists;

/// <summary>The arguments of every list, and what the store is asked for them.</summary>
internal static class PageArguments
{
    /// <summary>filter, orderBy, first, after, last, before; the ones of a single list stand before them.</summary>
    public static QueryArgument[] For(NodeKind kind, bool newestFirst, params QueryArgument[] own) =>
        [
            .. own,
            Sdl.Argument(
                "filter",
                $"{kind}Filter",
                "The records to include. Retracted records are left out unless the filter names `status`."
            ),
            Sdl.Argument(
                "orderBy",
                $"{kind}Order",
                $"The order. The default is by creation, {(newestFirst ? "newest" : "oldest")} first. Equal values are ordered by id."
            ),
            Sdl.Argument(
                "first",
                "Int",
                "The number of records from the start of the list, or after `after`. "
                    + "The default is 20 if `last` is not given either. At most 100, unless the server has another limit."
            ),
            Sdl.Argument("after", "String", "Only records after this cursor."),
            Sdl.Argument(
                "last",
                "Int",
                "The number of records from the end of the list, or before `before`, in list order. Do not combine it with `first`."
            ),
            Sdl.Argument("before", "String", "Only records before this cursor."),
        ];

    /// <summary>A page counts with the size that is asked for.</summary>
    public static readonly Weight Cost = Weight.Pages(static context =>
        Entries(context, context.Argument("last") is null ? "first" : "last", context.Request.Options.DefaultPageSize)
    );

    public static ListQuery List(FieldContext context, NodeKind kind)
    {
        var order = (OrderBy?)context.Argument("orderBy") ?? OrderBy.Newest(kind);
        return new ListQuery(kind, ListFilter(context, kind), order, Page(context, order));
    }

    /// <summary>What is linked by <paramref name="via"/>, by default in the order in which it was entered.</summary>
    public static LinkQuery Links(FieldContext context, Field via) => Links(context, via, null);

    public static LinkQuery Links(FieldContext context, Field via, Filter? own)
    {
        var order = (OrderBy?)context.Argument("orderBy") ?? OrderBy.Oldest(via.Kind);
        return new LinkQuery(via, ListFilter(context, via.Kind, own), order, Page(context, order));
    }

    /// <summary>The filter argument as lists, counts and series use it.</summary>
    public static Filter ListFilter(FieldContext context, NodeKind kind, Filter? own = null)
    {
        var given = ((FilterInput?)context.Argument("filter"))?.ToFilter(context.Request);
        return Filter.ForList(
            kind,
            given is null ? own
                : own is null ? given
                : Filter.AllOf(own, given)
        );
    }

    /// <summary>A number of entries within the server's limits.</summary>
    public static int Size(FieldContext context, string name, int otherwise)
    {
        if (context.Argument(name) is not int size)
            return Math.Min(otherwise, context.Request.Options.MaxPageSize);
        if (size < 0)
            throw Refused($"{name} is negative; use 0 or more.", name);
        var most = context.Request.Options.MaxPageSize;
        if (size > most)
            throw Refused($"{name} is too large; use at most {most}.", name);
        return size;
    }

    /// <summary>As <see cref="Size"/>, for the cost: a size that will be refused counts as the most there is.</summary>
    public static Func<FieldContext, int> Entries(string name, int otherwise) => context => Entries(context, name, otherwise);

    private static int Entries(FieldContext context, string name, int otherwise) =>
        Math.Min(context.Argument(name) as int? ?? otherwise, context.Request.Options.MaxPageSize);

    private static PageRequest Page(FieldContext context, OrderBy order)
    {
        var backward = context.Argument("last") is not null;
        if (backward && context.Argument("first") is not null)
            throw Refused("Give first or last, not both.", "last");
        return new PageRequest
        {
            Size = Size(context, backward ? "last" : "first", context.Request.Options.DefaultPageSize),
            After = CursorOf(context, "after", order),
            Before = CursorOf(context, "before", order),
            Backward = backward,
        };
    }

    private static Cursor? CursorOf(FieldContext context, string name, OrderBy order) =>
        context.Argument(name) is string text ? Cursor.Decode(text, order, name) : null;

    private static RefusedException Refused(string message, string argument) => new(ProblemCode.OutOfRange, message, argument);
}
