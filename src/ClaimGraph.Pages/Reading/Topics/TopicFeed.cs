using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Reading.Feeds;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Topics;

/// <summary>The newest claims about a topic as an Atom feed.</summary>
internal sealed class TopicFeed : IDownload
{
    public string Pattern => "/topics/{topic}/claims.atom";

    /// <summary>The address of the feed of a topic.</summary>
    public static string Of(string topic) => Address.Topic(topic) + "/claims.atom";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        var topic = Address.TopicOf(visit);
        var entries = await Feed.ClaimsAsync(visit, "TopicFeed", new JsonObject { ["topic"] = topic });
        return entries.Count == 0 ? null : Feed.Write(visit, $"{Texts.Newest_claims}: {topic}", Address.Topic(topic), entries);
    }
}
