using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.Import;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What a mutation field answers.</summary>
internal sealed record Payload(string? ClientMutationId)
{
    public Node? Node { get; init; }
    public Outcome? Outcome { get; init; }
    public long? Revision { get; init; }

    /// <summary>What came of the operations, in their order; empty if none was carried out.</summary>
    public IReadOnlyList<OperationResult> Results { get; init; } = [];

    /// <summary>What became of the records of a commit of many.</summary>
    public IReadOnlyList<RecordResult> Records { get; init; } = [];
    public IReadOnlyList<Problem> UserErrors { get; init; } = [];
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>What a proposal would do; null for other mutations.</summary>
    public Previewed? Preview { get; init; }

    /// <summary>What a list of retractions means here; null for other mutations.</summary>
    public RetractionMatch? Match { get; init; }
}

/// <summary>One mutation field being carried out: its input becomes the operations of one change set.</summary>
internal sealed class Mutation
{
    private const int MaxClientMutationId = 100;

    private readonly string _name;
    private readonly IDictionary<string, object?> _given;
    private readonly List<Problem> _problems = [];
    private readonly List<Operation> _operations = [];
    private readonly List<Place> _places = [];
    private readonly HashSet<int> _checked = [];

    /// <summary>Where an operation comes from: the mutation that made it, which number it has there, where its content stands in the
    /// input, and what the fields are called there.</summary>
    private readonly record struct Place(Mutation By, int Number, string[] Path, InputWords Words);

    public Mutation(ApiScope scope, string name, IDictionary<string, object?> given)
    {
        (Scope, _name, _given) = (scope, name, given);
        Input = new Input(scope.References, given, _problems);
    }

    public ApiScope Scope { get; }
    public Input Input { get; }

    /// <summary>The same mutation before anything was made of its input.</summary>
    public Mutation Again() => new(Scope, _name, _given);

    /// <summary>True while it is only looked at what the mutation would do.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Why the ledger says that it was done; what the input says when null.</summary>
    public string? Reason { get; set; }

    /// <summary>What a proposal would do.</summary>
    public Previewed? Previewed { get; set; }

    /// <summary>What is answered without a commit; null when there is one.</summary>
    public Payload? Answer { get; private set; }

    /// <summary>The reason for the ledger, as far as it is known here.</summary>
    public string? ReasonGiven => Reason ?? Input.Text("reason");

    public int OperationCount => _operations.Count;

    /// <summary>The records that the operations enter.</summary>
    public IEnumerable<Create> Created => _operations.OfType<Create>();

    /// <summary>What is wrong with the input so far.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Adds an operation.</summary>
    /// <param name="path">Where its content stands in the input.</param>
    public void Add(Operation operation, params string[] path) => Add(operation, InputWords.OfMutations, path);

    /// <param name="words">What the fields of its content are called there.</param>
    public void Add(Operation operation, InputWords words, params string[] path)
    {
        _places.Add(new Place(this, _operations.Count, path, words));
        _operations.Add(operation);
    }

    /// <summary>Adds an operation that follows from a version which was read here: if the record has another by now, everything is done
    /// again.</summary>
    public void AddChecked(Update operation)
    {
        _checked.Add(_operations.Count);
        Add(operation);
    }

    /// <summary>Adds the operations of another mutation.</summary>
    /// <param name="path">Where its input stands in the input.</param>
    public void AddAll(Mutation other, params string[] path)
    {
        for (var i = 0; i < other._operations.Count; i++)
        {
            if (other._checked.Contains(i))
                _checked.Add(_operations.Count);
            _places.Add(new Place(other, i, path, other._places[i].Words));
            _operations.Add(other._operations[i]);
        }
    }

    /// <summary>Gives what is withdrawn the reason of this mutation, in a commit that has several.</summary>
    public void KeepReason()
    {
        for (var i = 0; i < _operations.Count; i++)
            _operations[i] = _operations[i] switch
            {
                SetStatus { Status: not RecordStatus.Active, Reason: null } withdrawal => withdrawal with { Reason = ReasonGiven ?? "" },
                Revert revert => revert with { Reason = ReasonGiven },
                var operation => operation,
            };
    }

    /// <summary>True when the only problem is that a record got another version since it was read here.</summary>
    public bool IsOvertaken(RefusedException refused) => refused.Problems.All(p => p.Code == ProblemCode.StaleVersion && CanRepeat(p));

    private bool CanRepeat(Problem problem) =>
        NumberOf(problem) is { } number && (_checked.Contains(number) || _operations[number] is SetStatus { ExpectedVersion: null });

    /// <summary>The records that the operations so far enter or change.</summary>
    public IEnumerable<NodeId> Targets => _operations.Select(o => o.Id);

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
        var id = Schema.Ids.Get(Scope, Input.Text("id")!, "id", kind);
        return (await Scope.Store.GetAsync([id], Scope.Cancellation))[0]
            ?? throw new RefusedException(ProblemCode.NotFound, $"There is no record of type {id.Kind} with the id {id}.", "id");
    }

    /// <summary>Commits the operations. The node of the payload is that of the last one.</summary>
    /// <exception cref="RefusedException">Nothing was written.</exception>
    /// <param name="once">Whether the same input with the same clientMutationId is carried out once.</param>
    public async ValueTask<Payload> CommitAsync(bool once = true)
    {
        var key = once ? IdempotencyKey() : null;
        if (_problems.Count > 0)
            throw new RefusedException(_problems);
        var result = await CommitAsync(Changes() with { IdempotencyKey = key, IdempotentFor = Scope.Options.RememberMutationsFor });
        Scope.Committed();
        Scope.Loaders.Renew(result.Results.Select(r => r.Node));
        return PayloadOf(result.Revision, result.Results);
    }

    /// <summary>The answer once the operations were carried out.</summary>
    /// <param name="results">What came of them, in their order.</param>
    public Payload PayloadOf(long? revision, IReadOnlyList<OperationResult> results) =>
        new(Input.Text("clientMutationId"))
        {
            Node = results[^1].Node,
            Outcome = _operations[^1] is Revert ? OutcomeOfAll(results) : results[^1].Outcome,
            Revision = revision,
            Results = results,
            Warnings = [.. results.SelectMany((r, i) => WarningsOf(r, i).Select(w => InInput(w with { Path = [$"{i}", .. w.Path] })))],
            Preview = Previewed,
        };

    /// <summary>Refuses a clientMutationId that is too long.</summary>
    public void CheckClientMutationId() => IdempotencyKey();

    /// <summary>Answers as the first time if one of these entries shows that the same input was carried out before.</summary>
    public bool Repeats(IReadOnlyList<LedgerEntry> entries, Node node)
    {
        if (IdempotencyKey() is not { } key)
            return false;
        if (entries.FirstOrDefault(e => e.IdempotencyKey == key) is not { } done)
            return false;
        Answer = new Payload(Input.Text("clientMutationId"))
        {
            Node = node,
            Outcome = Outcome.Existing,
            Revision = done.Revision,
        };
        return true;
    }

    /// <summary>What somebody who carries out another's proposal should know, too: that there was nothing to do.</summary>
    private IEnumerable<Problem> WarningsOf(OperationResult result, int i) =>
        _places[i].By == this || result.Outcome is Outcome.Created or Outcome.Updated || _operations[i] is Create { IsOnlyNamed: true }
            ? result.Warnings
            :
            [
                new Problem(
                    ProblemCode.AlreadyExists,
                    $"{result.Node.Kind} {result.Node.Id} is there already as proposed. Nothing was changed.",
                    []
                ),
                .. result.Warnings,
            ];

    /// <summary>What the mutation would do now. Nothing is written.</summary>
    /// <exception cref="RefusedException">The commit would be refused; with paths in the input.</exception>
    public async ValueTask<Previewed> PreviewAsync()
    {
        if (_problems.Count > 0)
            throw new RefusedException([.. _problems.Select(InInput)]);
        try
        {
            return await Preview.RunAsync(Scope.Store, Changes(), Scope.Clock, Scope.Cancellation);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Problems.Select(InInput)]);
        }
    }

    private ChangeSet Changes() =>
        new()
        {
            Principal = Scope.Principal.Name,
            Reason = ReasonGiven,
            Operations = _operations,
        };

    private static Outcome OutcomeOfAll(IReadOnlyList<OperationResult> results) =>
        results.Select(r => r.Outcome).FirstOrDefault(o => o != Outcome.Unchanged, Outcome.Unchanged);

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
        if (NumberOf(problem) is not { } operation)
            return problem with { Path = ["input", .. path.Select(p => p == "idempotencyKey" ? "clientMutationId" : p)] };
        if (_places[operation] is { By: var other } place && other != this)
            return problem with
            {
                Path = ["input", .. place.Path, .. other.InInput(problem with { Path = [$"{place.Number}", .. path[1..]] }).Path.Skip(1)],
            };
        path = _operations[operation] switch
        {
            SetStatus when _places[operation].Path.Length > 0 => [],
            SetStatus or Merge or Unmerge => path[1..],
            Revert => [],
            { Id.Kind: var kind } => [.. InputNames(Noun.Of(kind).Entered, _places[operation].Words, path[1..])],
        };
        if (path is ["participations", _, ..] && _places[operation].Path.Length == 0 && !Input.Has("participations"))
            path = path[2..]; // the one that is added
        return problem with { Path = ["input", .. _places[operation].Path, .. path] };
    }

    /// <summary>The operation that a problem of the change set is about; null when it is about none.</summary>
    private int? NumberOf(Problem problem) => problem.Operation is { } number && number < _operations.Count ? number : null;

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
    private static IEnumerable<string> InputNames(IReadOnlyList<Field> fields, InputWords words, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            var field = fields.FirstOrDefault(f => f.Name == name);
            if (field?.Part is { } part)
                fields = part.Fields;
            yield return field is null ? name : words.NameOf(field);
        }
    }
}
