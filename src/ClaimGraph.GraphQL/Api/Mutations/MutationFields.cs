using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// How parts of the API define a mutation: it takes one input and is one commit, all of it or nothing.
/// What is wrong with an input is said in userErrors.
/// </summary>
internal static class MutationFields
{
    private static readonly InputField ClientMutationId = new(
        "clientMutationId",
        "String",
        "Your id for this mutation, which the payload returns. At most 100 characters. If you send the same input with the same id "
            + "again within 7 days (the server can set another time), "
            + "for example because the response was lost, it is not applied again: the payload has the outcome EXISTING and the record "
            + "as it is now."
    );
    public static readonly InputField Id = new("id", "ID!", "The record.");
    public static readonly InputField Version = new(
        "version",
        "Int",
        "The version that the change is based on. The change is refused if the record has another version. "
            + "Without it, any version is accepted."
    );
    public static readonly InputField RequiredVersion = new(
        "version",
        "Int!",
        "The version that the change is based on. The change is refused if the record has another version."
    );
    public static readonly InputField Key = new(
        "key",
        "String",
        "Your own key for the record, unique within its type. At most 200 characters. "
            + "If a record with this key exists already, it is returned unchanged."
    );

    private const string Body = "body";

    /// <param name="body">Makes the operations of the commit of the input.</param>
    /// <param name="shown">Defines what the payload shows in place of a record.</param>
    /// <param name="run">Does all that the input asks for; null for one commit of what <paramref name="body"/> makes.</param>
    public static FieldType Mutate(
        this ApiDefinition api,
        string name,
        NodeKind? kind,
        string description,
        IEnumerable<InputField> fields,
        Func<Mutation, ValueTask> body,
        Action<ObjectGraphType<Payload>>? shown = null,
        Func<Mutation, ValueTask<Payload>>? run = null
    )
    {
        var isAlone = run is not null;
        run ??= mutation => CommitAsync(mutation, body);
        var pascal = char.ToUpperInvariant(name[0]) + name[1..];
        api.Add(new InputType($"{pascal}Input", $"The input of {name}.", [.. fields, ClientMutationId]));
        api.Add(new PayloadType($"{pascal}Payload", $"The result of {name}.", kind, shown));
        var field = api
            .Mutation.Resolve(
                name,
                $"{pascal}Payload",
                description,
                (scope, context) =>
                {
                    var given = (IDictionary<string, object?>)context.Argument("input")!;
                    return scope.IsAtomic
                        ? scope.Loaders.Batch(scope, static (_, scope) => new AtomicCommit(scope)).Add(name, given, body)
                        : scope.Loaders.Call(
                            (scope, name, given, run),
                            static async (_, asked, _) => await RunAsync(asked.scope, asked.name, asked.given, asked.run)
                        );
                },
                Sdl.Argument("input", $"{pascal}Input!", "The input.")
            )
            .Costs(Weight.Commit);
        field.Metadata[Body] = body;
        return isAlone ? field : field.Joins();
    }

    /// <summary>What a field of Mutation does with its input; null for one that cannot be proposed.</summary>
    public static Func<Mutation, ValueTask>? BodyOf(FieldType field) =>
        field.Metadata.TryGetValue(Body, out var body) ? (Func<Mutation, ValueTask>)body! : null;

    /// <summary>Says that nobody can propose the mutation.</summary>
    public static FieldType NotProposed(this FieldType field)
    {
        field.Metadata.Remove(Body);
        return field;
    }

    private static async ValueTask<Payload> CommitAsync(Mutation mutation, Func<Mutation, ValueTask> body)
    {
        await body(mutation);
        return mutation.Answer ?? await mutation.CommitAsync();
    }

    private static async ValueTask<Payload> RunAsync(
        ApiScope scope,
        string name,
        IDictionary<string, object?> given,
        Func<Mutation, ValueTask<Payload>> run
    )
    {
        while (true)
        {
            var mutation = new Mutation(scope, name, given);
            try
            {
                return await run(mutation);
            }
            catch (RefusedException refused) when (mutation.IsOvertaken(refused))
            {
                // Somebody changed the record between a check and the commit: check again.
                scope.Cancellation.ThrowIfCancellationRequested();
            }
            catch (RefusedException refused)
            {
                return new Payload(mutation.Input.Text("clientMutationId")) { UserErrors = [.. refused.Problems.Select(mutation.InInput)] };
            }
        }
    }
}
