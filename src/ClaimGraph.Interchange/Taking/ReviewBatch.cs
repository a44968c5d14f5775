using ClaimGraph.Changes;
using ClaimGraph.Interchange.ClaimReviews;

namespace ClaimGraph.Interchange.Taking;

/// <summary>The operations that enter some reviews: each actor, page and claim once, and behind them what names them. What was refused in
/// an earlier attempt is left out.</summary>
internal sealed class ReviewBatch(IdSource ids, KnownRecords known, Refused refused)
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries => _entries;

    /// <param name="isFirst">False for one that the input has given before: of it, only the appearances are taken.</param>
    public void Add(ReadReview read, bool isFirst)
    {
        var claim = Put(
            NodeKind.Statement,
            Convert.ToHexString(Wording.Hash(read.Claim.Language, read.Claim.Text)),
            read,
            read.Claim,
            null
        );
        foreach (var appearance in read.Appearances)
            AddAppearance(read, claim, appearance);
        if (!isFirst || known.Review(read.Key) is { IsActive: false })
            return;
        var reviewer = PutActor(read, read.Reviewer);
        var page = read.Page is null ? (NodeId?)null : PutPage(read, read.Page, PublisherOf(read, reviewer));
        var verdict = known.Review(read.Key) is { } old ? VerdictOf((ReviewContent)old.Data, read) : read.Verdict;
        var evidence = page is { } basis && StanceOf(verdict) is { } stance ? PutEvidence(read, basis, claim, stance) : null;
        PutReview(read, claim, reviewer, evidence);
    }

    /// <summary>What it argues: nothing where a verdict is neither for nor against.</summary>
    public static Stance? StanceOf(Verdict? verdict) =>
        verdict.IsFor ? Stance.Supports
        : verdict.IsAgainst ? Stance.Rebuts
        : null;

    public static string EvidenceKey(ReadReview read) => read.Key + ":evidence";

    /// <summary>A verdict that somebody has given here stands until the rating changes, or the operator's table says otherwise.</summary>
    public static Verdict? VerdictOf(ReviewContent old, ReadReview read) =>
        old.Verdict is null || old.Rating != read.Rating || read is { IsVerdictChosen: true, Verdict: not null }
            ? read.Verdict
            : old.Verdict;

    private NodeId? PublisherOf(ReadReview read, NodeId reviewer) =>
        read.Publisher is { } publisher ? PutActor(read, publisher)
        : read.Reviewer.Content.ActorKind == ActorKind.Organisation ? reviewer
        : null;

    private void AddAppearance(ReadReview read, NodeId claim, ReadAppearance appearance)
    {
        var actor = appearance.Claimant is { } claimant ? PutActor(read, claimant) : (NodeId?)null;
        var page = appearance.Page is { } content ? PutPage(read, content, null) : (NodeId?)null;
        var identity =
            $"{Wording.Normalised(read.Claim.Text)}\n{read.Claim.Language}\n{appearance.Claimant?.Key}\n{AddressOf(appearance.Page)}";
        var key = $"claimreview:{NaturalKey.HashOf(identity)[..32]}:appearance";
        var appeared = new AppearanceContent
        {
            Statement = claim,
            Actor = actor,
            Source = page,
            SaidOn = appearance.SaidOn,
        };
        Put(NodeKind.Appearance, key, read, appeared, key);
    }

    private NodeId PutActor(ReadReview read, ReadActor actor)
    {
        if (known.ActorNamed(actor) is { } named)
            return named;
        var content = refused.HasIdentifiers(actor.Key) ? actor.Content : actor.Content with { Identifiers = [] };
        return Put(NodeKind.Actor, actor.Key, read, content, actor.Key);
    }

    private NodeId PutPage(ReadReview read, SourceContent page, NodeId? publisher) =>
        Put(NodeKind.Source, AddressOf(page), read, page with { Publisher = publisher }, null);

    private NodeId? PutEvidence(ReadReview read, NodeId basis, NodeId target, Stance stance)
    {
        var key = EvidenceKey(read);
        if (refused.Contains(key))
            return null;
        var content = new EvidenceContent
        {
            Basis = basis,
            Target = target,
            Stance = stance,
        };
        return Put(NodeKind.Evidence, key, read, content, key);
    }

    private void PutReview(ReadReview read, NodeId claim, NodeId reviewer, NodeId? evidence)
    {
        var content = new ReviewContent
        {
            Statement = claim,
            Reviewer = reviewer,
            Verdict = read.Verdict,
            Rating = read.Rating,
            Explanation = read.Explanation,
            Url = read.Page?.Url,
            ReviewedOn = read.ReviewedOn,
            BasedOn = evidence is { } id ? [id] : [],
            Published = read.Published,
        };
        Put(NodeKind.Review, read.Key, read, content, read.Key, old => Reviewed((ReviewContent)old, content, read));
    }

    private static ReviewContent Reviewed(ReviewContent old, ReviewContent given, ReadReview read) =>
        old with
        {
            Verdict = VerdictOf(old, read),
            Rating = given.Rating,
            Explanation = given.Explanation ?? old.Explanation,
            ReviewedOn = given.ReviewedOn ?? old.ReviewedOn,
            BasedOn = [.. old.BasedOn.Union(given.BasedOn)],
            Published = given.Published ?? old.Published,
        };

    private NodeId Put(NodeKind kind, string identity, ReadReview read, Content content, string? key, Func<Content, Content>? amend = null)
    {
        var name = $"{kind} {identity}";
        if (_places.TryGetValue(name, out var place))
        {
            var entered = _entries[place];
            var laid = Filling.Over(entered.Create.Content, content);
            _entries[place] = entered with
            {
                Create = entered.Create with { Content = laid, Amend = entered.Amends ?? (old => Filling.Over(old, laid)) },
            };
            return entered.Create.Id;
        }
        if (refused.Contains(name))
            return default;
        _places[name] = _entries.Count;
        var create = new Create(ids.Next(kind), content)
        {
            Key = key,
            Amend = amend ?? (old => Filling.Over(old, content)),
            IsOnlyNamed = !Noun.Of(kind).IsLink,
        };
        _entries.Add(new Entry(create, name, read, amend));
        return create.Id;
    }

    private static string AddressOf(SourceContent? page) => CanonicalUrl.TryCreate(page?.Url, out var url) ? url : "";
}

/// <summary>One operation of a batch.</summary>
/// <param name="Name">What is meant, the same in each attempt.</param>
/// <param name="Read">The first review that needs it.</param>
/// <param name="Amends">What becomes of a record that is there; null if it only gets what it lacks.</param>
internal sealed record Entry(Create Create, string Name, ReadReview Read, Func<Content, Content>? Amends);
