using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>Records by what identifies them, and their lists.</summary>
internal sealed class RecordPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(AsOfType());
        api.Query.Resolve(
                "node",
                "Node",
                "Finds a record by its id, even if it is retracted. For one that was merged, the record that remains. "
                    + "Null if it does not exist.",
                static (_, context) => Record(context.Request, (string)context.Argument("id")!),
                // Relay's compiler wants no other argument here; nodes has asOf.
                Sdl.Argument("id", "ID!", "The id of the record.")
            )
            .Costs(Weight.Record);
        api.Query.Resolve(
                "nodes",
                "[Node]",
                "Finds records by their ids, even if they are retracted. For those that were merged, the records that remain. "
                    + "The result has the order of the ids, "
                    + "with null for each that does not exist.",
                static (_, context) => Nodes(context.Request, context),
                Sdl.Argument("ids", "[ID!]!", "The ids of the records. At most 500, unless the server has another limit."),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.List(static context => ((IReadOnlyList<object>)context.Argument("ids")!).Count)));
        foreach (var noun in Noun.All)
        {
            AddOne(api, noun);
            AddList(api, noun);
        }
    }

    private static InputType AsOfType() =>
        new(
            Moment.TypeName,
            "A moment of the past. Give either a revision or a time.",
            new InputField("revision", "Int", "Right after this revision of the ledger; 0 for the beginning."),
            new InputField("time", "DateTime", "After all that was committed up to then.")
        );

    private static void AddOne(ApiDefinition api, Noun noun)
    {
        var naturalKeys = noun.Entered.Where(f => f.IsNaturalKey).ToArray();
        api.Query.Resolve(
                noun.Word,
                noun.TypeName,
                $"Finds a record of type {noun.TypeName}, even if it is retracted. For one that was merged, the record that remains. "
                    + "Null if it does not exist. "
                    + "Give exactly one argument besides `asOf`.",
                (_, context) => Find(context.Request, context, noun, naturalKeys),
                [
                    Sdl.Argument("id", "ID", "The id of the record."),
                    Sdl.Argument("key", "String", "Your own key for the record."),
                    .. naturalKeys.Select(ArgumentOf),
                    Moment.Argument(),
                ]
            )
            .Costs(Moment.Cost(Weight.Record));
    }

    private static QueryArgument ArgumentOf(Field naturalKey) =>
        Sdl.Argument(
            naturalKey.Name,
            "String",
            $"The {naturalKey.Name} of the record. Any spelling that has the same canonical form finds it."
        );

    private static void AddList(ApiDefinition api, Noun noun) =>
        api
            .Query.Resolve(
                NounNames.List(noun),
                $"{noun.TypeName}Connection",
                $"Lists {noun.Plural}.",
                (_, context) => new ListConnection(context.Request.Loaders, context.Read(noun.Kind, PageArguments.List)),
                [.. PageArguments.For(noun.Kind, newestFirst: true), Moment.Argument()]
            )
            .Costs(Moment.Cost(PageArguments.Cost));

    private static object? Find(ApiScope scope, FieldContext context, Noun noun, Field[] naturalKeys)
    {
        var (id, key) = (context.Argument("id") as string, context.Argument("key") as string);
        var natural = naturalKeys.Where(f => context.Argument(f.Name) is not null).ToArray();
        if ((id is null ? 0 : 1) + (key is null ? 0 : 1) + natural.Length != 1)
            throw new RefusedException(ProblemCode.Required, "Give exactly one argument.", noun.Word);
        if (id is not null)
            return Record(scope, id, noun.Kind);
        var wanted = key is not null
            ? NaturalKey.OfCaller(noun.Kind, key)
            : KeyOf(noun, natural[0], (string)context.Argument(natural[0].Name)!);
        return scope.Loaders.Call(
            wanted,
            static async (store, wanted, cancellation) =>
                (await store.FindAsync([wanted], cancellation))[0] is { } found
                    ? (await store.StandingAsync(await store.GetAsync([found], cancellation), cancellation))[0]
                    : null
        );
    }

    private static object? Record(ApiScope scope, string id, NodeKind? kind = null) =>
        Ids.Find(scope, id, "id", kind) is { } found ? scope.Loaders.Standing(found) : null;

    private static NaturalKey KeyOf(Noun noun, Field field, string text)
    {
        var content = noun.NewContent();
        ((Field<string?>)field).Set(content, text);
        return content.Canonical().NaturalKeys().Cast<NaturalKey?>().FirstOrDefault()
            ?? throw new RefusedException(
                ProblemCode.InvalidFormat,
                field.Format == TextFormat.Url
                    ? "This is not a valid URL; use an absolute http or https URL, such as https://example.org/page."
                    : $"This is not a valid {field.Name}.",
                field.Name
            );
    }

    private static Deferred Nodes(ApiScope scope, FieldContext context)
    {
        var texts = (IReadOnlyList<object>)context.Argument("ids")!;
        if (texts.Count > scope.Options.MaxValues)
            throw new RefusedException(ProblemCode.TooLong, $"Give at most {scope.Options.MaxValues} ids.", "ids");
        // The id 0 is no record's.
        var ids = texts.Select(text => Ids.Find(scope, (string)text, "ids") ?? default).ToArray();
        return scope.Loaders.Call(ids, static async (store, ids, cancellation) => await StandingAsync(store, ids, cancellation));
    }

    private static async ValueTask<object?> StandingAsync(IClaimStore store, NodeId[] ids, CancellationToken cancellation) =>
        await store.StandingAsync(await store.GetAsync(ids, cancellation), cancellation);
}
