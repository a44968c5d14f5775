using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>Groups of the records of a kind by one value or two, also of linked records, over the filters of its lists.</summary>
internal sealed class GroupPart : IApiPart
{
    private const int MostKeys = 2;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new GroupType(MostKeys), new GroupValueType());
        foreach (var link in NodeKinds.All.SelectMany(NounLink.Of).DistinctBy(LinksType.NameOfEach))
            if (link.Steps.Count > 1)
                api.Add(new UnionGroupKeyType(link));
        foreach (var noun in Noun.All)
        {
            api.Add(new GroupKeyType(noun));
            Add(api, noun);
        }
    }

    private static void Add(ApiDefinition api, Noun noun) =>
        api
            .Query.Resolve(
                $"{noun.Word}Groups",
                "[Group!]",
                $"Groups {noun.Plural} by one value or two, also of linked records, the largest group first. A record with several values "
                    + "is in a group for each; one for which a link leads to nothing or a list is empty is in none. Two values that begin "
                    + "with the same link are those of the same linked record.",
                (_, context) => Groups(context, noun.Kind),
                Sdl.Argument("by", $"[{GroupKeyType.NameFor(noun.TypeName)}!]!", "One value or two."),
                Sdl.Argument(
                    "distinct",
                    GroupKeyType.NameFor(noun.TypeName),
                    "What `distinctCount` counts, each value once. It puts no record into a group or out of it."
                ),
                Sdl.Argument(
                    "filter",
                    $"{noun.Kind}Filter",
                    "The records to group. Retracted records are left out unless the filter names `status`."
                ),
                Sdl.Argument("first", "Int", "The number of groups.", 20),
                Moment.Argument()
            )
            .Costs(
                Moment.Cost(
                    Weight.List(PageArguments.Entries("first", 20), Weight.Statistics) with
                    {
                        OwnBy = context => Weight.Statistics * Keys(context).Sum(key => 1 + (key.Meant?.Path.Count ?? 0)),
                    }
                )
            );

    private static Deferred Groups(FieldContext context, NodeKind kind)
    {
        var query = new GroupQuery(kind, By(context), PageArguments.ListFilter(context, kind), PageArguments.Size(context, "first", 20))
        {
            Distinct = Distinct(context),
            Average = kind == NodeKind.Statement && context.Selects("averageStrength") ? ClaimGraph.Fields.Statement.Strength : null,
        };
        return context.Request.Loaders.Call(
            query,
            static async (store, asked, cancellation) =>
            {
                var groups = await store.GroupsAsync(asked, cancellation);
                return groups.Select(group => new ShownGroup(group, asked.Distinct is not null)).ToArray();
            }
        );
    }

    private static GroupKey[] By(FieldContext context)
    {
        GroupKey[] by = [.. ((IEnumerable<object>)context.Argument("by")!).Select(key => ((GroupKeyInput)key).Key)];
        if (by.Length is 0 or > MostKeys)
            throw new RefusedException(ProblemCode.OutOfRange, $"by has {by.Length} values; give one or {MostKeys}.", "by");
        var most = context.Request.Options.MaxLinks;
        if (Keys(context).Any(key => key.Key.Path.Count > most))
            throw new RefusedException(ProblemCode.TooLong, $"This value is too many links away; go at most {most} links.", "by");
        return by;
    }

    private static GroupKey? Distinct(FieldContext context) => (context.Argument("distinct") as GroupKeyInput)?.Key;

    private static IEnumerable<GroupKeyInput> Keys(FieldContext context) =>
        ((IEnumerable<object>)context.Argument("by")!).Append(context.Argument("distinct")).OfType<GroupKeyInput>();
}

/// <param name="IsDistinct">Something was counted that is not the records.</param>
internal sealed record ShownGroup(Group Group, bool IsDistinct);

internal sealed class GroupType : ObjectGraphType<ShownGroup>
{
    private const int Digits = 6;

    public GroupType(int mostValues)
    {
        Name = "Group";
        Description = "Records that have the same values.";
        this.Part(
                "values",
                "[GroupValue!]!",
                "The values, in the order of `by`.",
                static g => g.Group.Values.Select(v => new ValueCount(v, g.Group.Count)).Cast<object>().ToArray()
            )
            .Costs(Weight.List(mostValues, own: 1));
        this.Leaf("count", "Int!", "The number of records.", static g => g.Group.Count);
        this.Leaf(
            "distinctCount",
            "Int",
            "The number of different values of `distinct` among the records. Null if that was not given.",
            static g => g.IsDistinct ? g.Group.Distinct : (long?)null
        );
        this.Leaf(
            "averageStrength",
            "Float",
            "The mean strength of the statements. Null for other records.",
            static g => g.Group.Average is { } mean ? Math.Round(mean, Digits) : (double?)null
        );
    }
}

/// <summary>A value of a group.</summary>
internal sealed class GroupValueType : ObjectGraphType<object>
{
    public GroupValueType()
    {
        Name = "GroupValue";
        Description = "A value that the records of a group have in common.";
        CountedValue.AddTo(this);
    }
}
