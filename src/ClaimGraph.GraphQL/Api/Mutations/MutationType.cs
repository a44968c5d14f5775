using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Keys;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// The root of all writing. Every field takes one input and is one commit: all of it or nothing. What is wrong with an input is said in userErrors.
/// </summary>
internal sealed class MutationType : ObjectGraphType<RequestScope>
{
    private const int Attempts = 5;

    private static readonly InputField ClientMutationId = new("clientMutationId", "String",
        "Comes back in the payload; at most 100 characters. The same input sent again with the same id, after a lost answer for example, is not applied again: "
        + "the payload then has the outcome EXISTING and the record as it is now.");
    private static readonly InputField Id = new("id", "ID!", "The record.");
    private static readonly InputField Version = new("version", "Int", "The version that the change was made from; the change is refused when the record has another. Any when not given.");
    private static readonly InputField Key = new("key", "String",
        "Your own key for the record, unique within its kind; at most 200 characters. Entering the same key again gives the record that is there.");

    public MutationType(Action<IGraphType> register)
    {
        Name = "Mutation";
        Description = "All that can be written. Each field is one commit with one entry in the ledger.";
        Register = register;
        foreach (var noun in NounInputs.All) AddCreate(noun);
        foreach (var noun in NounInputs.All) AddUpdate(noun);
        AddWithSource("addEvidence", NounInputs.Evidence, "basisId");
        AddWithSource("addAppearance", NounInputs.Appearance, "sourceId");
        AddParticipation();
        AddStatus();
        this.AddKeys();
    }

    private Action<IGraphType> Register { get; }

    /// <summary>A verdict is a reviewer's; all else a contributor may write.</summary>
    private static Role Writer(NounInput noun) => noun.Kind == NodeKind.Review ? Role.Reviewer : Role.Contributor;

    private void AddCreate(NounInput noun) => Define($"create{noun.Kind}", noun.Kind,
        $"Enters a record of type {noun.Kind}. What is there already, by its key or by its own identity, stays as it is and is given back.",
        [.. noun.Fields, Key], mutation =>
        {
            mutation.Create(noun.Read(mutation.Input, null), mutation.Input.Text("key"));
            return default;
        }).Needs(Writer(noun));

    private void AddUpdate(NounInput noun) => Define($"update{noun.Kind}", noun.Kind,
        $"Changes a record of type {noun.Kind}. Fields that are given replace what was there, null clears, fields left out stay.",
        [Id, Version with { Type = "Int!", Description = "The version that the change was made from; the change is refused when the record has another." }, .. noun.Changeable],
        async mutation =>
        {
            var node = await mutation.ReadAsync(noun.Kind);
            mutation.Add(new Update(node.Id, mutation.Input.Value<int>("version")!.Value, noun.Read(mutation.Input, node.Data)));
        }).Needs(Writer(noun));

    private void AddWithSource(string name, NounInput noun, string reference) => Define(name, noun.Kind,
        $"As create{noun.Kind}, and the source can be entered in the same commit: it is found by its key or its canonical address, or made.",
        [.. noun.Fields.Select(f => f.Name == reference ? f.Optional : f), new("source", "SourceInput", $"The source, in place of {reference}."), Key],
        mutation =>
        {
            var content = noun.Read(mutation.Input, null);
            if (mutation.Input.Has("source") && mutation.Input.Has(reference))
                mutation.Input.Refuse(ProblemCode.OutOfRange, $"Give {reference} or source, not both.", "source");
            var source = mutation.Input.Inner("source", null, static inner => new InlineSource(NounInputs.Source.Read(inner, null), inner.Text("key")));
            if (source is not null) content = WithSource(content, mutation.Create(source.Content, source.Key, "source"));
            else if (noun.Kind == NodeKind.Evidence && mutation.Input.Text(reference) is null)
                mutation.Input.Refuse(ProblemCode.Required, $"Give {reference} or source.", reference);
            mutation.Create(content, mutation.Input.Text("key"));
            return default;
        }).Needs(Writer(noun));

    private void AddParticipation()
    {
        InputField[] fields = [Id with { Description = "The event." }, new("actorId", "ID!", "Who."), new("role", "String!", "As what, in capitals."), Version];
        Define("addParticipation", NodeKind.Event, "Adds an actor's part to an event.", fields,
            mutation => ChangeParticipationsAsync(mutation, static (all, one) => [.. all, one])).Needs(Role.Contributor);
        Define("removeParticipation", NodeKind.Event, "Takes an actor's part from an event.", fields,
            mutation => ChangeParticipationsAsync(mutation, static (all, one) => [.. all.Where(p => p != one)])).Needs(Role.Contributor);
    }

    private void AddStatus()
    {
        var reason = new InputField("reason", "String!", "Why; at most 2,000 characters.");
        Define("retract", null, "Withdraws a record. It stays readable and counts for nothing.", [Id, reason, Version], mutation => SetStatus(mutation, RecordStatus.Retracted))
            .Needs(Role.Reviewer);
        Define("restore", null, "Takes a withdrawal or correction back.", [Id, reason.Optional, Version], mutation => SetStatus(mutation, RecordStatus.Active)).Needs(Role.Reviewer);
        Define("correctSource", NodeKind.Source, "Marks a source as corrected by its publisher; the reason says what changed.",
            [Id, reason, Version], mutation => SetStatus(mutation, RecordStatus.Corrected, NodeKind.Source)).Needs(Role.Reviewer);
    }

    private static Content WithSource(Content content, NodeId source) => content switch
    {
        EvidenceContent evidence => evidence with { Basis = source },
        AppearanceContent appearance => appearance with { Source = source },
        _ => throw new ArgumentOutOfRangeException(nameof(content)),
    };

    private static async ValueTask ChangeParticipationsAsync(Mutation mutation, Func<IReadOnlyList<Participation>, Participation, IReadOnlyList<Participation>> change)
    {
        var happened = (Event)await mutation.ReadAsync(NodeKind.Event);
        var participations = change(happened.Content.Participations, PartInputs.Participation(mutation.Input));
        mutation.Add(new Update(happened.Id, mutation.Input.Value<int>("version") ?? happened.Version, happened.Content with { Participations = participations }));
    }

    private static ValueTask SetStatus(Mutation mutation, RecordStatus status, NodeKind? kind = null)
    {
        mutation.Add(new SetStatus(Schema.Ids.Parse(mutation.Input.Text("id")!, "id", kind), status) { ExpectedVersion = mutation.Input.Value<int>("version") });
        return default;
    }

    private FieldType Define(string name, NodeKind? kind, string description, IEnumerable<InputField> fields, Func<Mutation, ValueTask> body)
    {
        var pascal = char.ToUpperInvariant(name[0]) + name[1..];
        Register(new InputType($"{pascal}Input", $"The input of {name}.", [.. fields, ClientMutationId]));
        Register(new PayloadType($"{pascal}Payload", $"What {name} came to.", kind));
        return this.Resolve(name, $"{pascal}Payload", description,
            (scope, context) => scope.Loaders.Call((scope, name, Given: (IDictionary<string, object?>)context.Argument("input")!, body),
                static async (_, asked, _) => await RunAsync(asked.scope, asked.name, asked.Given, asked.body)),
            Sdl.Argument("input", $"{pascal}Input!", "What to write.")).Costs(Weight.Commit);
    }

    private static async ValueTask<Payload> RunAsync(RequestScope scope, string name, IDictionary<string, object?> given, Func<Mutation, ValueTask> body)
    {
        for (var attempt = 1; ; attempt++)
        {
            var mutation = new Mutation(scope, name, given);
            try
            {
                await body(mutation);
                return await mutation.CommitAsync();
            }
            catch (RefusedException refused) when (attempt < Attempts && IsOvertaken(refused, mutation.Input))
            {
                // Somebody else changed the record between reading and writing, and the client does not mind: read again.
            }
            catch (RefusedException refused)
            {
                return new Payload(mutation.Input.Text("clientMutationId")) { UserErrors = [.. refused.Problems.Select(mutation.InInput)] };
            }
        }
    }

    private static bool IsOvertaken(RefusedException refused, Input input) =>
        input.Value<int>("version") is null && refused.Problems.All(p => p.Code == ProblemCode.StaleVersion);

    private sealed record InlineSource(Content Content, string? Key);
}
