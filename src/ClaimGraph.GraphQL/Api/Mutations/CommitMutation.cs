using System.Globalization;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>Many records of all types as one commit. They name each other by key, id or URL, in any order.</summary>
internal sealed class CommitMutation : IApiPart
{
    private const int MostRecords = 1_000;
    private const int MostAttempts = 50;
    private const int PointsOfRecord = 20; // in a commit of many, next to one that stands alone

    private static readonly NounInput[] Inputs =
    [
        .. Noun.All.Where(n => n.IsEnteredDirectly).Select(n => new NounInput(n, InputWords.OfRecords)),
    ];

    public void AddTo(ApiDefinition api)
    {
        foreach (
            var part in Inputs
                .SelectMany(i => i.Noun.Entered)
                .Select(f => f.Part)
                .OfType<Part>()
                .Distinct()
                .Where(InputWords.OfRecords.IsOwn)
        )
            api.Add(new InputType(InputWords.OfRecords.TypeOf(part), part.Summary, FieldInputs.Of(part, InputWords.OfRecords)));
        foreach (var noun in Inputs)
            api.Add(
                new InputType(
                    $"{noun.Noun.TypeName}Record",
                    noun.Noun.Summary,
                    [UpsertMutations.Id, UpsertMutations.Key, .. noun.Fields.Select(f => f.Optional)]
                )
            );
        api.Add(
            new InputType(
                "RecordInput",
                "A record to create or to update. Give exactly one field.",
                Inputs.Select(n => new InputField(n.Noun.Word, $"{n.Noun.TypeName}Record", n.Noun.Summary))
            )
        );
        api.Add(new EnumType(typeof(OnError)), new RecordResultType());
        api.Mutate(
                "commit",
                null,
                "Creates and updates records of all types as one commit. Records name each other by their keys, ids or URLs, in any order, "
                    + "whether they are in the commit or not. The fields have the names of the import format. "
                    + "A record that exists already, "
                    + "found by its id, its key or its own identity, is updated: fields that you leave out stay as they are.",
                [
                    new InputField("records", "[RecordInput!]!", $"The records. At most {MostRecords:N0}."),
                    new InputField("onError", "OnError", "What happens if a record is refused. The default is REFUSE: nothing is written."),
                    new InputField("reason", "String", "The reason, for the ledger. At most 2,000 characters."),
                ],
                static mutation => new CommitBatch(mutation, ReadAll(mutation, [])).AddAsync(),
                static payload =>
                    payload.Part(
                        "records",
                        "[RecordResult!]!",
                        "What became of each record, in the order of the input. Empty if the input was refused.",
                        static p => p.Records
                    ),
                RunAsync
            )
            .Costs(new Weight { OwnBy = static context => Weight.Commit.Own + PointsOfRecord * CountOf(context) })
            .Needs(Role.Contributor);
    }

    private static async ValueTask<Payload> RunAsync(Mutation mutation)
    {
        if (mutation.Input.Value<OnError>("onError") != OnError.Skip)
            return await new CommitBatch(mutation, ReadAll(mutation, [])).RunAsync(once: true);
        var refused = new Dictionary<int, List<Problem>>();
        for (var attempt = 1; ; attempt++, mutation = mutation.Again())
            try
            {
                CommitRecord[] left = ReadAll(mutation, refused.Keys);
                var payload =
                    left.Length == 0
                        ? new Payload(mutation.Input.Text("clientMutationId"))
                        : await new CommitBatch(mutation, left).RunAsync(once: false);
                return payload with { Records = [.. payload.Records.Concat(refused.Select(RecordResult.Refused)).OrderBy(r => r.Number)] };
            }
            catch (RefusedException e) when (attempt < MostAttempts && e.Problems.All(p => NumberIn(mutation.InInput(p)) is not null))
            {
                // What names a refused record is refused by the next attempt.
                foreach (var problem in e.Problems.Select(mutation.InInput))
                {
                    var number = NumberIn(problem)!.Value;
                    if (!refused.TryGetValue(number, out var problems))
                        refused.Add(number, problems = []);
                    problems.Add(problem);
                }
            }
    }

    /// <summary>The number of the record that a problem is about; null if it is about none.</summary>
    private static int? NumberIn(Problem problem) =>
        problem.Path.ElementAtOrDefault(1) == "records"
        && int.TryParse(problem.Path.ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static CommitRecord[] ReadAll(Mutation mutation, IReadOnlyCollection<int> without)
    {
        var number = -1;
        var records = mutation.Input.Inners("records", input => without.Contains(++number) ? null : Read(input));
        if (records.Count > MostRecords)
            throw new RefusedException(ProblemCode.TooLong, $"A commit can have at most {MostRecords:N0} records; split it.", "records");
        return [.. records.Select((r, i) => new CommitRecord(i, r)).Where(r => r.Record is not null)];

        Upsert? Read(Input input)
        {
            NounInput[] given = [.. Inputs.Where(n => input[n.Noun.Word] is not null)];
            if (given is not [var noun])
            {
                input.Refuse(ProblemCode.Required, $"Give exactly one of {string.Join(", ", Inputs.Select(n => n.Noun.Word))}.");
                return null;
            }
            if (!mutation.IsProposed && mutation.Scope.Principal.Role < RecordMutations.Writer(noun.Noun))
                input.Refuse(
                    ProblemCode.Forbidden,
                    $"Only a {RecordMutations.Writer(noun.Noun).ToString().ToLowerInvariant()} can enter records of this type.",
                    noun.Noun.Word
                );
            return input.Inner(noun.Noun.Word, inner => new Upsert(noun, inner.In(InputWords.OfRecords)));
        }
    }

    private static int CountOf(FieldContext context) =>
        context.Argument("input") is IDictionary<string, object?> input && input["records"] is IEnumerable<object> records
            ? Math.Min(records.Count(), MostRecords)
            : 0;
}
