using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

public enum SourceKind : byte
{
    Other, Article, News, Analysis, Opinion, Blog, OfficialDocument, Statement, Reference, Copy, Dataset, SocialPost, Video, Audio, Book, Paper,
}

/// <summary>How reliable a source is, after the Admiralty code (NATO AJP-2.1): A completely reliable to E unreliable, F cannot be judged.</summary>
public enum Reliability : byte { A = 1, B, C, D, E, F }

/// <summary>Something that can be cited: schema.org CreativeWork, PROV-O Entity.</summary>
public sealed record Source : Node
{
    public required SourceContent Content { get; init; }
    [JsonIgnore]
    public SourceDerived Derived { get; init; } = new();
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record SourceContent : Content
{
    /// <summary>The address as it was given; null for a source that has none.</summary>
    public string? Url { get; init; }

    /// <summary>The same address in canonical form (<see cref="ClaimGraph.CanonicalUrl"/>); set by <see cref="Canonical"/>.</summary>
    public string? CanonicalUrl { get; init; }
    public string? Title { get; init; }

    /// <summary>The actor that published it.</summary>
    public NodeId? Publisher { get; init; }
    public SourceKind SourceKind { get; init; }
    public string Language { get; init; } = LanguageTag.Undetermined;
    public PartialDate? PublishedOn { get; init; }

    /// <summary>Address of an archived copy (schema.org archivedAt).</summary>
    public string? ArchivedAt { get; init; }

    /// <summary>The source that this one copies, translates or reports from (PROV-O wasDerivedFrom). Derived sources are not independent of it.</summary>
    public NodeId? DerivedFrom { get; init; }
    public Reliability? Reliability { get; init; }
    public string? Note { get; init; }

    /// <summary>The text as it stood when it was captured. Stores keep it apart: a source read in a list comes with <see cref="Snapshot.Text"/> empty.</summary>
    public Snapshot? Snapshot { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Source;
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        [.. One("publisher", Publisher, NodeKind.Actor), .. One("derivedFrom", DerivedFrom, NodeKind.Source)];
    public override Content MapIds(Func<NodeId, NodeId> map) =>
        this with { Publisher = Map(Publisher, map), DerivedFrom = Map(DerivedFrom, map) };

    public override Content Canonical() => this with
    {
        Url = Url?.Trim(),
        CanonicalUrl = ClaimGraph.CanonicalUrl.TryCreate(Url, out var canonical) ? canonical : null,
        Language = LanguageTag.Canonical(Language),
        Snapshot = Snapshot?.Canonical(),
    };

    public override NaturalKey? NaturalKey() =>
        CanonicalUrl is { } url ? ClaimGraph.NaturalKey.OfContent(NodeKind.Source, url) : null;
}

/// <summary>The text of a source as it stood at one time.</summary>
public sealed record Snapshot
{
    /// <summary>The captured text. The positions of quote anchors count its code points.</summary>
    public string Text { get; init; } = "";

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal; computed, a given value must agree.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was captured, to the millisecond, UTC.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    internal Snapshot Canonical() => this with
    {
        Sha256 = Text.Length == 0 && Sha256 is not null ? Sha256 : HashOf(Text), CapturedAt = CapturedAt is { } at ? Changes.ChangeSetRules.Millisecond(at) : null,
    };

    internal static string HashOf(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

/// <summary>What other nodes make of a source.</summary>
public sealed record SourceDerived
{
    /// <summary>The first source of the derivedFrom chain: the source itself when it derives from none.</summary>
    public NodeId Origin { get; init; }

    /// <summary>Active evidence that cites the source.</summary>
    public int EvidenceCount { get; init; }

    /// <summary>Active appearances in the source.</summary>
    public int AppearanceCount { get; init; }
}

internal sealed class SourceValidator : AbstractValidator<SourceContent>
{
    public SourceValidator()
    {
        RuleFor(s => s.Url).WebAddress();
        RuleFor(s => s.Title).Text(Limits.Title);
        RuleFor(s => s).Must(s => s.Url is not null || !string.IsNullOrWhiteSpace(s.Title) || s.Snapshot is not null).OverridePropertyName("url")
            .WithErrorCode(ProblemCode.Required).WithMessage("A source needs a url, a title or a snapshot.");
        RuleFor(s => s.SourceKind).Known();
        RuleFor(s => s.Reliability).Known();
        RuleFor(s => s.Language).Language();
        RuleFor(s => s.ArchivedAt).WebAddress();
        RuleFor(s => s.Note).Text(Limits.Note);
        RuleFor(s => s.Snapshot).SetValidator(new SnapshotValidator()!);
    }
}

internal sealed class SnapshotValidator : AbstractValidator<Snapshot>
{
    public SnapshotValidator()
    {
        RuleFor(s => s.Text).Text(Limits.Snapshot);
        RuleFor(s => s.Sha256).Must((s, hash) => hash is null || s.Text.Length == 0 || hash == Snapshot.HashOf(s.Text))
            .WithErrorCode(ProblemCode.QuoteMismatch).WithMessage("The sha256 is not that of the text.");
    }
}
