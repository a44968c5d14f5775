namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>Derived values of a whole graph, computed from nothing but what was entered. Strengths and weights that are stored stand when
/// they are within a millionth of <see cref="NaiveStrength"/>.</summary>
public sealed class NaiveDerived
{
    private readonly Dictionary<NodeId, Node> _nodes;
    private readonly ILookup<NodeId, Evidence> _arguing;
    private readonly ILookup<NodeId, Evidence> _resting;
    private readonly ILookup<NodeId, Appearance> _said;
    private readonly ILookup<NodeId?, Appearance> _in;
    private readonly ILookup<NodeId, Review> _reviews;
    private readonly NaiveStrength _strengths;
    private readonly ILookup<NodeId, Evidence> _units;
    private readonly NaiveQuotes _quotes;
    private readonly NaiveOrigins _origins;

    public NaiveDerived(IReadOnlyList<Node> nodes, IEnumerable<LedgerEntry> ledger)
    {
        _quotes = new NaiveQuotes(ledger);
        _nodes = nodes.ToDictionary(n => n.Id);
        _origins = new NaiveOrigins(nodes.OfType<Source>(), _quotes);
        var active = nodes.Where(n => n.IsActive).OrderBy(n => n.Id).ToArray();
        _arguing = active.OfType<Evidence>().ToLookup(e => e.Content.Target);
        _resting = active.OfType<Evidence>().ToLookup(e => e.Content.Basis);
        _said = active.OfType<Appearance>().ToLookup(a => a.Content.Statement);
        _in = active.OfType<Appearance>().ToLookup(a => a.Content.Source);
        _reviews = active.OfType<Review>().ToLookup(r => r.Content.Statement);
        _units = nodes.OfType<Evidence>().ToLookup(LeaderOf);
        _strengths = new NaiveStrength(nodes, e => OriginOf(e));
    }

    /// <summary>The node with the derived values that it should have.</summary>
    public Node Of(Node node) =>
        node switch
        {
            Source s => s with
            {
                Derived = _quotes.With(
                    s.Id,
                    _origins.With(
                        s,
                        new SourceDerived
                        {
                            EvidenceCount = _resting[s.Id].Count(),
                            SupportCount = _resting[s.Id].Count(e => e.Content.Stance == Stance.Supports),
                            RebutCount = _resting[s.Id].Count(e => e.Content.Stance == Stance.Rebuts),
                            AppearanceCount = _in[s.Id].Count(),
                        }
                    )
                ),
            },
            Appearance a => a with { Derived = Placed(new AppearanceDerived(), _quotes.Of(a.Id)) },
            Evidence e => e with { Derived = Of(e) },
            Statement s => s with { Derived = Of(s) },
            Actor a => a with { Derived = Of(a) },
            _ => node,
        };

    private static AppearanceDerived Placed(AppearanceDerived derived, Placement? place) =>
        derived with
        {
            AnchorStatus = place?.Status,
            AnchorScore = place?.Score,
            PlacedStart = place?.Start,
            PlacedEnd = place?.End,
            PlacedPrefix = place?.Prefix,
            PlacedSuffix = place?.Suffix,
        };

    private StatementDerived Of(Statement statement)
    {
        var argued = Argued(statement.Id, new StatementDerived());
        var derived = argued with
        {
            SupportSourceCount = Cited(statement.Id, Stance.Supports).Select(c => c.Source).Distinct().Count(),
            RebutSourceCount = Cited(statement.Id, Stance.Rebuts).Select(c => c.Source).Distinct().Count(),
            ContextSourceCount = Cited(statement.Id, Stance.Context).Select(c => c.Source).Distinct().Count(),
            IndependentSupportSourceCount = Independent(statement.Id, Stance.Supports),
            IndependentRebutSourceCount = Independent(statement.Id, Stance.Rebuts),
            IndependentContextSourceCount = Independent(statement.Id, Stance.Context),
            AppearanceCount = _said[statement.Id].Count(),
            Claimant = FirstSaid(statement.Id)?.Actor,
            ClaimedOn = FirstSaid(statement.Id)?.SaidOn,
            ReviewCount = _reviews[statement.Id].Count(),
            Verdict = VerdictOf(statement),
            VerdictsDisagree =
                _reviews[statement.Id].Any(r => r.Content.Verdict is Verdict.Supported or Verdict.MostlySupported)
                && _reviews[statement.Id].Any(r => r.Content.Verdict is Verdict.Unsupported or Verdict.MostlyUnsupported),
            BasisCount = _resting[statement.Id].Count(),
            SupersededCount = _nodes
                .Values.OfType<Relation>()
                .Count(r =>
                    r.IsActive
                    && r.Content.Other == statement.Id
                    && r.Content.RelationKind == RelationKind.Supersedes
                    && _nodes[r.Content.Statement].IsActive
                ),
            Strength = StrengthOf(statement),
            LastReviewedAt = LastReviewed(statement.Id),
            LaterEvidenceCount = _arguing[statement.Id].Count(e => e.CreatedAt > LastReviewed(statement.Id)),
            ReviewRequestCount = _nodes
                .Values.OfType<ReviewRequest>()
                .Count(r => r.IsActive && r.Content.Statement == statement.Id && !(r.CreatedAt <= LastReviewed(statement.Id))),
            LostQuoteCount = _arguing[statement.Id].Count(e => _quotes.IsLost(e.Id)) + _said[statement.Id].Count(a => _quotes.IsLost(a.Id)),
        };
        return derived with { Attention = AttentionFor(statement.Content, derived) };
    }

    private ActorDerived Of(Actor actor)
    {
        var claims = _nodes
            .Values.OfType<Statement>()
            .Where(s => s.IsActive && FirstSaid(s.Id)?.Actor == actor.Id)
            .Select(VerdictOf)
            .ToArray();
        return new ActorDerived
        {
            ClaimCount = claims.Length,
            SupportedClaimCount = claims.Count(v => v == Verdict.Supported),
            MostlySupportedClaimCount = claims.Count(v => v == Verdict.MostlySupported),
            MixedClaimCount = claims.Count(v => v == Verdict.Mixed),
            MostlyUnsupportedClaimCount = claims.Count(v => v == Verdict.MostlyUnsupported),
            UnsupportedClaimCount = claims.Count(v => v == Verdict.Unsupported),
            UnverifiedClaimCount = claims.Count(v => v == Verdict.Unverified),
        };
    }

    private Verdict? VerdictOf(Statement statement) =>
        _reviews[statement.Id]
            .Where(r => r.Content.Verdict is not null)
            .OrderByDescending(DayOf)
            .ThenByDescending(r => r.Id)
            .FirstOrDefault()
            ?.Content.Verdict;

    private DateTimeOffset? LastReviewed(NodeId statement) => _reviews[statement].Max(r => (DateTimeOffset?)r.CreatedAt);

    private (NodeId Source, NodeId Origin, NodeId? Publisher)[] Cited(NodeId statement, Stance stance) =>
        [
            .. _arguing[statement]
                .Where(e => e.Content.Stance == stance && e.Content.Basis.Kind == NodeKind.Source)
                .Where(e => OriginOf(e) is { Kind: NodeKind.Source })
                .Select(e => (e.Content.Basis, OriginOf(e)!.Value, PublisherOf(e))),
        ];

    /// <summary>Sources that share an origin or a publisher are joined until nothing moves.</summary>
    private int Independent(NodeId statement, Stance stance)
    {
        var groups = Cited(statement, stance).Select(c => new HashSet<NodeId> { c.Origin, c.Publisher ?? c.Origin }).ToList();
        for (var i = 0; i < groups.Count; i++)
        for (var k = groups.Count - 1; k > i; k--)
            if (groups[i].Overlaps(groups[k]))
            {
                groups[i].UnionWith(groups[k]);
                groups.RemoveAt(k);
                k = groups.Count;
            }
        return groups.Count;
    }

    private NodeId? PublisherOf(Evidence evidence) =>
        evidence.Content.Basis.Kind == NodeKind.Source && Stands(evidence)
            ? (_nodes[((Evidence)_nodes[LeaderOf(evidence)]).Content.Basis] as Source)?.Derived.PublisherGroup
            : null;

    private static Attention AttentionFor(StatementContent content, StatementDerived derived) =>
        (derived.SupportCount > 0 && derived.RebutCount > 0 ? Attention.Contested : Attention.None)
        | (content.Checkable && derived.SupportCount == 0 ? Attention.Unsupported : Attention.None)
        | (content.Checkable && derived.ReviewCount == 0 ? Attention.Unreviewed : Attention.None)
        | (derived.IndependentSupportSourceCount == 1 ? Attention.SingleSource : Attention.None)
        | (derived.VerdictsDisagree ? Attention.VerdictsDisagree : Attention.None)
        | (
            derived.Verdict is Verdict.Supported or Verdict.MostlySupported && derived.Strength < 0.5
            || derived.Verdict is Verdict.Unsupported or Verdict.MostlyUnsupported && derived.Strength > 0.5
                ? Attention.StrengthAgainstVerdict
                : Attention.None
        )
        | (derived.SupersededCount > 0 ? Attention.Superseded : Attention.None)
        | (derived.LaterEvidenceCount > 0 ? Attention.Stale : Attention.None)
        | (derived.RetractedBasisCount > 0 ? Attention.RetractedBasis : Attention.None)
        | (derived.LostQuoteCount > 0 ? Attention.QuoteLost : Attention.None);

    private EvidenceDerived Of(Evidence evidence)
    {
        var place = _quotes.Of(evidence.Id);
        return Argued(evidence.Id, new EvidenceDerived()) with
        {
            Weight = evidence.IsActive ? WeightOf(evidence) : 0,
            BasisRetracted = !Stands(evidence),
            Origin = OriginOf(evidence),
            PublisherGroup = PublisherOf(evidence),
            JointCount = _units[evidence.Id].Count(e => e.Content.JointWith is not null),
            AnchorStatus = place?.Status,
            AnchorScore = place?.Score,
            PlacedStart = place?.Start,
            PlacedEnd = place?.End,
            PlacedPrefix = place?.Prefix,
            PlacedSuffix = place?.Suffix,
        };
    }

    private static NodeId LeaderOf(Evidence evidence) => evidence.Content.JointWith ?? evidence.Id;

    /// <summary>Its basis stands, and so does all that it only holds together with.</summary>
    private bool Stands(Evidence evidence) =>
        _units[LeaderOf(evidence)]
            .All(e => Stands(e.Content.Basis) && (e.Id == evidence.Id || e.IsActive && e.Content.Stance == evidence.Content.Stance));

    private double StrengthOf(Statement statement)
    {
        var (stored, naive) = (statement.Derived.Strength, _strengths[statement.Id]);
        return Math.Abs(stored - naive) < 1e-6 ? stored : naive;
    }

    private long WeightOf(Evidence evidence)
    {
        if (!Stands(evidence) || evidence.Content.Stance == Stance.Context)
            return 0;
        var (stored, naive) = (evidence.Derived.Weight, _strengths.WeightOf(evidence) * EvidenceStrength.Unit);
        return Math.Abs(stored - naive) < 1000 ? stored : (long)Math.Round(naive);
    }

    /// <summary>What supports or rebuts a target, the strongest of each origin.</summary>
    private long SumOf(NodeId target, Stance stance) =>
        _arguing[target].Where(e => e.Content.Stance == stance && Stands(e)).GroupBy(e => OriginOf(e)).Sum(g => g.Max(WeightOf));

    private NodeId? OriginOf(Evidence evidence)
    {
        if (!Stands(evidence))
            return null;
        var basis = ((Evidence)_nodes[LeaderOf(evidence)]).Content.Basis;
        return basis.Kind == NodeKind.Source ? OriginOf(basis) : basis;
    }

    private T Argued<T>(NodeId target, T nothing)
        where T : ArguedFor =>
        (T)
            _arguing[target]
                .Aggregate(
                    nothing with
                    {
                        SupportWeight = SumOf(target, Stance.Supports),
                        RebutWeight = SumOf(target, Stance.Rebuts),
                    },
                    (sum, e) =>
                    {
                        var fromStatement = e.Content.Basis.Kind == NodeKind.Statement ? 1 : 0;
                        if (!Stands(e))
                            return sum with { RetractedBasisCount = sum.RetractedBasisCount + 1 };
                        return e.Content.Stance switch
                        {
                            Stance.Supports => sum with
                            {
                                SupportCount = sum.SupportCount + 1,
                                StatementSupportCount = sum.StatementSupportCount + fromStatement,
                            },
                            Stance.Rebuts => sum with
                            {
                                RebutCount = sum.RebutCount + 1,
                                StatementRebutCount = sum.StatementRebutCount + fromStatement,
                            },
                            _ => sum with
                            {
                                ContextCount = sum.ContextCount + 1,
                                StatementContextCount = sum.StatementContextCount + fromStatement,
                            },
                        };
                    }
                );

    private AppearanceContent? FirstSaid(NodeId statement)
    {
        var named = _said[statement].Select(a => a.Content).Where(a => a.Actor is not null).ToArray();
        return named.Where(a => a.SaidOn is not null).MinBy(a => a.SaidOn!.Value.FirstDay) ?? named.FirstOrDefault();
    }

    private static DateOnly DayOf(Review review)
    {
        var entered = DateOnly.FromDateTime(review.CreatedAt.UtcDateTime);
        if (review.Content.ReviewedOn is not { } on)
            return entered;
        return on.FirstDay < entered && entered < on.LastDay ? entered : on.LastDay;
    }

    private bool Stands(NodeId basis) => _nodes[basis] is Source source ? _origins.Stands(source) : _nodes[basis].IsActive;

    private NodeId OriginOf(NodeId source) => _origins[source];
}
