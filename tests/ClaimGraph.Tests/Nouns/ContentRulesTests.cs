using ClaimGraph.Changes;
using ClaimGraph.Tests.Nouns.Cases;
using FluentValidation;

namespace ClaimGraph.Tests.Nouns;

public sealed class ContentRulesTests
{
    private static readonly Dictionary<string, Broken> Broken = (
        (Broken[])
            [
                .. ActorCases.Broken,
                .. SourceCases.Broken,
                .. EventCases.Broken,
                .. StatementCases.Broken,
                .. AppearanceCases.Broken,
                .. EvidenceCases.Broken,
                .. ReviewCases.Broken,
            ]
    ).ToDictionary(c => $"{c.Content.Kind}: {Printable(c.Name)}");

    private static readonly Dictionary<string, Good> Good = (
        (Good[])
            [
                .. ActorCases.Good,
                .. SourceCases.Good,
                .. EventCases.Good,
                .. StatementCases.Good,
                .. AppearanceCases.Good,
                .. EvidenceCases.Good,
                .. ReviewCases.Good,
            ]
    ).ToDictionary(c => $"{c.Content.Kind}: {Printable(c.Name)}");

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];
    public static TheoryData<string> GoodNames => [.. Good.Keys];

    private static string Printable(string name) =>
        name.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);

    [Theory, MemberData(nameof(BrokenNames))]
    public void Broken_content_is_refused_with_code_path_and_message(string name)
    {
        var (_, content, code, path) = Broken[name];
        var problem = ChangeSetRules.CheckContent(content).ShouldHaveSingleItem();
        (problem.Code, string.Join('.', problem.Path)).ShouldBe((code, path));
        problem.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory, MemberData(nameof(GoodNames))]
    public void Content_within_its_limits_is_taken(string name) => ChangeSetRules.CheckContent(Good[name].Content).ShouldBeEmpty();

    [Fact]
    public void Every_rule_of_every_validator_has_a_broken_case()
    {
        var validators = typeof(Node)
            .Assembly.GetTypes()
            .Where(t =>
                typeof(IValidator).IsAssignableFrom(t)
                && !t.IsAbstract
                && t.BaseType!.GetGenericArguments()[0].IsSubclassOf(typeof(Content))
            );
        foreach (var validator in validators.Select(t => (IValidator)Activator.CreateInstance(t)!))
        {
            var kind = Broken.Values.First(b => validator.CanValidateInstancesOfType(b.Content.GetType())).Content.Kind;
            var covered = Broken.Values.Where(b => b.Content.Kind == kind).Select(b => b.Path.Split('.')[0]).ToHashSet();
            foreach (var member in validator.CreateDescriptor().GetMembersWithValidators().Select(m => m.Key))
                covered.ShouldContain(
                    member.EndsWith("Kind", StringComparison.Ordinal) ? "kind" : char.ToLowerInvariant(member[0]) + member[1..]
                );
        }
    }

    [Fact]
    public void Random_content_is_taken() =>
        Dice.OfSize(1, 1)
            .Sample(
                dice =>
                {
                    var content = new RandomContent(dice, kind => [Given.Any(kind), new NodeId(kind, 2)]).Of(dice.AnyOf<NodeKind>());
                    ChangeSetRules.CheckContent(content).ShouldBeEmpty();
                    ChangeSetRules.CheckContent(content.Canonical()).ShouldBeEmpty();
                },
                iter: 2_000
            );

    [Fact]
    public void Several_broken_rules_are_all_named()
    {
        var content = new StatementContent
        {
            Text = " ",
            Language = "?",
            Prior = 2,
            About = [Given.SomeSource],
        };
        ChangeSetRules
            .CheckContent(content)
            .Select(p => (p.Code, string.Join('.', p.Path)))
            .ShouldBe(
                [
                    (ProblemCode.Required, "text"),
                    (ProblemCode.InvalidFormat, "language"),
                    (ProblemCode.OutOfRange, "prior"),
                    (ProblemCode.WrongKind, "about.0"),
                ],
                ignoreOrder: true
            );
    }
}
