namespace ClaimGraph.Interchange.Taking;

/// <summary>What becomes of a record that is there already: it gets what it lacks, and nothing that it has is replaced.</summary>
internal static class Filling
{
    public static Content Over(Content old, Content given) =>
        (old, given) switch
        {
            (ActorContent had, ActorContent has) => OfActor(had, has),
            (SourceContent had, SourceContent has) => had with
            {
                Title = had.Title ?? has.Title,
                Publisher = had.Publisher ?? has.Publisher,
                SourceKind = had.SourceKind == SourceKind.Other ? has.SourceKind : had.SourceKind,
                Language = had.Language == LanguageTag.Undetermined ? has.Language : had.Language,
                PublishedOn = had.PublishedOn ?? has.PublishedOn,
            },
            (AppearanceContent had, AppearanceContent has) => had with { SaidOn = had.SaidOn ?? has.SaidOn },
            (EvidenceContent had, EvidenceContent has) => had with { Stance = has.Stance },
            _ => old,
        };

    private static ActorContent OfActor(ActorContent had, ActorContent has) =>
        had with
        {
            Aliases = [.. had.Aliases.Concat(has.Aliases.Prepend(has.Name).Where(n => n != had.Name)).Distinct().Take(Limits.Aliases)],
            Identifiers = [.. had.Identifiers.Union(has.Identifiers).Take(Limits.Identifiers)],
            Description = had.Description ?? has.Description,
        };
}
