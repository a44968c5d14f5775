using ClaimGraph.Changes;
using ClaimGraph.Stores;
using ClaimGraph.Tests.Nouns.Cases;

namespace ClaimGraph.Tests.Changes;

public sealed class ChangeSetRulesTests
{
    private static readonly ActorContent Italy = new() { Name = "Italia" };

    private static ChangeSet Set(params Operation[] operations) => new() { Principal = "desk", Operations = operations };

    private static Problem Refused(ChangeSet set) =>
        Should.Throw<RefusedException>(() => CommitProcedure.Check(set)).Problems.ShouldHaveSingleItem();

    private static void ShouldRefuse(ChangeSet set, string code, string path)
    {
        var problem = Refused(set);
        (problem.Code, string.Join('.', problem.Path)).ShouldBe((code, path));
        problem.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Set_needs_a_principal()
    {
        ShouldRefuse(Set() with { Principal = "" }, ProblemCode.Required, "principal");
        ShouldRefuse(Set() with { Principal = " " }, ProblemCode.Required, "principal");
    }

    [Fact]
    public void Texts_of_the_set_have_limits()
    {
        ShouldRefuse(Set() with { Principal = Given.Letters(Limits.Principal + 1) }, ProblemCode.TooLong, "principal");
        ShouldRefuse(Set() with { Principal = "a\0" }, ProblemCode.InvalidText, "principal");
        ShouldRefuse(Set() with { Reason = Given.Letters(Limits.Reason + 1) }, ProblemCode.TooLong, "reason");
        ShouldRefuse(Set() with { Reason = "\uDC00" }, ProblemCode.InvalidText, "reason");
        ShouldRefuse(Set() with { IdempotencyKey = Given.Letters(Limits.Key + 1) }, ProblemCode.TooLong, "idempotencyKey");
        ShouldRefuse(Set() with { IdempotencyKey = "a\0" }, ProblemCode.InvalidText, "idempotencyKey");
        CommitProcedure.Check(
            Set() with
            {
                Principal = Given.Astral(Limits.Principal),
                Reason = Given.Astral(Limits.Reason),
                IdempotencyKey = Given.Astral(Limits.Key),
            }
        );
    }

    [Theory]
    [InlineData(RecordStatus.Retracted)]
    [InlineData(RecordStatus.Corrected)]
    public void Taking_back_needs_a_reason(RecordStatus status)
    {
        ShouldRefuse(Set(new SetStatus(Given.SomeSource, status)), ProblemCode.Required, "reason");
        ShouldRefuse(Set(new SetStatus(Given.SomeSource, status)) with { Reason = " " }, ProblemCode.Required, "reason");
        CommitProcedure.Check(Set(new SetStatus(Given.SomeSource, status)) with { Reason = "wrong" });
    }

    [Fact]
    public void Restoring_needs_no_reason() => CommitProcedure.Check(Set(new SetStatus(Given.SomeSource, RecordStatus.Active)));

    [Fact]
    public void Status_must_be_one_that_there_is() =>
        ShouldRefuse(Set(new SetStatus(Given.SomeSource, (RecordStatus)99)) with { Reason = "wrong" }, ProblemCode.OutOfRange, "0.status");

    [Fact]
    public void Only_a_source_can_be_corrected()
    {
        foreach (var kind in Enum.GetValues<NodeKind>().Where(k => k != NodeKind.Source))
            ShouldRefuse(
                Set(new SetStatus(Given.Any(kind), RecordStatus.Corrected)) with
                {
                    Reason = "wrong",
                },
                ProblemCode.WrongKind,
                "0.id"
            );
    }

    [Fact]
    public void Operations_are_limited()
    {
        Operation[] operations =
        [
            .. Enumerable.Range(1, Limits.Operations + 1).Select(i => new Create(new NodeId(NodeKind.Actor, i), Italy)),
        ];
        CommitProcedure.Check(Set(operations[1..])).Operations.Count.ShouldBe(Limits.Operations);
        ShouldRefuse(Set(operations), ProblemCode.TooLong, "");
    }

    [Fact]
    public void Two_creates_cannot_have_one_id()
    {
        ShouldRefuse(
            Set(new Create(Given.SomeActor, Italy), new Create(Given.SomeActor, Italy with { Name = "Francia" })),
            ProblemCode.AlreadyExists,
            "1.id"
        );
    }

    [Fact]
    public void Key_of_a_create_is_not_blank_and_has_a_limit()
    {
        Operation With(string? key) => new Create(Given.SomeActor, Italy) { Key = key };
        ShouldRefuse(Set(With("")), ProblemCode.Required, "0.key");
        ShouldRefuse(Set(With(" ")), ProblemCode.Required, "0.key");
        ShouldRefuse(Set(With(Given.Letters(Limits.Key + 1))), ProblemCode.TooLong, "0.key");
        ShouldRefuse(Set(With("a\0")), ProblemCode.InvalidText, "0.key");
        CommitProcedure.Check(Set(With(null)));
        CommitProcedure.Check(Set(With(Given.Astral(Limits.Key))));
    }

    [Fact]
    public void Id_must_be_of_the_kind_of_the_content()
    {
        ShouldRefuse(Set(new Create(Given.SomeSource, Italy)), ProblemCode.WrongKind, "0.id");
        ShouldRefuse(Set(new Create(default, Italy)), ProblemCode.WrongKind, "0.id");
        ShouldRefuse(Set(new Update(Given.SomeSource, 1, Italy)), ProblemCode.WrongKind, "0.id");
    }

    [Fact]
    public void Path_begins_with_the_number_of_the_operation()
    {
        var blank = Italy with { Name = "" };
        var problems = Should
            .Throw<RefusedException>(() =>
                CommitProcedure.Check(
                    Set(
                        new Create(Given.SomeActor, Italy),
                        new Create(new NodeId(NodeKind.Actor, 2), blank),
                        new Update(Given.SomeActor, 1, blank)
                    )
                )
            )
            .Problems;
        problems.Select(p => string.Join('.', p.Path)).ShouldBe(["1.name", "2.name"]);
    }

    [Fact]
    public void Exception_tells_every_problem()
    {
        var refused = Should.Throw<RefusedException>(() =>
            CommitProcedure.Check(Set(new Create(Given.SomeActor, Italy with { Name = "" })) with { Principal = "" })
        );
        refused.Message.ShouldContain("principal");
        refused.Message.ShouldContain("0.name");
        refused.Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void Contents_are_put_in_canonical_form()
    {
        var sourceId = new NodeId(NodeKind.Source, 5);
        var set = CommitProcedure.Check(
            Set(
                new Create(Given.SomeActor, Italy with { Name = " Italia " })
                {
                    CreatedAt = new DateTimeOffset(2025, 2, 11, 10, 0, 0, TimeSpan.FromHours(1)).AddTicks(9_999),
                },
                new Create(
                    sourceId,
                    new SourceContent
                    {
                        Url = " HTTP://Example.org/a/?utm_source=x ",
                        Language = "EN-gb",
                        Snapshot = new Snapshot { Text = "à" },
                    }
                ),
                new Update(
                    Given.SomeStatement,
                    1,
                    new StatementContent
                    {
                        Text = " a ",
                        Language = "IT",
                        Topics = ["AI", " ai ", "Città"],
                        About = [Given.SomeActor, Given.SomeEvent, Given.SomeActor],
                    }
                )
            )
        );

        var actor = (Create)set.Operations[0];
        ((ActorContent)actor.Content).Name.ShouldBe("Italia");
        actor.CreatedAt.ShouldBe(new DateTimeOffset(2025, 2, 11, 9, 0, 0, TimeSpan.Zero));
        actor.CreatedAt!.Value.Offset.ShouldBe(TimeSpan.Zero);

        var source = (SourceContent)((Create)set.Operations[1]).Content;
        (source.Url, source.CanonicalUrl, source.Language).ShouldBe(
            ("HTTP://Example.org/a/?utm_source=x", "https://example.org/a", "en-GB")
        );
        source.Snapshot!.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("à"u8)));

        var statement = (StatementContent)((Update)set.Operations[2]).Content;
        (statement.Text, statement.Language).ShouldBe(("a", "it"));
        statement.Topics.ShouldBe(["ai", "città"]);
        statement.About.ShouldBe([Given.SomeActor, Given.SomeEvent]);
    }

    [Fact]
    public void Canonical_form_of_a_canonical_form_is_itself() =>
        Dice.OfSize(1, 1)
            .Sample(dice =>
            {
                var once = new RandomContent(dice, kind => [Given.Any(kind), new NodeId(kind, 2)]).Of(dice.AnyOf<NodeKind>()).Canonical();
                Deep.Difference(once.Canonical(), once).ShouldBeNull();
            });
}
