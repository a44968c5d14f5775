namespace ClaimGraph.Stores.Commits;

/// <summary>
/// Brings everything that follows from links up to date, in the commit that changed them. What was counted before is taken away,
/// what counts now is added, so that the cost goes with the change and not with how much hangs on a node.
/// </summary>
internal sealed class DerivedValues(WorkingSet work, ICommitScope scope)
{
    /// <summary>What one piece of evidence adds to its target.</summary>
    private readonly record struct Contribution(NodeId Target, Stance Stance, long Weight, NodeKind Basis, bool RetractedBasis, NodeId? Origin);

    private readonly Dictionary<NodeId, Contribution?> _counted = [];
    private readonly Dictionary<(NodeId Target, NodeId Origin), int> _support = [];
    private readonly Dictionary<NodeId, int> _depths = [];

    public async ValueTask UpdateAsync()
    {
        var changed = work.Writes().ToArray();
        if (changed.Length == 0) return;
        await UpdateOriginsAsync(changed);
        var evidence = await ChangedEvidenceAsync(work.Writes().ToArray());
        await CountEvidenceAsync(evidence);
        await CountAppearancesAsync([.. changed.Where(w => w.After is Appearance)]);
        await JudgeAsync([.. changed.Where(w => w.After is Review)]);
        foreach (var write in work.Writes().ToArray())
            if (write.After is Statement statement) work.Put(Conclude(statement));
    }

    /// <summary>The origin of changed sources, and of all that derives from them.</summary>
    private async ValueTask UpdateOriginsAsync(NodeWrite[] changed)
    {
        var sources = changed.Select(w => w.After).OfType<Source>().Select(s => s.Id).ToArray();
        await work.LoadAsync(sources.Select(id => work.Get<Source>(id).Content.DerivedFrom).OfType<NodeId>());
        for (NodeId[] moved = [.. sources.Where(SetOrigin)]; moved.Length > 0;)
        {
            NodeId[] stored = [.. moved.Where(id => work.Before(id) is not null)];
            if (stored.Length > 0)
                foreach (var source in await scope.LinkedAsync(Fields.Source.DerivedFrom, stored)) work.Adopt(source);
            var above = moved.ToHashSet();
            moved = [.. work.OfKind<Source>().Where(s => s.Content.DerivedFrom is { } from && above.Contains(from)).Select(s => s.Id).ToArray().Where(SetOrigin)];
        }
    }

    private bool SetOrigin(NodeId id)
    {
        var source = work.Get<Source>(id);
        var origin = source.Content.DerivedFrom is { } above ? work.Get<Source>(above).Derived.Origin : id;
        if (source.Derived.Origin == origin) return false;
        work.Put(source with { Derived = source.Derived with { Origin = origin } });
        return true;
    }

    /// <summary>Evidence that was changed itself, or whose basis now counts differently; with its bases and all targets above it loaded.</summary>
    private async ValueTask<HashSet<NodeId>> ChangedEvidenceAsync(NodeWrite[] changed)
    {
        var evidence = changed.Where(w => w.After is Evidence).Select(w => w.After.Id).ToHashSet();
        var bases = changed.Where(CountsDifferently).Select(w => w.After.Id).ToArray();
        if (bases.Length > 0)
            foreach (var resting in await scope.LinkedAsync(Fields.Evidence.Basis, bases))
            {
                work.Adopt(resting);
                evidence.Add(resting.Id);
            }
        var loaded = evidence.ToHashSet();
        for (NodeId[] next = [.. evidence]; next.Length > 0;)
        {
            var contents = next.Select(id => work.Get<Evidence>(id).Content).ToArray();
            await work.LoadAsync(contents.SelectMany(c => new[] { c.Basis, c.Target }));
            next = [.. contents.Select(c => c.Target).Where(t => t.Kind == NodeKind.Evidence && loaded.Add(t))];
        }
        return evidence;
    }

    private static bool CountsDifferently(NodeWrite write) => (write.Before, write.After) switch
    {
        (Source a, Source b) => a.IsActive != b.IsActive || a.Content.Reliability != b.Content.Reliability || a.Derived.Origin != b.Derived.Origin,
        (Statement a, Statement b) => a.IsActive != b.IsActive,
        _ => false,
    };

    private async ValueTask CountEvidenceAsync(HashSet<NodeId> evidence)
    {
        if (evidence.Count == 0) return;
        foreach (var id in evidence) CountUse(id);
        await LoadSupportAsync(evidence);
        // The deepest first: what argues about evidence is weighed before it, so that each is weighed once.
        var next = new PriorityQueue<NodeId, int>(evidence.Select(id => (id, -DepthOf(id))));
        var waiting = evidence.ToHashSet();
        while (next.TryDequeue(out var id, out _))
        {
            waiting.Remove(id);
            var before = Counted(id);
            var after = Weigh(id);
            if (before == after) continue;
            _counted[id] = after;
            Add(before, -1);
            Add(after, +1);
            var target = work.Get<Evidence>(id).Content.Target;
            if (target.Kind == NodeKind.Evidence && waiting.Add(target)) next.Enqueue(target, -DepthOf(target));
        }
    }

    /// <summary>How many pieces of evidence there are from this one to the statement, itself included.</summary>
    private int DepthOf(NodeId evidence)
    {
        var path = new Stack<NodeId>();
        var at = evidence;
        for (; at.Kind == NodeKind.Evidence && !_depths.ContainsKey(at); at = work.Get<Evidence>(at).Content.Target) path.Push(at);
        var depth = _depths.GetValueOrDefault(at);
        while (path.TryPop(out var below)) _depths[below] = ++depth;
        return depth;
    }

    private void CountUse(NodeId id)
    {
        var now = work.Get<Evidence>(id);
        var difference = (now.IsActive ? 1 : 0) - (work.Before(id) is { IsActive: true } ? 1 : 0);
        if (difference == 0 || work[now.Content.Basis] is not Source source) return;
        work.Put(source with { Derived = source.Derived with { EvidenceCount = source.Derived.EvidenceCount + difference } });
    }

    /// <summary>How many already support each target from each origin that is to be counted or no longer.</summary>
    private async ValueTask LoadSupportAsync(IEnumerable<NodeId> evidence)
    {
        var pairs = evidence.SelectMany(id => new[] { Counted(id), Contributes(work.Get<Evidence>(id)) })
            .OfType<Contribution>().Where(c => c is { Stance: Stance.Supports, Origin: not null, Target.Kind: NodeKind.Statement })
            .Select(c => (c.Target, c.Origin!.Value)).Distinct().ToArray();
        if (pairs.Length == 0) return;
        var counts = await scope.CountSupportAsync(pairs);
        for (var i = 0; i < pairs.Length; i++) _support[pairs[i]] = counts[i];
    }

    private Contribution? Counted(NodeId id) => _counted.TryGetValue(id, out var counted) ? counted
        : work.Before(id) is Evidence before ? Stored(before) : null;

    private static Contribution? Stored(Evidence e) => !e.IsActive ? null
        : new Contribution(e.Content.Target, e.Content.Stance, e.Derived.Weight, e.Content.Basis.Kind, e.Derived.BasisRetracted, e.Derived.Origin);

    /// <summary>The same evidence with what it is worth now.</summary>
    private Contribution? Weigh(NodeId id)
    {
        var evidence = work.Get<Evidence>(id);
        var contribution = Contributes(evidence);
        var basis = work[evidence.Content.Basis];
        var derived = evidence.Derived with
        {
            Weight = contribution?.Weight ?? 0, BasisRetracted = !basis.IsActive, Origin = (basis as Source)?.Derived.Origin,
        };
        if (derived != evidence.Derived) work.Put(evidence with { Derived = derived });
        return contribution;
    }

    private Contribution? Contributes(Evidence evidence)
    {
        if (!evidence.IsActive) return null;
        var basis = work[evidence.Content.Basis];
        var source = basis as Source;
        var weight = basis.IsActive ? EvidenceStrength.Weight(evidence.Content, source?.Content.Reliability, evidence.Derived) : 0;
        return new Contribution(evidence.Content.Target, evidence.Content.Stance, weight, basis.Kind, !basis.IsActive, source?.Derived.Origin);
    }

    private void Add(Contribution? contribution, int sign)
    {
        if (contribution is not { } c) return;
        switch (work[c.Target])
        {
            case Statement s:
                work.Put(s with { Derived = (StatementDerived)Sum(s.Derived, c, sign) with { IndependentSources = s.Derived.IndependentSources + NewOrigins(c, sign) } });
                break;
            case Evidence e:
                work.Put(e with { Derived = (EvidenceDerived)Sum(e.Derived, c, sign) });
                break;
        }
    }

    private static ArguedFor Sum(ArguedFor argued, Contribution c, int sign)
    {
        var fromStatement = c.Basis == NodeKind.Statement ? sign : 0;
        var sum = argued with { RetractedBasisCount = argued.RetractedBasisCount + (c.RetractedBasis ? sign : 0) };
        return c.Stance switch
        {
            Stance.Supports => sum with
            {
                SupportCount = sum.SupportCount + sign, StatementSupportCount = sum.StatementSupportCount + fromStatement, SupportWeight = sum.SupportWeight + sign * c.Weight,
            },
            Stance.Rebuts => sum with
            {
                RebutCount = sum.RebutCount + sign, StatementRebutCount = sum.StatementRebutCount + fromStatement, RebutWeight = sum.RebutWeight + sign * c.Weight,
            },
            _ => sum with { ContextCount = sum.ContextCount + sign, StatementContextCount = sum.StatementContextCount + fromStatement },
        };
    }

    /// <summary>+1 when this is the first support from its origin, −1 when it was the last.</summary>
    private int NewOrigins(Contribution c, int sign)
    {
        if (c is not { Stance: Stance.Supports, Origin: { } origin }) return 0;
        var before = _support.GetValueOrDefault((c.Target, origin));
        var after = _support[(c.Target, origin)] = before + sign;
        return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    private async ValueTask CountAppearancesAsync(NodeWrite[] appearances)
    {
        if (appearances.Length == 0) return;
        await work.LoadAsync(appearances.SelectMany(w => new[] { (w.Before as Appearance)?.Content.Source, ((Appearance)w.After).Content.Source, ((Appearance)w.After).Content.Statement }).OfType<NodeId>());
        foreach (var write in appearances)
        {
            CountIn(write.Before as Appearance, -1);
            CountIn((Appearance)write.After, +1);
        }
        await FindClaimantsAsync(appearances);
    }

    private void CountIn(Appearance? appearance, int sign)
    {
        if (appearance is not { IsActive: true }) return;
        var statement = work.Get<Statement>(appearance.Content.Statement);
        work.Put(statement with { Derived = statement.Derived with { AppearanceCount = statement.Derived.AppearanceCount + sign } });
        if (appearance.Content.Source is not { } id) return;
        var source = work.Get<Source>(id);
        work.Put(source with { Derived = source.Derived with { AppearanceCount = source.Derived.AppearanceCount + sign } });
    }

    /// <summary>A first appearance names the claimant; only when one was changed or withdrawn must all be looked at again.</summary>
    private async ValueTask FindClaimantsAsync(NodeWrite[] appearances)
    {
        foreach (var write in appearances.Where(w => w.Before is null && w.After.IsActive))
        {
            var content = ((Appearance)write.After).Content;
            var statement = work.Get<Statement>(content.Statement);
            if (statement.Derived.Claimant is null && content.Actor is { } actor)
                work.Put(statement with { Derived = statement.Derived with { Claimant = actor } });
        }
        var unsure = appearances.Where(w => w.Before is not null).Select(w => ((Appearance)w.After).Content.Statement).Distinct().ToArray();
        foreach (var (id, current) in await CurrentAsync<Appearance>(Fields.Appearance.Statement, unsure))
        {
            var statement = work.Get<Statement>(id);
            var claimant = current.OrderBy(a => a.Id).Select(a => a.Content.Actor).FirstOrDefault(a => a is not null);
            work.Put(statement with { Derived = statement.Derived with { Claimant = claimant } });
        }
    }

    private async ValueTask JudgeAsync(NodeWrite[] reviews)
    {
        var judged = reviews.Select(w => ((Review)w.After).Content.Statement).Distinct().ToArray();
        await work.LoadAsync(judged);
        foreach (var (id, current) in await CurrentAsync<Review>(Fields.Review.Statement, judged))
        {
            var statement = work.Get<Statement>(id);
            var newest = current.OrderByDescending(r => r.Content.ReviewedOn?.Packed ?? 0).ThenByDescending(r => r.Id).FirstOrDefault();
            work.Put(statement with { Derived = statement.Derived with { ReviewCount = current.Length, Verdict = newest?.Content.Verdict } });
        }
    }

    /// <summary>For each of <paramref name="ids"/> the active nodes that name it, as they are in this commit; a group may be empty.</summary>
    private async ValueTask<IEnumerable<(NodeId Key, T[] Nodes)>> CurrentAsync<T>(Field via, NodeId[] ids) where T : Node
    {
        if (ids.Length == 0) return [];
        foreach (var node in await scope.LinkedAsync(via, ids)) work.Adopt(node);
        var groups = work.OfKind<T>().Where(n => n.IsActive).ToLookup(n => (NodeId)via.Read(n)!);
        return ids.Select(id => (id, groups[id].ToArray()));
    }

    private static Statement Conclude(Statement statement)
    {
        var derived = statement.Derived;
        var concluded = derived with
        {
            Strength = EvidenceStrength.Of(statement.Content.Prior, derived),
            Attention = AttentionFor(statement.Content, derived),
        };
        return concluded == derived ? statement : statement with { Derived = concluded };
    }

    private static Attention AttentionFor(StatementContent content, StatementDerived derived)
    {
        var attention = Attention.None;
        if (derived is { SupportCount: > 0, RebutCount: > 0 }) attention |= Attention.Contested;
        if (content.Checkable && derived.SupportCount == 0) attention |= Attention.Unsupported;
        if (content.Checkable && derived.ReviewCount == 0) attention |= Attention.Unreviewed;
        if (derived.IndependentSources == 1) attention |= Attention.SingleSource;
        if (derived.RetractedBasisCount > 0) attention |= Attention.RetractedBasis;
        return attention;
    }
}
