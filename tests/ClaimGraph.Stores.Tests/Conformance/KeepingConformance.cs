using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>What was entered is kept: every character of it, at every size that is taken, and after the store was closed.</summary>
public abstract class KeepingConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Any_well_formed_text_is_kept_to_the_character()
    {
        var texts = Enumerable
            .Range(1, 300)
            .Select(i => $"x{Texts.WellFormed.Generate(new PCG((uint)i, 1), null, out _)}x")
            .Distinct()
            .ToArray();
        var creates = texts
            .Select(t =>
                New(
                    new ActorContent
                    {
                        Name = t,
                        Aliases = [t],
                        Description = t,
                    },
                    key: t
                )
            )
            .ToArray();
        await Commit(creates);
        await ReopenAsync();
        foreach (var (create, text) in creates.Zip(texts))
        {
            var actor = await Get<Actor>(create.Id);
            (actor.Key, actor.Content.Name, actor.Content.Aliases[0], actor.Content.Description).ShouldBe((text, text, text, text));
        }
        (await Store.FindAsync([.. texts.Select(t => NaturalKey.OfCaller(NodeKind.Actor, t))])).ShouldBe(
            creates.Select(c => (NodeId?)c.Id)
        );
        (await List(NodeKind.Actor, null, new OrderBy(Fields.Actor.Name, false))).ShouldBe(
            creates
                .OrderBy(c => Collation.KeyOf(((ActorContent)c.Content).Name), StringComparer.Ordinal)
                .ThenBy(c => c.Id)
                .Select(c => c.Id)
        );
    }

    [Fact]
    public async Task Texts_and_lists_of_the_largest_size_are_kept()
    {
        static string Of(int length) => string.Concat(Enumerable.Repeat("😀", length));
        var actors = (await Commit([.. Enumerable.Range(0, Limits.Participations).Select(i => New(new ActorContent { Name = $"{i}" }))]))
            .Results.Select(r => r.Node.Id)
            .ToArray();
        var statement = New(
            new StatementContent
            {
                Text = Of(Limits.StatementText),
                Note = Of(Limits.Note),
                Topics = [.. Enumerable.Range(0, Limits.Topics).Select(i => $"{i:D3}{Of(Limits.Topic - 3)}")],
                About = actors,
            },
            key: Of(Limits.Key)
        );
        var @event = New(
            new EventContent
            {
                Name = Of(Limits.Name),
                Participations = [.. actors.Select(a => new Participation(a, new string('R', Limits.Role)))],
            }
        );
        var source = New(
            new SourceContent
            {
                Title = Of(Limits.Title),
                Snapshot = new Snapshot { Text = Of(Limits.Snapshot) },
            }
        );
        var appearance = New(
            new AppearanceContent
            {
                Statement = statement.Id,
                Source = source.Id,
                Anchor = new QuoteAnchor
                {
                    Exact = Of(Limits.Quote),
                    Start = Limits.Snapshot - Limits.Quote,
                    End = Limits.Snapshot,
                },
            }
        );
        await Commit(statement, @event, source, appearance);
        await ReopenAsync();
        foreach (var create in new[] { statement, @event, appearance })
            Deep.Difference((await Get(create.Id)).Data, create.Content).ShouldBeNull();
        (await Store.SnapshotsAsync([source.Id]))[0].ShouldBe(((SourceContent)source.Content).Snapshot!.Text);
        (await Links(Fields.Event.Participants, actors[^1])).ShouldBe([@event.Id]);
        (await Links(Fields.Statement.About, actors[0])).ShouldBe([statement.Id]);
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, Of(Limits.Key))])).ShouldBe([statement.Id]);
        (await LedgerCheck.RunAsync(Store)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task Numbers_and_times_at_their_ends_are_kept()
    {
        foreach (
            var time in new[]
            {
                DateTimeOffset.MinValue,
                DateTimeOffset.UnixEpoch.AddMilliseconds(-1),
                DateTimeOffset.UnixEpoch,
                new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
            }
        )
        {
            var id = (await Enter(new StatementContent { Text = $"{time:O}", Prior = double.Epsilon }, createdAt: time)).Id;
            var node = await Get<Statement>(id);
            (node.CreatedAt, node.Content.Prior).ShouldBe((time, double.Epsilon));
            (
                await Store.CountAsync(
                    NodeKind.Statement,
                    Filter.ForList(NodeKind.Statement, Filter.Where(Fields.CreatedAt(NodeKind.Statement), Comparison.GreaterOrEqual, time))
                )
            ).ShouldBe(1, $"{time:O}");
            (
                await Store.TimeSeriesAsync(
                    Fields.CreatedAt(NodeKind.Statement),
                    DatePrecision.Day,
                    Filter.ForList(NodeKind.Statement, null)
                )
            ).ShouldBe([new TimeCount(new PartialDate(time.Year, time.Month, time.Day), 1)]);
            await Retract(id);
        }
    }

    [Fact]
    public async Task Reopened_store_is_as_it_was_left()
    {
        var graph = await RandomGraph.BuildAsync(Store, new Dice(3, 300), Clock);
        var (before, head) = (await graph.NodesAsync(), await Store.HeadAsync());
        await ReopenAsync();
        foreach (var (left, right) in before.Zip(await Store.GetAsync([.. graph.Ids])))
            ShouldBeSame(right.ShouldNotBeNull(), left);
        ((await Store.HeadAsync()).Revision, (await LedgerCheck.RunAsync(Store)).Entries).ShouldBe((head.Revision, head.Revision));
        await Actor("later");
        (await Store.HeadAsync()).Revision.ShouldBe(head.Revision + 1);
    }
}
