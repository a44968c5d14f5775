using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The enums of the vocabulary with their descriptions.</summary>
internal static class Enums
{
    public static IEnumerable<IGraphType> All =>
    [
        new EnumType<NodeKind>("The nouns of the graph.",
            (NodeKind.Actor, "Somebody who says, signs, publishes or reviews."), (NodeKind.Source, "Something that can be cited."),
            (NodeKind.Event, "Something that happened."), (NodeKind.Statement, "A proposition."), (NodeKind.Appearance, "One utterance of a statement."),
            (NodeKind.Evidence, "A link that argues."), (NodeKind.Review, "Somebody's verdict.")),
        new EnumType<RecordStatus>("Whether a record still stands.",
            (RecordStatus.Active, "The record stands."),
            (RecordStatus.Corrected, "Sources only: the publisher has corrected it; what changed is in the reason."),
            (RecordStatus.Retracted, "The record, or the source by its publisher, was withdrawn. It stays readable and counts for nothing.")),
        new EnumType<ActorKind>("What sort of actor it is.",
            (ActorKind.Person, "A human being."), (ActorKind.Organisation, "A company, party, newspaper, agency or other organisation."),
            (ActorKind.Country, "A state."), (ActorKind.Group, "People or states that act together without being an organisation.")),
        new EnumType<SourceKind>("What sort of source it is.",
            (SourceKind.Other, "None of the others."), (SourceKind.Article, "An article."), (SourceKind.News, "A news report."), (SourceKind.Analysis, "An analysis."),
            (SourceKind.Opinion, "An opinion piece."), (SourceKind.Blog, "A blog entry."), (SourceKind.OfficialDocument, "A law, treaty, minutes or other official document."),
            (SourceKind.Statement, "A statement to the press or the public."), (SourceKind.Reference, "A reference work."), (SourceKind.Copy, "A copy of another source."),
            (SourceKind.Dataset, "Data."), (SourceKind.SocialPost, "A post on a social network."), (SourceKind.Video, "Moving pictures."), (SourceKind.Audio, "A recording of sound."),
            (SourceKind.Book, "A book."), (SourceKind.Paper, "A scientific paper.")),
        new EnumType<Reliability>("How reliable a source is, after the Admiralty code (NATO AJP-2.1).",
            (Reliability.A, "Completely reliable."), (Reliability.B, "Usually reliable."), (Reliability.C, "Fairly reliable."), (Reliability.D, "Not usually reliable."),
            (Reliability.E, "Unreliable."), (Reliability.F, "It cannot be judged.")),
        new EnumType<StatementKind>("What sort of proposition it is.",
            (StatementKind.Fact, "That something is or was so."), (StatementKind.Quotation, "That somebody said something."),
            (StatementKind.Opinion, "A judgement of value."), (StatementKind.Prediction, "That something will be so.")),
        new EnumType<Attention>("What asks for a fact-checker's attention.",
            (Attention.Contested, "Active evidence both supports and rebuts it."), (Attention.Unsupported, "It is checkable and no active evidence supports it."),
            (Attention.Unreviewed, "It is checkable and nobody has reviewed it."), (Attention.SingleSource, "All its support goes back to one source."),
            (Attention.RetractedBasis, "Active evidence for or against it rests on a retracted source or statement.")),
        new EnumType<Stance>("What evidence does to its target.",
            (Stance.Supports, "It speaks for the target; on other evidence: it backs it."), (Stance.Rebuts, "It speaks against the target; on other evidence: it undercuts it."),
            (Stance.Context, "It helps to understand the target and speaks neither for nor against it.")),
        new EnumType<Verdict>("A verdict on one scale, so that reviews compare. The published wording stays beside it in `Review.rating`.",
            (Verdict.Supported, "The evidence supports it."), (Verdict.MostlySupported, "The evidence supports most of it."), (Verdict.Mixed, "Part holds, part does not."),
            (Verdict.MostlyUnsupported, "Most of it does not hold."), (Verdict.Unsupported, "It does not hold."), (Verdict.Unverified, "It could not be decided.")),
        new EnumType<ChangeAction>("What was done to a record.",
            (ChangeAction.Create, "It was entered."), (ChangeAction.Update, "It got other content."), (ChangeAction.Retract, "It was withdrawn."),
            (ChangeAction.Correct, "The source was marked as corrected."), (ChangeAction.Restore, "A withdrawal or correction was taken back.")),
        new EnumType<DatePrecision>("A length of time.", (DatePrecision.Year, "A year."), (DatePrecision.Month, "A month."), (DatePrecision.Day, "A day.")) { Name = "Interval" },
    ];
}
