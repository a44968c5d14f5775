using ClaimGraph.Import;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Proposals wait, are told apart, and keep naming their records wherever they go.</summary>
public abstract class ProposalConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private static ProposalContent About(params NodeId[] records) =>
        new()
        {
            Mutation = "addEvidence",
            Input = """{"targetId":{"$record":0},"stance":"REBUTS","note":"«è» <b>"}""",
            Concerns = records,
        };

    private static ProposalContent Refused(Proposal proposal) =>
        proposal.Content with
        {
            State = ProposalState.Refused,
            Decision = new Decision
            {
                By = "desk",
                At = DateTimeOffset.UnixEpoch,
                Reason = "No.",
            },
        };

    [Fact]
    public async Task Of_equal_proposals_that_are_open_there_is_one_and_a_decided_one_can_be_made_again()
    {
        var statement = await Statement();
        var first = await Enter(About(statement));
        (await Commit(New(About(statement)))).Results[0].Outcome.ShouldBe(Outcome.Existing);
        (await Enter(About(await Statement("Altro")))).Id.ShouldNotBe(first.Id);
        var decided = await Change<Proposal>(first.Id, Refused);
        var second = await Enter(About(statement));
        second.Id.ShouldNotBe(first.Id);
        ShouldBeSame(await Get(first.Id), decided);
        await ShouldRefuse(new Update(first.Id, 2, About(statement)), ProblemCode.AlreadyExists, "0.input");
        (await Links(Fields.Proposal.Concerns, statement)).ShouldBe([first.Id, second.Id]);
        (await List(NodeKind.Proposal, Filter.Is(Fields.Proposal.DecidedBy, "desk"))).ShouldBe([first.Id]);
    }

    [Fact]
    public async Task A_proposal_changes_nothing_of_the_records_that_it_names()
    {
        var statement = await Statement();
        var before = await Get(statement);
        await Enter(About(statement));
        ShouldBeSame(await Get(statement), before);
    }

    [Fact]
    public async Task What_is_no_input_is_refused()
    {
        var statement = await Statement();
        foreach (var input in new[] { "x", "[]", """{"a":{"$record":1}}""", """{"a":[{"$record":-1}]}""", """{"a":{"$record":"0"}}""" })
            await ShouldRefuse(New(About(statement) with { Input = input }), ProblemCode.InvalidFormat, "0.input");
        await ShouldRefuse(New(About(statement) with { State = ProposalState.Accepted }), ProblemCode.Inconsistent, "0.decision");
    }

    [Fact]
    public async Task Records_that_turn_out_to_be_one_are_named_once()
    {
        var (statement, other) = (await Statement(), await Statement("Altro"));
        var proposal = (Proposal)
            await Enter(
                new ProposalContent
                {
                    Mutation = "updateStatement",
                    Input = """{"a":{"$record":0},"b":[{"$record":1},{"$record":2}]}""",
                    Concerns = [statement, statement, other],
                }
            );
        proposal.Content.Concerns.ShouldBe([statement, other]);
        proposal.Content.Input.ShouldBe("""{"a":{"$record":0},"b":[{"$record":0},{"$record":1}]}""");
        ProposedInput
            .WithIds(proposal.Content.Input, proposal.Content.Concerns)
            .ShouldBe($$"""{"a":"{{statement}}","b":["{{statement}}","{{other}}"]}""");
    }

    [Fact]
    public async Task An_import_into_another_store_gives_the_input_the_ids_of_the_records_there()
    {
        await Actor("Somebody");
        var statement = await Statement();
        var open = (Proposal)await Enter(About(statement));
        await Change<Proposal>(open.Id, Refused);
        await Enter(About(statement));
        var file = new MemoryStream();
        await new Exporter(Store).RunAsync(file);
        var (proposals, imported) = await OnAnother(async other =>
        {
            using var input = new ImportInput("export.json", new MemoryStream(file.ToArray()), _ => null);
            (await new Importer(other, new IdSource(Clock, new Random(2))).RunAsync(input)).Errors.ShouldBeEmpty();
            var there = (await Listing(other, NodeKind.Statement)).Nodes.ShouldHaveSingleItem();
            return ((await Listing(other, NodeKind.Proposal)).Nodes.Cast<Proposal>().ToArray(), there.Id);
        });
        proposals.Select(p => p.Content.State).ShouldBe([ProposalState.Refused, ProposalState.Open]);
        proposals[0].Content.Decision.ShouldBe(Refused(open).Decision);
        foreach (var proposal in proposals)
            ProposedInput.WithIds(proposal.Content.Input, proposal.Content.Concerns).ShouldContain($"\"targetId\":\"{imported}\"");
    }
}
