namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// What evidence is worth, and the counts and weights of the evidence on its target. Both in one rule, as evidence is worth more or less
/// by the evidence on it. It reads the bases and targets that <see cref="UseRule"/> loaded.
/// </summary>
internal sealed class ArgumentRule()
    : DerivedRule([
        Fields.Evidence.Weight,
        Fields.Evidence.Origin,
        Fields.Evidence.BasisRetracted,
        .. Fields.Evidence.Argued.All,
        .. Fields.Statement.Argued.All,
    ])
{
    public override ValueTask ApplyAsync(Derivation derivation)
    {
        if (derivation.Evidence.Count == 0)
            return default;
        var (work, depths) = (derivation.Work, new Dictionary<NodeId, int>());
        // The deepest first: what argues about evidence is weighed before it, so that each is weighed once.
        var next = new PriorityQueue<NodeId, int>(derivation.Evidence.Select(id => (id, -DepthOf(work, depths, id))));
        var waiting = derivation.Evidence.ToHashSet();
        while (next.TryDequeue(out var id, out _))
        {
            var before = work.Before(id) is Evidence stored ? Contribution.Stored(stored) : null;
            var after = Weigh(work, id);
            if (before == after)
                continue;
            derivation.Differences.Add((before, after));
            Add(work, before, -1);
            Add(work, after, +1);
            var target = work.Get<Evidence>(id).Content.Target;
            if (target.Kind == NodeKind.Evidence && waiting.Add(target))
                next.Enqueue(target, -DepthOf(work, depths, target));
        }
        return default;
    }

    /// <summary>How many pieces of evidence there are from this one to the statement, itself included.</summary>
    private static int DepthOf(WorkingSet work, Dictionary<NodeId, int> depths, NodeId evidence)
    {
        var path = new Stack<NodeId>();
        var at = evidence;
        for (; at.Kind == NodeKind.Evidence && !depths.ContainsKey(at); at = work.Get<Evidence>(at).Content.Target)
            path.Push(at);
        var depth = depths.GetValueOrDefault(at);
        while (path.TryPop(out var below))
            depths[below] = ++depth;
        return depth;
    }

    /// <summary>Gives the evidence what it is worth now.</summary>
    private static Contribution? Weigh(WorkingSet work, NodeId id)
    {
        var evidence = work.Get<Evidence>(id);
        var basis = work[evidence.Content.Basis];
        var contribution = Contribution.Of(evidence, basis);
        var derived = evidence.Derived with
        {
            Weight = contribution?.Weight ?? 0,
            BasisRetracted = !Contribution.Stands(basis),
            Origin = Contribution.Stands(basis) ? (basis as Source)?.Derived.Origin : null,
        };
        if (derived != evidence.Derived)
            work.Put(evidence with { Derived = derived });
        return contribution;
    }

    private static void Add(WorkingSet work, Contribution? contribution, int sign)
    {
        if (contribution is not { } c)
            return;
        switch (work[c.Target])
        {
            case Statement s:
                work.Put(s with { Derived = (StatementDerived)c.AddTo(s.Derived, sign) });
                break;
            case Evidence e:
                work.Put(e with { Derived = (EvidenceDerived)c.AddTo(e.Derived, sign) });
                break;
        }
    }
}
