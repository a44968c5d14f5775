using FluentValidation;

namespace ClaimGraph.Changes;

/// <summary>What can be checked in a change set without asking a store.</summary>
internal static class ChangeSetRules
{
    /// <summary>The set with its contents in canonical form.</summary>
    /// <exception cref="RefusedException">With every problem found, the path starting with the number of the operation.</exception>
    public static ChangeSet Check(ChangeSet set)
    {
        List<Problem> problems = [.. CheckSet(set)];
        var created = new HashSet<NodeId>();
        var ofOperation = Each(set.Operations, o => CheckOperation(set, o).ToArray());
        for (var i = 0; i < set.Operations.Count; i++)
        {
            problems.AddRange(ofOperation[i].Select(p => p.Under(Number(i))));
            if (set.Operations[i] is Create { Id: var id } && !created.Add(id))
                problems.Add(
                    new Problem(
                        ProblemCode.AlreadyExists,
                        "An earlier operation of the same set creates a node with this id. Use a new id.",
                        [Number(i), "id"]
                    )
                );
        }
        if (problems.Count > 0)
            throw new RefusedException(problems);
        return set with { Operations = Each(set.Operations, Canonical) };
    }

    // Sharing a few among threads takes longer than it saves.
    private const int FewOperations = 64;

    /// <summary>What comes of each operation, in their order. Many are shared among all cores: whoever commits waits for them.</summary>
    private static T[] Each<T>(IReadOnlyList<Operation> operations, Func<Operation, T> of) =>
        operations.Count <= FewOperations ? [.. operations.Select(of)] : operations.AsParallel().AsOrdered().Select(of).ToArray();

    /// <summary>What is wrong with a content, whichever operation it belongs to.</summary>
    public static IEnumerable<Problem> CheckContent(Content content)
    {
        var result = Noun.Of(content.Kind).Rules.Validate(new ValidationContext<object>(content));
        foreach (var failure in result.Errors)
            yield return new Problem(failure.ErrorCode, failure.ErrorMessage, PathOf(failure.PropertyName));
        foreach (var reference in content.References)
            if (!reference.Kinds.Contains(reference.Id.Kind))
                yield return new Problem(
                    ProblemCode.WrongKind,
                    $"{reference.Id} is the id of {Article(reference.Id.Kind.ToString())}; "
                        + $"use the id of {Article(string.Join(" or ", reference.Kinds))}.",
                    reference.Field.Split('.')
                );
    }

    internal static string Number(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Problem> CheckSet(ChangeSet set)
    {
        if (set.Operations.Count > Limits.Operations)
            yield return new Problem(
                ProblemCode.TooLong,
                $"A change set can have at most {Limits.Operations:N0} operations. Split it.",
                []
            );
        foreach (var problem in Text(set.Principal, Limits.Principal, "principal", needed: true))
            yield return problem;
        foreach (var problem in Text(set.IdempotencyKey, Limits.Key, "idempotencyKey"))
            yield return problem;
        if (set.Operations.Count > 1 && set.Operations.Any(o => o is Merge or Unmerge))
            yield return new Problem(ProblemCode.Inconsistent, "A merge stands alone in its change set; commit the others apart.", []);
        var withdraws = set.Operations.Any(o => o is SetStatus { Status: not RecordStatus.Active, Reason: null } or Merge);
        foreach (var problem in Text(set.Reason, Limits.Reason, "reason", needed: withdraws))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckOperation(ChangeSet set, Operation operation) =>
        operation switch
        {
            Create create =>
            [
                .. CheckContent(create.Content),
                .. Text(create.Key, Limits.Key, "key", needed: create.Key is not null),
                .. FreeKey(create.Key),
                .. create.OtherKeys.SelectMany((k, i) => Text(k, Limits.Key, "otherKeys", needed: true).Select(p => p.At(i))),
                .. CreatedKind(create),
            ],
            Update update => [.. CheckContent(update.Content), .. UpdatedKind(update)],
            SetStatus status when !Enum.IsDefined(status.Status) =>
            [
                new Problem(ProblemCode.OutOfRange, "This is not a valid status.", ["status"]),
            ],
            SetStatus { Status: RecordStatus.Corrected, Id.Kind: not NodeKind.Source } =>
            [
                new Problem(ProblemCode.WrongKind, "Only a source can be marked as corrected.", ["id"]),
            ],
            SetStatus status => StatusProblems(status),
            Merge merge => MergeProblems(merge),
            _ => [],
        };

    private static IEnumerable<Problem> StatusProblems(SetStatus status)
    {
        foreach (var problem in Text(status.Reason, Limits.Reason, "reason", needed: status.Reason is not null))
            yield return problem;
        if (status.Notice is not { } notice)
            yield break;
        if (status.Id.Kind != NodeKind.Source)
            yield return new Problem(ProblemCode.WrongKind, "Only a source has a notice that it is retracted or corrected.", ["id"]);
        foreach (var problem in CheckContent(notice.In(new SourceContent { Title = "Any" })))
            yield return problem;
    }

    private static IEnumerable<Problem> MergeProblems(Merge merge)
    {
        var (from, into) = (merge.Id.Kind, merge.Into.Kind);
        if (!merge.IsRecorded && Noun.Find(from) is { IsLink: true })
            yield return new Problem(
                ProblemCode.WrongKind,
                $"{from} records cannot be merged; retract the one that is too many. Merge what they link: records of type "
                    + $"{string.Join(", ", Noun.All.Where(n => !n.IsLink).Select(n => n.TypeName))}.",
                ["from"]
            );
        else if (from != into)
            yield return new Problem(
                ProblemCode.WrongKind,
                $"{merge.Id} is the id of {Article(from.ToString())} and {merge.Into} that of {Article(into.ToString())}; "
                    + "name two records of one type.",
                ["into"]
            );
        else if (merge.Id == merge.Into)
            yield return new Problem(ProblemCode.Cycle, "A record cannot be merged into itself; name another.", ["into"]);
    }

    private static Problem At(this Problem problem, int entry) => problem with { Path = [.. problem.Path, Number(entry)] };

    private static IEnumerable<Problem> FreeKey(string? key) =>
        key?.StartsWith(NaturalKey.IdPrefix, StringComparison.Ordinal) == true
            ?
            [
                new Problem(
                    ProblemCode.InvalidFormat,
                    $"A key cannot begin with '{NaturalKey.IdPrefix}'. Export files use that form for records without a key.",
                    ["key"]
                ),
            ]
            : [];

    private static IEnumerable<Problem> CreatedKind(Create create) =>
        create.Id.Kind == create.Content.Kind && create.Id.Value > 0
            ? []
            :
            [
                new Problem(
                    ProblemCode.WrongKind,
                    $"{create.Content.Kind} content cannot have the id of {Article(create.Id.Kind.ToString())}.",
                    ["id"]
                ),
            ];

    private static IEnumerable<Problem> UpdatedKind(Update update) =>
        update.Id.Kind == update.Content.Kind
            ? []
            :
            [
                new Problem(
                    ProblemCode.WrongKind,
                    $"{update.Id} is the id of {Article(update.Id.Kind.ToString())}, not of {Article(update.Content.Kind.ToString())}.",
                    ["id"]
                ),
            ];

    private static IEnumerable<Problem> Text(string? text, int limit, string field, bool needed = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return needed ? [new Problem(ProblemCode.Required, $"The {field} is required.", [field])] : [];
        if (CodePoints.Count(text) > limit)
            return [new Problem(ProblemCode.TooLong, $"The {field} can have at most {limit:N0} characters.", [field])];
        return CodePoints.IsWellFormed(text)
            ? []
            :
            [
                new Problem(
                    ProblemCode.InvalidText,
                    $"The {field} contains a NUL character or half of a surrogate pair. Remove it.",
                    [field]
                ),
            ];
    }

    private static Operation Canonical(Operation operation) =>
        operation switch
        {
            Create create => create with
            {
                Content = create.Content.Canonical(),
                CreatedAt = create.CreatedAt is { } at ? at.ToMillisecond() : null,
            },
            Update update => update with { Content = update.Content.Canonical() },
            _ => operation,
        };

    // FluentValidation writes Aliases[3] and Anchor.Start; the API names are camel case.
    private static string[] PathOf(string property) =>
        [
            .. property
                .Replace("[", ".", StringComparison.Ordinal)
                .Replace("]", "", StringComparison.Ordinal)
                .Split('.', StringSplitOptions.RemoveEmptyEntries)
                .Select(ApiName),
        ];

    private static string ApiName(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    private static string Article(string noun) => noun[0] is 'A' or 'E' ? $"an {noun}" : $"a {noun}";
}
