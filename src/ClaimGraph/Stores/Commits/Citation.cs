namespace ClaimGraph.Stores.Commits;

/// <summary>Active evidence of a stance on a statement, as far as it says which source speaks there.</summary>
/// <param name="Evidence">The evidence.</param>
/// <param name="Target">The statement.</param>
/// <param name="Source">The source that it cites.</param>
/// <param name="Origin">The origin of the source (<see cref="EvidenceDerived.Origin"/>).</param>
/// <param name="Publisher">Its publisher, as far as that makes it depend on other sources
/// (<see cref="EvidenceDerived.PublisherGroup"/>).</param>
public sealed record Citation(NodeId Evidence, NodeId Target, Stance Stance, NodeId Source, NodeId Origin, NodeId? Publisher)
{
    /// <summary>Null for evidence that argues from a statement or about evidence, does not stand or is retracted.</summary>
    public static Citation? Of(Evidence? evidence) =>
        evidence is { IsActive: true, Content: { Basis.Kind: NodeKind.Source, Target.Kind: NodeKind.Statement } content }
        && evidence.Derived.Origin is { Kind: NodeKind.Source } origin
            ? new Citation(evidence.Id, content.Target, content.Stance, content.Basis, origin, evidence.Derived.PublisherGroup)
            : null;

    /// <summary>What another citation of the same stance on the same statement has in common with it.</summary>
    public InCommon CommonWith(Citation other) =>
        other.Evidence == Evidence || other.Target != Target || other.Stance != Stance
            ? InCommon.None
            : (other.Source == Source ? InCommon.Source : InCommon.None)
                | (other.Origin == Origin ? InCommon.Origin : InCommon.None)
                | (Publisher is not null && other.Publisher == Publisher ? InCommon.Publisher : InCommon.None)
                | (other.Origin == Origin && other.Publisher == Publisher ? InCommon.Both : InCommon.None);
}

/// <summary>What some citations of one stance on one statement have in common with one more.</summary>
[Flags]
public enum InCommon
{
    None = 0,

    /// <summary>One of them cites the same source.</summary>
    Source = 1,

    /// <summary>One has the same origin.</summary>
    Origin = 2,

    /// <summary>One has the same publisher.</summary>
    Publisher = 4,

    /// <summary>One has the same origin and the same publisher, or no publisher as well.</summary>
    Both = 8,
}
