using System.Reflection;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Records the change sets given to a store, with the time of each entry in them.</summary>
public class CommitRecorder : DispatchProxy
{
    private readonly List<ChangeSet> _sets = [];
    private IClaimStore _store = null!;
    private TimeProvider _clock = null!;

    public static IClaimStore Around(IClaimStore store, TimeProvider clock, out IReadOnlyList<ChangeSet> sets)
    {
        var recorder = Create<IClaimStore, CommitRecorder>();
        var own = (CommitRecorder)(object)recorder;
        (own._store, own._clock, sets) = (store, clock, own._sets);
        return recorder;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [ChangeSet set, ..])
            _sets.Add(set with { Operations = [.. set.Operations.Select(WithTime)] });
        return targetMethod!.Invoke(_store, args);
    }

    private Operation WithTime(Operation operation) =>
        operation is Create create ? create with { CreatedAt = create.CreatedAt ?? _clock.GetUtcNow() } : operation;
}
