using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>A small graph: a summit, its declaration, and who signed it. Every node has a key; it is entered in the order below, a second
/// apart.</summary>
internal static class World
{
    public const string Snapshot = "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato.";

    public static async Task<Api> StartAsync(
        Action<ClaimGraph.GraphQL.GraphQLOptions>? configure = null,
        Func<IClaimStore, IClaimStore>? wrap = null
    )
    {
        var api = await Api.StartAsync(configure, wrap);
        await new Builder(api).BuildAsync();
        return api;
    }

    private sealed class Builder(Api api)
    {
        public async Task BuildAsync()
        {
            var usa = await AddAsync(
                "usa",
                new ActorContent
                {
                    Name = "United States",
                    ActorKind = ActorKind.Country,
                    Aliases = ["USA", "US"],
                    Identifiers = ["http://www.wikidata.org/entity/Q30"],
                }
            );
            var uk = await AddAsync("uk", new ActorContent { Name = "United Kingdom", ActorKind = ActorKind.Country });
            var france = await AddAsync("france", new ActorContent { Name = "France", ActorKind = ActorKind.Country });
            var agency = await AddAsync("agency", new ActorContent { Name = "Reuters", ActorKind = ActorKind.Organisation });
            var report = await AddAsync(
                "report",
                new SourceContent
                {
                    Url = "https://example.org/report",
                    Title = "The report",
                    Publisher = agency,
                    SourceKind = SourceKind.News,
                    Language = "it",
                    PublishedOn = new PartialDate(2025, 2, 11),
                    Reliability = Reliability.B,
                    Snapshot = new Snapshot { Text = Snapshot },
                }
            );
            var copy = await AddAsync(
                "copy",
                new SourceContent
                {
                    Url = "https://example.org/copy",
                    Title = "The copy",
                    DerivedFrom = report,
                    SourceKind = SourceKind.Copy,
                }
            );
            var note = await AddAsync(
                "note",
                new SourceContent { Title = "A note without address", SourceKind = SourceKind.OfficialDocument }
            );
            var summit = await AddAsync(
                "summit",
                new EventContent
                {
                    Name = "AI Action Summit",
                    StartsOn = new PartialDate(2025, 2, 10),
                    EndsOn = new PartialDate(2025, 2, 11),
                    Place = "Paris",
                    Participations =
                    [
                        new(france, "HOSTED"),
                        new(france, "SIGNED"),
                        new(usa, "DECLINED_TO_SIGN"),
                        new(uk, "DECLINED_TO_SIGN"),
                    ],
                    Sources = [report],
                }
            );
            var unsigned = await AddAsync(
                "unsigned",
                new StatementContent
                {
                    Text = "The US and the UK did not sign the declaration",
                    Language = "en",
                    Topics = ["summit", "ai"],
                    About = [usa, uk, summit],
                }
            );
            var signed = await AddAsync(
                "signed",
                new StatementContent
                {
                    Text = "France signed the declaration",
                    Language = "en",
                    Topics = ["summit"],
                    About = [france],
                }
            );
            var weak = await AddAsync(
                "weak",
                new StatementContent
                {
                    Text = "The declaration is too weak",
                    Language = "en",
                    StatementKind = StatementKind.Opinion,
                    Checkable = false,
                }
            );
            await AddAsync(
                "said",
                new AppearanceContent
                {
                    Statement = unsigned,
                    Actor = agency,
                    Source = report,
                    Event = summit,
                    SaidOn = new PartialDate(2025, 2),
                    Anchor = new QuoteAnchor
                    {
                        Exact = "Stati Uniti",
                        Start = 14,
                        End = 25,
                        Language = "it",
                    },
                }
            );
            var pro = await AddAsync(
                "pro",
                new EvidenceContent
                {
                    Basis = report,
                    Target = unsigned,
                    Stance = Stance.Supports,
                    Strength = 0.8,
                    Note = "It names both.",
                }
            );
            await AddAsync(
                "pro-copy",
                new EvidenceContent
                {
                    Basis = copy,
                    Target = unsigned,
                    Stance = Stance.Supports,
                }
            );
            var con = await AddAsync(
                "con",
                new EvidenceContent
                {
                    Basis = note,
                    Target = unsigned,
                    Stance = Stance.Rebuts,
                    Confidence = 0.5,
                }
            );
            await AddAsync(
                "undercut",
                new EvidenceContent
                {
                    Basis = signed,
                    Target = con,
                    Stance = Stance.Rebuts,
                }
            );
            await AddAsync(
                "context",
                new EvidenceContent
                {
                    Basis = weak,
                    Target = signed,
                    Stance = Stance.Context,
                }
            );
            await AddAsync(
                "review",
                new ReviewContent
                {
                    Statement = unsigned,
                    Reviewer = agency,
                    Verdict = Verdict.MostlySupported,
                    Rating = new Rating
                    {
                        Text = "Half true",
                        Value = 3,
                        Best = 5,
                        Worst = 1,
                    },
                    Url = "https://example.org/review",
                    ReviewedOn = new PartialDate(2025),
                    BasedOn = [pro, con],
                }
            );
        }

        private async Task<NodeId> AddAsync(string key, Content content)
        {
            var id = api.Ids.Next(content.Kind);
            await api.Store.CommitAsync(
                new ChangeSet
                {
                    Principal = "test",
                    Reason = "A graph to ask",
                    Operations = [new Create(id, content) { Key = key }],
                }
            );
            return id;
        }
    }
}
