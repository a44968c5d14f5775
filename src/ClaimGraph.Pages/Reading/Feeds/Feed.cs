using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Feeds;

/// <summary>
/// Atom feeds (RFC 4287): <c>/feeds/single-source.atom</c> for each queue, <c>/feeds/claims.atom</c> for new claims and
/// <c>/feeds/verdicts.atom</c> for new verdicts.
/// </summary>
internal sealed class Feed : IDownload
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public string Pattern => "/feeds/{queue}.atom";

    /// <summary>The address of the feed of a queue: <c>SINGLE_SOURCE</c>.</summary>
    public static string Of(string attention) => $"/feeds/{attention.ToLowerInvariant().Replace('_', '-')}.atom";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        var queue = visit.Route("queue");
        return queue switch
        {
            "claims" => Write(visit, Texts.Newest_claims, "/statements", await ClaimsAsync(visit, "NewestFeed", null)),
            "verdicts" => Write(visit, Texts.Latest_reviews, "/", await VerdictsAsync(visit)),
            _ => await QueueAsync(visit, queue.ToUpperInvariant().Replace('-', '_')),
        };
    }

    private static async ValueTask<Download?> QueueAsync(Visit visit, string attention)
    {
        try
        {
            var entries = await ClaimsAsync(visit, "QueueFeed", new JsonObject { ["attention"] = attention });
            return Write(visit, Words.Attention(attention), "/statements?attention=" + attention, entries);
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null; // there is no such queue
        }
    }

    /// <summary>The claims that a document lists, as entries.</summary>
    internal static async ValueTask<IReadOnlyList<FeedEntry>> ClaimsAsync(Visit visit, string document, JsonObject? variables)
    {
        var claims = (await visit.AskAsync<ClaimFeedData>(document, variables)).Statements;
        return
        [
            .. claims.Nodes.Select(c => new FeedEntry(
                c.Id,
                Address.Statement(c.Id, c.Key),
                c.Text,
                c.Language,
                Words.Verdict(c.Verdict) + (c.Claimant is { } claimant ? $". {Texts.First_said_by} {claimant.Name}." : "."),
                c.CreatedAt!.Value,
                c.UpdatedAt!.Value
            )),
        ];
    }

    private static async ValueTask<IReadOnlyList<FeedEntry>> VerdictsAsync(Visit visit)
    {
        var reviews = (await visit.AskAsync<VerdictFeedData>("VerdictFeed")).Reviews;
        return
        [
            .. reviews.Nodes.Select(r => new FeedEntry(
                r.Id,
                Address.Statement(r.Statement!.Id, r.Statement.Key) + "#verdicts",
                $"{Words.Verdict(r.Verdict)}: {r.Statement.Text}",
                r.Statement.Language,
                $"{r.Reviewer.Name}. {r.Explanation}",
                r.CreatedAt,
                r.CreatedAt
            )),
        ];
    }

    /// <summary>A feed beside a page.</summary>
    internal static Download Write(Visit visit, string title, string page, IReadOnlyList<FeedEntry> entries)
    {
        var self = visit.Origin + visit.Http.Request.Path;
        var changed = entries.Count == 0 ? DateTime.UnixEpoch : entries.Max(e => e.Updated);
        var feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", visit.Reader.Language),
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", $"{title} · ClaimGraph"),
            new XElement(Atom + "updated", Time(changed)),
            new XElement(Atom + "author", new XElement(Atom + "name", "ClaimGraph")),
            Link("self", self),
            Link("alternate", visit.Origin + page),
            entries.Select(e => Entry(visit, e))
        );
        return new Download("application/atom+xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed);
    }

    private static XElement Entry(Visit visit, FeedEntry entry) =>
        new(
            Atom + "entry",
            new XElement(Atom + "id", $"{visit.Origin}/records/{entry.Id}"),
            new XElement(
                Atom + "title",
                Languages.Tag(entry.Language) is { } tag ? new XAttribute(XNamespace.Xml + "lang", tag) : null,
                entry.Title
            ),
            Link("alternate", visit.Origin + entry.Address),
            new XElement(Atom + "published", Time(entry.Created)),
            new XElement(Atom + "updated", Time(entry.Updated)),
            new XElement(Atom + "summary", entry.Summary)
        );

    private static XElement Link(string relation, string address) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>An entry of a feed.</summary>
internal sealed record FeedEntry(
    string Id,
    string Address,
    string Title,
    string Language,
    string Summary,
    DateTime Created,
    DateTime Updated
);

/// <summary>What <c>QueueFeed.graphql</c> and <c>NewestFeed.graphql</c> select.</summary>
public sealed record ClaimFeedData(Connection<StatementName> Statements);

/// <summary>What <c>VerdictFeed.graphql</c> selects.</summary>
public sealed record VerdictFeedData(Connection<ReviewItem> Reviews);
