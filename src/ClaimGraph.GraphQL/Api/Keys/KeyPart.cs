using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Keys;

/// <summary>
/// The fields by which admins look after keys. Keys are no part of the graph: no ledger entry, no idempotence, no id of a node.
/// </summary>
internal sealed class KeyPart : IApiPart
{
    private const string NoKey = "There is no key with this id. The id is the first part of the key: cg_ and ten characters.";

    public void AddTo(ApiDefinition api)
    {
        api.Add(Types);
        AddQueries(api.Query);
        AddMutations(api.Mutation);
    }

    private static IEnumerable<IGraphType> Types =>
        [
            new EnumType(typeof(Role)),
            new ApiKeyType(),
            new ViewerType(),
            new KeyPayloadType("CreateKeyPayload", "The result of createKey.", withSecret: true),
            new KeyPayloadType("RevokeKeyPayload", "The result of revokeKey.", withSecret: false),
            new InputType(
                "CreateKeyInput",
                "The input of createKey.",
                new("name", "String!", "The holder or the purpose of the key. One line of at most 100 characters. The ledger shows it."),
                new("role", "Role!", "What the holder is allowed to do."),
                new("expiresAt", "DateTime", "When the key expires. If you leave it out, the key does not expire.")
            ),
            new InputType("RevokeKeyInput", "The input of revokeKey.", new InputField("id", "String!", "The id of the key.")),
        ];

    private static void AddQueries(ObjectGraphType<ApiScope> query)
    {
        query.Part("viewer", "Viewer!", "Who you are and what you are allowed to do.", static scope => scope.Principal);
        query
            .Resolve(
                "keys",
                "[ApiKey!]",
                "Lists the keys, newest first, including expired and revoked ones.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (scope.Keys, After: context.Argument("after") as string, First: PageArguments.Size(context, "first", 20)),
                        static async (_, asked, cancellation) => await asked.Keys.ListAsync(asked.After, asked.First, cancellation)
                    ),
                Sdl.Argument("after", "String", "Only keys that follow the key with this id."),
                Sdl.Argument("first", "Int", "The number of keys.", 20)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)))
            .Needs(Role.Admin);
    }

    private static void AddMutations(ObjectGraphType<ApiScope> mutation)
    {
        mutation
            .Resolve(
                "createKey",
                "CreateKeyPayload!",
                "Creates a key. The payload is the only place that ever contains its secret.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (scope, Input: InputOf(context)),
                        static async (_, asked, cancellation) => await CreateAsync(asked.scope, asked.Input, cancellation)
                    ),
                Sdl.Argument("input", "CreateKeyInput!", "The key to create.")
            )
            .Costs(Weight.Commit)
            .Needs(Role.Admin);
        mutation
            .Resolve(
                "revokeKey",
                "RevokeKeyPayload!",
                "Revokes a key permanently. It takes effect immediately on the server that answers, and within a second on other servers "
                    + "of the same store.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (scope, Input: InputOf(context)),
                        static async (_, asked, cancellation) => await RevokeAsync(asked.scope, asked.Input, cancellation)
                    ),
                Sdl.Argument("input", "RevokeKeyInput!", "The key to revoke.")
            )
            .Costs(Weight.Commit)
            .Needs(Role.Admin);
    }

    private static Input InputOf(FieldContext context) =>
        new(context.Request.References, (IDictionary<string, object?>)context.Argument("input")!, []);

    private static async ValueTask<KeyPayload> CreateAsync(ApiScope scope, Input input, CancellationToken cancellation)
    {
        try
        {
            var (key, secret) = await scope.Keys.CreateAsync(
                input.Text("name")!,
                input.Value<Role>("role")!.Value,
                input.Value<DateTimeOffset>("expiresAt"),
                scope.Principal.Name,
                cancellation
            );
            scope.Committed();
            return new KeyPayload(key, secret, []);
        }
        catch (RefusedException refused)
        {
            return new KeyPayload(null, null, [.. refused.Problems.Select(p => p with { Path = ["input", .. p.Path] })]);
        }
    }

    private static async ValueTask<KeyPayload> RevokeAsync(ApiScope scope, Input input, CancellationToken cancellation)
    {
        if (await scope.Keys.RevokeAsync(input.Text("id")!, cancellation) is not { } key)
            return new KeyPayload(null, null, [new Problem(ProblemCode.NotFound, NoKey, ["input", "id"])]);
        scope.Committed();
        return new KeyPayload(key, null, []);
    }
}
