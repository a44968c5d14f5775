using ClaimGraph.GraphQL.Api.Actors;
using ClaimGraph.GraphQL.Api.Appearances;
using ClaimGraph.GraphQL.Api.Events;
using ClaimGraph.GraphQL.Api.EvidenceRecords;
using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Keys;
using ClaimGraph.GraphQL.Api.Ledger;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Queries;
using ClaimGraph.GraphQL.Api.Reviews;
using ClaimGraph.GraphQL.Api.Sources;
using ClaimGraph.GraphQL.Api.Statements;
using ClaimGraph.GraphQL.Api.Subscriptions;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>The schema of the API. It is made once and never changes.</summary>
internal sealed class ClaimGraphSchema : global::GraphQL.Types.Schema
{
    public ClaimGraphSchema()
    {
        RegisterScalars();
        foreach (var type in Enums.All) RegisterType(type);
        RegisterNouns();
        foreach (var kind in Enum.GetValues<NodeKind>()) RegisterLists(kind);
        RegisterConditions();
        RegisterReading();
        RegisterWriting();
        foreach (var type in SubscriptionType.Types) RegisterType(type);
        Query = new QueryType();
        Mutation = new MutationType(RegisterType);
        Rights.MustBeDeclared(Mutation);
        Subscription = new SubscriptionType();
        Initialize();
    }

    /// <summary>The schema in the schema definition language, with all descriptions, in the order in which it is defined.</summary>
    public string Sdl() => this.Print().ReplaceLineEndings("\n").TrimEnd() + "\n";

    private void RegisterScalars()
    {
        foreach (ScalarGraphType scalar in new ScalarGraphType[] { new IdScalar(), new StringGraphType(), new IntGraphType(), new FloatGraphType(), new BooleanGraphType() })
            RegisterType(scalar);
        RegisterType(new PartialDateScalar());
        RegisterType(new DateTimeScalar());
    }

    private void RegisterNouns()
    {
        var node = new NodeInterface();
        RegisterType(node);
        var (actor, source, happened, statement, evidence) = (new ActorType(), new SourceType(), new EventType(), new StatementType(), new EvidenceType());
        foreach (IObjectGraphType noun in new IObjectGraphType[] { actor, source, happened, statement, new AppearanceType(), evidence, new ReviewType() })
        {
            noun.AddResolvedInterface(node);
            node.AddPossibleType(noun);
            RegisterType(noun);
        }
        RegisterUnion("Subject", "What a statement can speak of.", actor, happened);
        RegisterUnion("Basis", "What evidence can rest on.", source, statement);
        RegisterUnion("Target", "What evidence can argue about.", statement, evidence);
        foreach (var part in new IGraphType[] { new SnapshotType(), new ParticipationType(), new EvidenceCountsType(), new QuoteAnchorType(), new RatingType() }) RegisterType(part);
    }

    private void RegisterUnion(string name, string description, params IObjectGraphType[] types)
    {
        var union = new UnionGraphType { Name = name, Description = description };
        foreach (var type in types) union.AddPossibleType(type);
        RegisterType(union);
    }

    private void RegisterLists(NodeKind kind)
    {
        RegisterType(new ConnectionType(kind));
        RegisterType(new EdgeType(kind));
        RegisterType(new OrderFieldType(kind));
        RegisterType(new OrderType(kind));
        RegisterType(new FilterType(kind));
        RegisterType(CountedFieldType.Distribution(kind));
        RegisterType(CountedFieldType.Time(kind));
    }

    private void RegisterConditions()
    {
        RegisterType(ConditionType.Of("TextFilter", "String", "Conditions on a text.", ordered: true, text: true));
        RegisterType(ConditionType.Of("IntFilter", "Int", "Conditions on a whole number.", ordered: true));
        RegisterType(ConditionType.Of("FloatFilter", "Float", "Conditions on a number.", ordered: true));
        RegisterType(ConditionType.Of("BooleanFilter", "Boolean", "Conditions on a yes or no.", ordered: false));
        RegisterType(ConditionType.Of("PartialDateFilter", "PartialDate", "Conditions on a date. `2025` is before `2025-01` and that before `2025-01-01`.", ordered: true));
        RegisterType(ConditionType.Of("DateTimeFilter", "DateTime", "Conditions on a time.", ordered: true));
        RegisterType(ConditionType.Of("IdFilter", "ID", "Conditions on a named record.", ordered: false));
        RegisterType(ConditionType.OfList("TextListFilter", "String", "Conditions on a list of texts."));
        RegisterType(ConditionType.OfList("IdListFilter", "ID", "Conditions on a list of named records."));
        RegisterType(ConditionType.OfList("AttentionListFilter", "Attention", "Conditions on a set of flags."));
        var enums = Enum.GetValues<NodeKind>().SelectMany(Catalogue.Of).Where(f => f.Type == DataType.Enum).Select(f => f.EnumType!.Name).Distinct();
        foreach (var name in enums) RegisterType(ConditionType.Of($"{name}Filter", name, $"Conditions on a {name}.", ordered: false));
    }

    private void RegisterReading()
    {
        foreach (var type in new IGraphType[]
        {
            new PageInfoType(), new OrderDirectionType(), new ValueCountType(), new TimeCountType(), Queries.Search.KindType(), new SearchHitType(), new HighlightType(), new TextRangeType(),
            new EnumType<WordMatch>("What a word of a search finds.", (WordMatch.Beginning, "Words that begin with it."), (WordMatch.Whole, "The word itself only.")),
            new OverviewType(), new NodeCountsType(), new EnumCountType<Verdict>("verdict", nullable: true), new EnumCountType<Stance>("stance", nullable: false),
            new EnumCountType<Attention>("attention", nullable: false), new RankedType(NodeKind.Statement), new RankedType(NodeKind.Source),
            new LedgerType(), new LedgerHeadType(), new LedgerEntryType(), new ChangeType(),
        }) RegisterType(type);
    }

    private void RegisterWriting()
    {
        foreach (var type in PartInputs.Types) RegisterType(type);
        RegisterType(new InputType("SourceInput", "A source that is entered together with what cites it.",
            [.. NounInputs.Source.Fields, new("key", "String", "Your own key for the source, unique among sources; at most 200 characters.")]));
        RegisterType(PayloadType.OutcomeType);
        RegisterType(new UserErrorType());
        RegisterType(UserErrorType.CodeType());
        foreach (var type in KeyFields.Types) RegisterType(type);
    }
}
