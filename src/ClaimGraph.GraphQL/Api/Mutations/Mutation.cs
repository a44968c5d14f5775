using System.Globalization;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Requests;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What a mutation field answers.</summary>
internal sealed record Payload(string? ClientMutationId)
{
    public Node? Node { get; init; }
    public Outcome? Outcome { get; init; }
    public long? Revision { get; init; }
    public IReadOnlyList<Problem> UserErrors { get; init; } = [];
    public IReadOnlyList<Problem> Warnings { get; init; } = [];
}

/// <summary>One mutation field being carried out: its input becomes the operations of one change set.</summary>
internal sealed class Mutation
{
    private const int MaxClientMutationId = 100;

    private readonly string _name;
    private readonly IDictionary<string, object?> _given;
    private readonly List<Problem> _problems = [];
    private readonly List<Operation> _operations = [];
    private readonly List<string[]> _paths = [];

    public Mutation(ApiScope scope, string name, IDictionary<string, object?> given)
    {
        (Scope, _name, _given) = (scope, name, given);
        Input = new Input(given, _problems);
    }

    public ApiScope Scope { get; }
    public Input Input { get; }

    /// <summary>Adds an operation.</summary>
    /// <param name="path">Where its content stands in the input.</param>
    public void Add(Operation operation, params string[] path)
    {
        _operations.Add(operation);
        _paths.Add(path);
    }

    /// <summary>Adds the entry of a node and gives its id.</summary>
    /// <param name="isOnlyNamed">See <see cref="Changes.Create.IsOnlyNamed"/>.</param>
    public NodeId Create(Content content, string? key, bool isOnlyNamed = false, params string[] path)
    {
        var id = Scope.Ids.Next(content.Kind);
        Add(new Create(id, content) { Key = key, IsOnlyNamed = isOnlyNamed }, path);
        return id;
    }

    /// <summary>A node that the mutation changes.</summary>
    /// <exception cref="RefusedException">There is none of this kind.</exception>
    public async ValueTask<Node> ReadAsync(NodeKind? kind = null)
    {
        var id = Schema.Ids.Parse(Input.Text("id")!, "id", kind);
        return (await Scope.Store.GetAsync([id], Scope.Cancellation))[0]
            ?? throw new RefusedException(ProblemCode.NotFound, $"There is no record of type {id.Kind} with the id {id}.", "id");
    }

    /// <summary>Commits the operations. The node of the payload is that of the last one.</summary>
    /// <exception cref="RefusedException">Nothing was written.</exception>
    public async ValueTask<Payload> CommitAsync()
    {
        var key = IdempotencyKey();
        if (_problems.Count > 0)
            throw new RefusedException(_problems);
        var result = await CommitAsync(
            new ChangeSet
            {
                Principal = Scope.Principal.Name,
                Reason = Input.Text("reason"),
                IdempotencyKey = key,
                IdempotentFor = Scope.Options.RememberMutationsFor,
                Operations = _operations,
            }
        );
        Scope.Committed();
        Scope.Loaders.Renew(result.Results.Select(r => r.Node));
        var last = result.Results[^1];
        return new Payload(Input.Text("clientMutationId"))
        {
            Node = last.Node,
            Outcome = _operations[^1] is Revert ? OutcomeOfAll(result) : last.Outcome,
            Revision = result.Revision,
            Warnings = [.. result.Results.SelectMany((r, i) => r.Warnings.Select(w => InInput(w with { Path = [$"{i}", .. w.Path] })))],
        };
    }

    private static Outcome OutcomeOfAll(CommitResult result) =>
        result.Results.Select(r => r.Outcome).FirstOrDefault(o => o != Outcome.Unchanged, Outcome.Unchanged);

    /// <summary>A mutation is small: if it takes too long, the store is to blame and not who sent it.</summary>
    private async ValueTask<CommitResult> CommitAsync(ChangeSet changes)
    {
        try
        {
            return await Scope.Store.CommitAsync(changes, Scope.Cancellation);
        }
        catch (OperationCanceledException late) when (Scope.IsOverdue)
        {
            throw new StoreUnavailableException("The store is too busy or does not respond. Nothing was changed. Try again later.", late);
        }
    }

    /// <summary>The same problem with its path in the input instead of in the change set.</summary>
    public Problem InInput(Problem problem)
    {
        string[] path = [.. problem.Path];
        if (
            path.Length == 0
            || !int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var operation)
            || operation >= _paths.Count
        )
            return problem with { Path = ["input", .. path.Select(p => p == "idempotencyKey" ? "clientMutationId" : p)] };
        path = _operations[operation] switch
        {
            SetStatus => path[1..],
            Revert => [],
            { Id.Kind: var kind } => [.. InputNames(Noun.Of(kind).Entered, path[1..])],
        };
        if (path is ["participations", _, ..] && !Input.Has("participations"))
            path = path[2..]; // the one that is added
        return problem with { Path = ["input", .. _paths[operation], .. path] };
    }

    private string? IdempotencyKey()
    {
        if (Input.Text("clientMutationId") is not { Length: > 0 } id)
            return null;
        if (id.Length <= MaxClientMutationId)
            return $"{_name}:{id}:{InputHash.Of(Scope.Principal.Name, _given)}";
        Input.Refuse(ProblemCode.TooLong, $"This id is too long; use at most {MaxClientMutationId} characters.", "clientMutationId");
        return null;
    }

    /// <summary>A path through a content as it is through the input: fields, and positions in lists.</summary>
    private static IEnumerable<string> InputNames(IReadOnlyList<Field> fields, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            var field = fields.FirstOrDefault(f => f.Name == name);
            if (field?.Part is { } part)
                fields = part.Fields;
            yield return field is null ? name : FieldInputs.NameOf(field);
        }
    }
}
