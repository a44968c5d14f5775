using ClaimGraph.Pages.Reading.About;
using ClaimGraph.Pages.Reading.Actor;
using ClaimGraph.Pages.Reading.Embed;
using ClaimGraph.Pages.Reading.Event;
using ClaimGraph.Pages.Reading.Feeds;
using ClaimGraph.Pages.Reading.History;
using ClaimGraph.Pages.Reading.Overview;
using ClaimGraph.Pages.Reading.Queues;
using ClaimGraph.Pages.Reading.Search;
using ClaimGraph.Pages.Reading.Site;
using ClaimGraph.Pages.Reading.Source;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Reading.Statements;
using ClaimGraph.Pages.Reading.Styleguide;
using ClaimGraph.Pages.Reading.Topics;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading;

/// <summary>The pages that are read.</summary>
internal static class ReadingPages
{
    public static readonly IReadOnlyList<IPage> All =
    [
        new OverviewPage(),
        new StatementsPage(),
        new StatementPage(),
        new ArgumentsPage(),
        new SearchPage(),
        new QueuesPage(),
        new ActorPage(),
        new SourcePage(),
        new EventPage(),
        new RecordHistoryPage(),
        new TopicsPage(),
        new TopicPage(),
        new AboutPage(),
        new StyleguidePage(),
        new CardPage(),
        new OverviewCardPage(),
    ];

    public static readonly IReadOnlyList<IDownload> Downloads =
    [
        new MapDownload(),
        new StatementsCsv(),
        new SearchCsv(),
        new OEmbed(),
        new Feed(),
        new TopicFeed(),
        new SiteMap(),
        new Robots(),
    ];
}
