using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>Records by what identifies them, and their lists.</summary>
internal sealed class RecordPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Query.Resolve("node", "Node", "One record by its id, retracted ones too; null when there is none.",
            static (scope, context) => scope.Loaders.Node(Ids.Parse((string)context.Argument("id")!, "id")),
            Sdl.Argument("id", "ID!", "The id."));
        api.Query.Resolve("nodes", "[Node]!", "Records by their ids, in the order asked for; null where there is none.",
            static (scope, context) => Nodes(scope, context),
            Sdl.Argument("ids", "[ID!]!", "The ids, 500 at most unless the server is set otherwise."))
            .Costs(Weight.List(static context => ((IReadOnlyList<object>)context.Argument("ids")!).Count));
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            AddOne(api, kind);
            AddList(api, kind);
        }
    }

    private static void AddOne(ApiDefinition api, NodeKind kind)
    {
        var url = kind == NodeKind.Source ? new[] { Sdl.Argument("url", "String", "Its address; what has the same canonical form is found too.") } : [];
        api.Query.Resolve(NounNames.Lower(kind), kind.ToString(),
            $"One record of type {kind}, retracted ones too; null when there is none. Give one argument.",
            (scope, context) => Find(scope, context, kind),
            [Sdl.Argument("id", "ID", "The id."), Sdl.Argument("key", "String", "The caller's own key."), .. url]);
    }

    private static void AddList(ApiDefinition api, NodeKind kind) =>
        api.Query.Resolve(NounNames.Plural(kind), $"{kind}Connection!", $"The records of type {kind}.",
            (scope, context) => new ListConnection(scope.Loaders, context.Read(c => PageArguments.List(c, kind))),
            PageArguments.For(kind, newestFirst: true)).Costs(PageArguments.Cost);

    private static object? Find(ApiScope scope, FieldContext context, NodeKind kind)
    {
        var (id, key, url) = (context.Argument("id") as string, context.Argument("key") as string, context.Argument("url") as string);
        if (new[] { id, key, url }.Count(a => a is not null) != 1)
            throw new RefusedException(ProblemCode.Required, "Give exactly one of the arguments.", NounNames.Lower(kind));
        if (id is not null) return scope.Loaders.Node(Ids.Parse(id, "id", kind));
        var natural = key is not null ? NaturalKey.OfCaller(kind, key) : new SourceContent { Url = url }.Canonical().NaturalKey();
        if (natural is not { } known) throw new RefusedException(ProblemCode.InvalidFormat, "An absolute http or https address is expected.", "url");
        return scope.Loaders.Call(known, static async (store, natural, cancellation) =>
            (await store.FindAsync([natural], cancellation))[0] is { } found ? (await store.GetAsync([found], cancellation))[0] : null);
    }

    private static Pending Nodes(ApiScope scope, FieldContext context)
    {
        var texts = (IReadOnlyList<object>)context.Argument("ids")!;
        if (texts.Count > scope.Options.MaxValues) throw new RefusedException(ProblemCode.TooLong, $"At most {scope.Options.MaxValues} ids are taken.", "ids");
        var ids = texts.Select(text => Ids.Parse((string)text, "ids")).ToArray();
        return scope.Loaders.Call(ids, static async (store, ids, cancellation) => await store.GetAsync(ids, cancellation));
    }
}
