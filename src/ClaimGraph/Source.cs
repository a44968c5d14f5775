using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

[Description("The kind of source.")]
public enum SourceKind : byte
{
    [Description("None of the other kinds.")]
    Other,

    [Description("An article.")]
    Article,

    [Description("A news report.")]
    News,

    [Description("An analysis.")]
    Analysis,

    [Description("An opinion piece.")]
    Opinion,

    [Description("A blog post.")]
    Blog,

    [Description("A law, a treaty, minutes or another official document.")]
    OfficialDocument,

    [Description("A statement to the press or the public.")]
    Statement,

    [Description("A reference work.")]
    Reference,

    [Description("A copy of another source.")]
    Copy,

    [Description("A dataset.")]
    Dataset,

    [Description("A post on a social network.")]
    SocialPost,

    [Description("A video.")]
    Video,

    [Description("An audio recording.")]
    Audio,

    [Description("A book.")]
    Book,

    [Description("A scientific paper.")]
    Paper,
}

[Description("The reliability of a source, as the Admiralty code grades it (NATO AJP-2.1).")]
public enum Reliability : byte
{
    [Description("Completely reliable.")]
    A = 1,

    [Description("Usually reliable.")]
    B,

    [Description("Fairly reliable.")]
    C,

    [Description("Not usually reliable.")]
    D,

    [Description("Unreliable.")]
    E,

    [Description("The reliability cannot be judged.")]
    F,
}

/// <summary>Something that can be cited: schema.org CreativeWork, PROV-O Entity.</summary>
public sealed record Source : Node<SourceContent, SourceDerived>;

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

    /// <summary>IRIs that identify it elsewhere (schema.org sameAs), such as the address of its DOI. Sources that have one in common are
    /// copies of each other.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The source that this one copies, translates or reports from (PROV-O wasDerivedFrom). Derived sources are not independent
    /// of it.</summary>
    public NodeId? DerivedFrom { get; init; }

    /// <summary>Sources of which somebody has found that this one is no copy, whatever they have in common.</summary>
    public IReadOnlyList<NodeId> NotCopyOf { get; init; } = [];
    public Reliability? Reliability { get; init; }
    public string? Note { get; init; }

    /// <summary>When the publisher gave notice that the source is retracted or corrected.</summary>
    public PartialDate? NoticeOn { get; init; }

    /// <summary>The address of that notice.</summary>
    public string? NoticeUrl { get; init; }

    /// <summary>The text as it stood when it was captured. Stores keep it apart: a source read in a list comes with
    /// <see cref="Snapshot.Text"/> empty.</summary>
    public Snapshot? Snapshot { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Source;

    private Remembered<string, string?> _address;

    public override Content Canonical()
    {
        var canonical = (SourceContent)base.Canonical();
        return canonical with
        {
            CanonicalUrl = Url is { } url ? _address.Of(url, AddressOf) : null,
            Snapshot = canonical.Snapshot?.Canonical(),
        };
    }

    private static string? AddressOf(string url) => ClaimGraph.CanonicalUrl.TryCreate(url, out var canonical) ? canonical : null;

    public override IEnumerable<NaturalKey> NaturalKeys() => CanonicalUrl is { } url ? [NaturalKey.OfContent(NodeKind.Source, url)] : [];
}

/// <summary>The text of a source as it stood at one time.</summary>
public sealed record Snapshot : ContentPart
{
    /// <summary>The captured text. The positions of quote anchors count its code points.</summary>
    public string Text { get; init; } = "";

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal; computed, a given value must agree.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was captured, to the millisecond, UTC.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    internal Snapshot Canonical() =>
        this with
        {
            Sha256 = Text.Length == 0 && Sha256 is not null ? Sha256 : HashOf(Text),
            CapturedAt = CapturedAt is { } at ? at.ToMillisecond() : null,
        };

    internal static string HashOf(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

/// <summary>What other nodes make of a source.</summary>
public sealed record SourceDerived
{
    /// <summary>The first of all sources that are copies of each other: those that derive from one another or have a trace in common
    /// (<see cref="Traces"/>). The source itself when it has no copies.</summary>
    public NodeId Origin { get; init; }

    /// <summary>True while a source of the derivedFrom chain above, or the origin, is retracted.</summary>
    public bool DerivesFromRetracted { get; init; }

    /// <summary>What it shares with its copies (<see cref="Provenance.Trace"/>); null for nothing.</summary>
    public string? Traces { get; init; }

    /// <summary>Traces that do not count, as a source that it is not a copy of has them, too; null for none.</summary>
    public string? ContestedTraces { get; init; }

    /// <summary>Its publisher; null also when it is not a copy of another source of the same publisher.</summary>
    public NodeId? PublisherGroup { get; init; }

    /// <summary>Active evidence that cites the source.</summary>
    public int EvidenceCount { get; init; }

    /// <summary>How much of it supports its target.</summary>
    public int SupportCount { get; init; }

    /// <summary>How much of it rebuts its target.</summary>
    public int RebutCount { get; init; }

    /// <summary>Active appearances in the source.</summary>
    public int AppearanceCount { get; init; }

    /// <summary>The snapshots that the source has had, the present one included.</summary>
    public int SnapshotCount { get; init; }

    /// <summary>The snapshots before the present one, each by the beginning of its hash, with spaces between them; null for
    /// none.</summary>
    public string? EarlierSnapshots { get; init; }

    /// <summary>True for a text that was a snapshot of the source before the present one.</summary>
    internal bool HadSnapshot(string sha256) => EarlierSnapshots?.Contains(ShortHash(sha256), StringComparison.Ordinal) ?? false;

    internal static string ShortHash(string sha256) => sha256[..16];
}

public static partial class Fields
{
    public sealed class Source()
        : Noun<ClaimGraph.Source, SourceContent, SourceDerived>(
            "sources",
            "Something that can be cited (schema.org CreativeWork, PROV-O Entity)."
        )
    {
        internal override (string Field, string Word) Identity => ("url", "address");

        public static readonly Field Url = Has(s => s.Url, "The URL as it was entered.")
            .As(TextFormat.Url)
            .AsNaturalKey()
            .Length(Limits.Url)
            .WithInputNote("It must be an http or https URL. A source needs a url, a title or a snapshot.");
        public static readonly Field CanonicalUrl = Implies(
                s => s.CanonicalUrl,
                "The canonical form of the URL: without tracking parameters and other parts that do not identify the page. It is unique."
            )
            .As(TextFormat.CanonicalUrl)
            .Shown()
            .Filtered("url");
        public static readonly Field Title = Has(s => s.Title, "The title.").Length(Limits.Title).Filtered().Ordered().Searched();
        public static readonly Field Publisher = Has(s => s.Publisher, "The actor that published it.")
            .To(NodeKind.Actor)
            .Related("PUBLISHED", reversed: true)
            .BackLink(NodeKind.Actor, "sources", "The sources that the actor published.")
            .Filtered();
        public static readonly Field SourceKind = Has(s => s.SourceKind, "The kind of source.").Named("kind").Filtered();
        public static readonly Field Language = Has(s => s.Language, "The language as a BCP 47 tag; `und` when it is not known.")
            .As(TextFormat.Language)
            .Filtered();
        public static readonly Field PublishedOn = Has(s => s.PublishedOn, "The date of publication.").Filtered();
        public static readonly Field ArchivedAt = Has(s => s.ArchivedAt, "The URL of an archived copy.")
            .As(TextFormat.Url)
            .Length(Limits.Url);
        public static readonly Field Identifiers = Has(
                s => s.Identifiers,
                "IRIs that identify it elsewhere (schema.org sameAs), such as its DOI. Lists of retractions find it by them, and sources "
                    + "that have one in common are copies of each other."
            )
            .As(TextFormat.Iri)
            .Entries(Limits.Identifiers)
            .Length(Limits.Url)
            .Filtered()
            .WithInputNote("A DOI can be given in any form: 10.1000/182, doi:10.1000/182 or https://doi.org/10.1000/182.");
        public static readonly Field DerivedFrom = Has(
                s => s.DerivedFrom,
                "The source that this one copies, translates or reports from (PROV-O wasDerivedFrom)."
            )
            .To(NodeKind.Source)
            .BackLink(NodeKind.Source, "derivatives", "The sources that derive from this one.")
            .Filtered();
        public static readonly Field NotCopyOf = Has(
                s => s.NotCopyOf,
                "Sources of which it is no copy, although they have an address, wording or publisher in common. What it shares with them "
                    + "then tells nothing of its origin."
            )
            .To(NodeKind.Source)
            .Entries(Limits.References)
            .Related("NOT_COPY_OF")
            .Filtered();
        public static readonly Field Reliability = Has(s => s.Reliability, "The reliability of the source; null if nobody has judged it.")
            .Filtered();
        public static readonly Field Note = Has(s => s.Note, "Notes on the source.").Length(Limits.Note).Searched();
        public static readonly Field NoticeOn = Has(
                s => s.NoticeOn,
                "When the publisher gave notice that the source is retracted or corrected. `statusReason` says why."
            )
            .Filtered();
        public static readonly Field NoticeUrl = Has(s => s.NoticeUrl, "The URL of the notice that the source is retracted or corrected.")
            .As(TextFormat.Url)
            .Length(Limits.Url);
        public static readonly Field Snapshot = Has(Fields.Snapshot.Part, s => s.Snapshot, "Its text at the time of the newest capture.")
            .WithInputNote("A text other than the present one becomes a further snapshot; the ones before stay in `snapshots`.");

        public static readonly Field Origin = Derives(
                s => s.Origin,
                "The first of all sources that are copies of each other: by `derivedFrom`, an address, their text or a long passage of it. "
                    + "The source itself when it has no copies. Evidence of one origin and stance counts once."
            )
            .Shown()
            .To(NodeKind.Source);
        public static readonly Field DerivesFromRetracted = Derives(
                s => s.DerivesFromRetracted,
                "Whether a source of the chain of `derivedFrom` is retracted. Evidence on this source then counts for nothing."
            )
            .Shown()
            .Filtered();
        public static readonly Field Traces = Derives(s => s.Traces);
        public static readonly Field ContestedTraces = Derives(s => s.ContestedTraces);
        public static readonly Field PublisherGroup = Derives(s => s.PublisherGroup).To(NodeKind.Actor);
        public static readonly Field EvidenceCount = Derives(s => s.EvidenceCount, "The number of active pieces of evidence that cite it.")
            .Shown()
            .Filtered();
        public static readonly Field SupportCount = Derives(
                s => s.SupportCount,
                "The number of active pieces of evidence that cite it in support."
            )
            .Filtered();
        public static readonly Field RebutCount = Derives(
                s => s.RebutCount,
                "The number of active pieces of evidence that cite it in rebuttal."
            )
            .Filtered();
        public static readonly Field AppearanceCount = Derives(s => s.AppearanceCount, "The number of active appearances in it.")
            .Shown()
            .Filtered();
        public static readonly Field SnapshotCount = Derives(
                s => s.SnapshotCount,
                "The number of snapshots that it has had, the present one included."
            )
            .Shown()
            .Filtered();
        public static readonly Field EarlierSnapshots = Derives(s => s.EarlierSnapshots);

        internal override IReadOnlyList<Field> AtLeastOneOf => [Url, Title, Snapshot];

        private protected override void AddRules(AbstractValidator<SourceContent> rules) =>
            rules
                .RuleFor(s => s)
                .Must(s => s.Url is not null || !string.IsNullOrWhiteSpace(s.Title) || s.Snapshot is not null)
                .OverridePropertyName("url")
                .WithErrorCode(ProblemCode.Required)
                .WithMessage("A source needs a url, a title or a snapshot.");
    }

    public sealed class Snapshot() : Part<ClaimGraph.Snapshot>("The text of a source at one time. Quotes are anchored in it.")
    {
        public static readonly Snapshot Part = new();
        public static readonly Field Text = Has(s => s.Text, "The captured text. Anchors count its Unicode code points.")
            .Length(Limits.Snapshot)
            .KeptApart();
        public static readonly Field Sha256 = Has(s => s.Sha256, "SHA-256 of the text in UTF-8, in lower-case hexadecimal.")
            .Computed()
            .WithInputNote("It must match the text.");
        public static readonly Field CapturedAt = Has(s => s.CapturedAt, "When the text was captured.");

        private protected override void AddRules(AbstractValidator<ClaimGraph.Snapshot> rules) =>
            rules
                .RuleFor(s => s.Sha256)
                .Must((s, hash) => hash is null || s.Text.Length == 0 || hash == ClaimGraph.Snapshot.HashOf(s.Text))
                .WithErrorCode(ProblemCode.QuoteMismatch)
                .WithMessage("The sha256 does not match the text.");
    }
}
