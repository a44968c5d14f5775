namespace ClaimGraph.Import;

internal sealed record EvidenceRecord : ImportRecord
{
    public BasisRecord? Basis { get; init; }
    public TargetRecord? Target { get; init; }
    public Stance? Stance { get; init; }
    public double? Strength { get; init; }
    public double? Confidence { get; init; }
    public string? Note { get; init; }
    public AnchorRecord? Anchor { get; init; }

    public override string? After() => Target?.Evidence;

    public override Content ToContent(References references) => new EvidenceContent
    {
        Basis = references.OneOf((NodeKind.Source, Basis?.Source), (NodeKind.Statement, Basis?.Statement), "basis"),
        Target = references.OneOf((NodeKind.Statement, Target?.Statement), (NodeKind.Evidence, Target?.Evidence), "target"),
        Stance = references.Needed(Stance, "stance"),
        Strength = Strength,
        Confidence = Confidence,
        Note = Note,
        Anchor = Anchor?.ToContent(),
    };

    public static EvidenceRecord From(EvidenceContent content, Func<NodeId, string> keyOf) => new()
    {
        Basis = content.Basis.Kind == NodeKind.Source
            ? new BasisRecord { Source = keyOf(content.Basis) } : new BasisRecord { Statement = keyOf(content.Basis) },
        Target = content.Target.Kind == NodeKind.Statement
            ? new TargetRecord { Statement = keyOf(content.Target) } : new TargetRecord { Evidence = keyOf(content.Target) },
        Stance = content.Stance,
        Strength = content.Strength,
        Confidence = content.Confidence,
        Note = content.Note,
        Anchor = content.Anchor is { } anchor ? AnchorRecord.From(anchor) : null,
    };
}

/// <summary>One of the two.</summary>
internal sealed record BasisRecord
{
    public string? Source { get; init; }
    public string? Statement { get; init; }
}

/// <summary>One of the two.</summary>
internal sealed record TargetRecord
{
    public string? Statement { get; init; }
    public string? Evidence { get; init; }
}
