using System.Globalization;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>The fields of a mutation that are one commit, in their order.</summary>
internal sealed class AtomicCommit(ApiScope scope) : IKeyedBatch
{
    private readonly List<AtomicField> _fields = [];

    public object Key => scope;

    /// <param name="body">Makes the operations of the field's input.</param>
    public Deferred Add(string name, IDictionary<string, object?> given, Func<Mutation, ValueTask> body)
    {
        var field = new AtomicField(name, given, body);
        _fields.Add(field);
        return field;
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        while (!await TryAsync())
            cancellation.ThrowIfCancellationRequested();
    }

    /// <returns>False if somebody changed a record between a check and the commit.</returns>
    private async ValueTask<bool> TryAsync()
    {
        var whole = new Mutation(scope, "atomic", GivenOfAll());
        scope.References.ExpectNothing();
        for (var i = 0; i < _fields.Count; i++)
            if (!await _fields[i].ReadAsync(scope))
                return Refuse();
            else
                whole.AddAll(_fields[i].Part, $"{i}");
        whole.Reason = ReasonOfAll();
        try
        {
            Accept(whole.OperationCount > 0 ? await whole.CommitAsync() : null);
            return true;
        }
        catch (RefusedException refused) when (whole.IsOvertaken(refused))
        {
            return false;
        }
        catch (RefusedException refused)
        {
            foreach (var problem in refused.Problems.Select(whole.InInput))
                _fields[NumberIn(problem)].Errors.Add(problem with { Path = ["input", .. problem.Path.Skip(2)] });
            return Refuse();
        }
    }

    private void Accept(Payload? done)
    {
        var first = 0;
        foreach (var field in _fields)
            first += field.Accept(done, first);
    }

    private bool Refuse()
    {
        var refused = _fields.First(f => f.Errors.Count > 0);
        foreach (var field in _fields)
            field.Refuse(refused.Name);
        return true;
    }

    private static int NumberIn(Problem problem) =>
        int.TryParse(problem.Path.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? ReasonOfAll() =>
        _fields.Select(f => f.Part.ReasonGiven).Where(r => !string.IsNullOrWhiteSpace(r)).Distinct().ToArray() is { Length: > 0 } reasons
            ? string.Join("; ", reasons)
            : null;

    /// <summary>What tells a repetition: all inputs, if one of them has a clientMutationId.</summary>
    private Dictionary<string, object?> GivenOfAll() =>
        new()
        {
            ["clientMutationId"] = _fields.Exists(f => f.Given.ContainsKey("clientMutationId")) ? "all" : null,
            ["fields"] = _fields.ConvertAll(f => new Dictionary<string, object?> { [f.Name] = f.Given }),
        };
}

/// <summary>One of the fields of a mutation that are one commit.</summary>
internal sealed class AtomicField(string name, IDictionary<string, object?> given, Func<Mutation, ValueTask> body) : Deferred
{
    private Payload? _payload;

    public string Name => name;
    public IDictionary<string, object?> Given => given;
    public List<Problem> Errors { get; } = [];

    /// <summary>What came of reading the input.</summary>
    public Mutation Part { get; private set; } = null!;

    public override object? Result => _payload;

    /// <summary>Makes the operations, and lets later fields name what they create.</summary>
    /// <returns>False if the input is refused.</returns>
    public async ValueTask<bool> ReadAsync(ApiScope scope)
    {
        Part = new Mutation(scope, name, given);
        try
        {
            await body(Part);
            Part.KeepReason();
            Part.CheckClientMutationId();
            Errors.AddRange(Part.Problems.Select(Part.InInput));
        }
        catch (RefusedException refused)
        {
            Errors.AddRange(refused.Problems.Select(Part.InInput));
        }
        if (Errors.Count > 0)
            return false;
        foreach (var created in Part.Created)
            scope.References.Expect((created with { Content = created.Content.Canonical() }).Keys(), created.Id);
        return true;
    }

    /// <summary>Takes the results of its operations from those of all.</summary>
    /// <returns>How many it had.</returns>
    public int Accept(Payload? done, int first)
    {
        _payload = Part.Answer ?? Part.PayloadOf(done!.Revision, [.. done.Results.Skip(first).Take(Part.OperationCount)]);
        return Part.OperationCount;
    }

    /// <param name="refused">The field that is to blame.</param>
    public void Refuse(string refused) =>
        _payload = new Payload(given.TryGetValue("clientMutationId", out var id) ? id as string : null)
        {
            UserErrors =
                Errors.Count > 0
                    ? [.. Errors]
                    :
                    [
                        new Problem(
                            ProblemCode.NotApplied,
                            $"Nothing was written, because {refused} of this mutation was refused.",
                            ["input"]
                        ),
                    ],
        };
}
