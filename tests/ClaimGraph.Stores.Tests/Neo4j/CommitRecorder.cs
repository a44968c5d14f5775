using System.Reflection;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>A store that keeps the sets given to it, with the time at which they were entered in them.</summary>
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
            _sets.Add(set with { Operations = [.. set.Operations.Select(o => o is Create create ? create with { CreatedAt = create.CreatedAt ?? _clock.GetUtcNow() } : o)] });
        return targetMethod!.Invoke(_store, args);
    }
}
