using System.Text;
using ClaimGraph.Import;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>An export imported elsewhere gives the same graph, whatever happened before.</summary>
public abstract class ExportConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Export_and_import_give_the_same_graph_after_any_history() =>
        await ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                await RandomGraph.BuildAsync(store, dice, clock, merges: true);
                await ShouldSurviveAsync(store);
            },
            iter: 40
        );

    [Fact]
    public async Task Quotes_that_a_correction_of_the_source_lost_are_kept()
    {
        var statement = await Statement();
        var source = await Enter(
            new SourceContent
            {
                Title = "T",
                Snapshot = new Snapshot { Text = "Alpha beta gamma delta." },
            }
        );
        var appearance = new AppearanceContent
        {
            Statement = statement,
            Source = source.Id,
            Anchor = new QuoteAnchor
            {
                Exact = "gamma",
                Start = 11,
                End = 16,
            },
        };
        await Enter(appearance, "said");
        var evidence = new EvidenceContent
        {
            Basis = source.Id,
            Target = statement,
            Stance = Stance.Supports,
            Anchor = new QuoteAnchor { Exact = "beta", Prefix = "" },
        };
        var support = (await Enter(evidence)).Id;
        var undercut = await Evidence(await Statement("Altro"), support, Stance.Rebuts);
        await Enter(
            new ReviewContent
            {
                Statement = statement,
                Reviewer = await Actor(),
                Rating = new Rating { Text = "", Value = 2 },
                BasedOn = [support, undercut],
            }
        );
        await Change<Source>(source.Id, s => s.Content with { Snapshot = new Snapshot { Text = "Corrected text." } });
        await ShouldSurviveAsync(Store, warnings: 2);
    }

    [Fact]
    public async Task A_key_in_the_form_that_exports_use_is_refused()
    {
        foreach (var key in new[] { "id:", "id:abc", $"id:{Ids.Next(NodeKind.Actor)}" })
            await ShouldRefuse(New(new ActorContent { Name = "A" }, key), ProblemCode.InvalidFormat, "0.key");
    }

    /// <summary>What is exported, imported into an empty store and exported again is the same to the byte.</summary>
    private async Task ShouldSurviveAsync(IClaimStore store, long warnings = 0)
    {
        var first = await ExportAsync(store);
        var (result, second) = await OnAnother(async other =>
        {
            using var input = new ImportInput("export.json", new MemoryStream(first), _ => null);
            var result = await new Importer(other, new IdSource(Clock, new Random(2))).RunAsync(input);
            return (result, await ExportAsync(other));
        });
        result.Errors.ShouldBeEmpty();
        result.WarningCount.ShouldBe(warnings, string.Join('\n', result.Warnings));
        Encoding.UTF8.GetString(second).ShouldBe(Encoding.UTF8.GetString(first));
    }

    private static async Task<byte[]> ExportAsync(IClaimStore store)
    {
        var output = new MemoryStream();
        await new Exporter(store).RunAsync(output);
        return output.ToArray();
    }
}
