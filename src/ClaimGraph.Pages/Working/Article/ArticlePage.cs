using ClaimGraph.Access;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Quote;
using ClaimGraph.Pages.Working.Saved;
using ClaimGraph.Pages.Working.Statement;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Working.Article;

/// <summary>
/// Enters an article (<c>?url=…</c>, <c>?source=…</c>, or <c>?text=paste</c>): words of it are marked as assertions, and each becomes a
/// claim with its words, or is linked to the claim that is there. All of it is one commit.
/// </summary>
internal sealed class ArticlePage() : FormPage<EnteredArticle>("/articles/new")
{
    /// <summary>So many characters of input the API keeps for a proposal.</summary>
    private const int LongestProposal = 200_000;

    protected override async ValueTask<EnteredArticle?> FindAsync(Visit visit)
    {
        if (visit.Value("source") is { } segment)
            return await ReadSource.NamedAsync(visit, segment) is { } named ? new EnteredArticle { Source = named, IsChosen = true } : null;
        var article = new EnteredArticle { IsChosen = visit.Value("url") is not null || visit.Value("text") is not null };
        if (visit.Value("url") is { } url && HttpMethods.IsGet(visit.Http.Request.Method))
        {
            article.Source = await ReadSource.AtAsync(visit, url);
            article.Fetched = article.Source is null ? await Fetched.AskAsync(visit, url) : null;
        }
        return article;
    }

    protected override Entries Begin(Visit visit, EnteredArticle about) =>
        Entries.With([("url", about.Source?.Url ?? visit.Value("url")), .. about.Fetched?.Fields ?? []]);

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, EnteredArticle about, Entries entries)
    {
        about.IsChosen = true;
        about.Source ??= await ReadSource.AtAsync(visit, entries.Text("url"));
        about.Assertions = Assertion.AllOf(entries);
        about.HasMore = entries["act"] == "more";
        if (!await AskSimilarAsync(visit, about.Assertions, entries) || about.HasMore)
            return null;
        Check(about, entries);
        if (entries.Mistakes.Count > 0 || about.Assertions.Any(a => a.IsToAsk))
            return null;
        var deed = await new ArticleCommit(visit, entries, about.Source).OfAsync(about.Assertions);
        if (!visit.May(Role.Contributor) && deed.Input.ToJsonString().Length > LongestProposal)
            entries.Refuse("text", Texts.Too_long_to_propose);
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, AddressOf(done, about), "article", "claims")
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, EnteredArticle about, Entries entries)
    {
        entries.Fill(Enumerable.Range(0, Assertion.Most).Select(i => ("kind" + new Assertion(i, entries).Row, "FACT")));
        return new(View.Of<ArticleView>(new ArticleShown(about, entries)));
    }

    /// <summary>Looks for claims that say nearly the same.</summary>
    /// <returns>False when the API does not answer now.</returns>
    private static async ValueTask<bool> AskSimilarAsync(Visit visit, IEnumerable<Assertion> assertions, Entries entries)
    {
        try
        {
            foreach (var assertion in assertions)
                assertion.Claim = await EnteredClaim.AskAsync(visit, assertion.Wording!);
            return true;
        }
        catch (UnansweredException e)
        {
            entries.Refuse(null, Words.Problem(e.Error.Code), e.Error.Message);
            return false;
        }
    }

    private static void Check(EnteredArticle about, Entries entries)
    {
        var url = entries.Text("url");
        if (about.Source is null && url is not null && Address.Outside(url) is null)
            entries.Refuse("url", Texts.Url_wrong);
        if (about.Source is null && url is null && entries.Text("title") is null)
            entries.Refuse("title", Texts.Title_missing);
        if (about.Source?.Snapshot is null && entries.Text("text") is null)
            entries.Refuse("text", Texts.Text_missing);
        if (about.Assertions.Count == 0)
            entries.Refuse("quote-0", Texts.Assertion_missing);
        foreach (var assertion in about.Assertions.Where(a => a.Quote is null))
            entries.Refuse("quote" + assertion.Row, Texts.Quote_missing);
    }

    private static string AddressOf(Done done, EnteredArticle about) =>
        done.Proposal is not null ? "/statements" : (about.Source?.Address ?? done.Entered("Source")?.Address ?? "/statements");
}

/// <summary>An article that is being entered.</summary>
public sealed class EnteredArticle
{
    /// <summary>The source, if it is known.</summary>
    public ReadSource? Source { get; set; }

    /// <summary>False while it asks for the address of the article.</summary>
    public bool IsChosen { get; set; }

    /// <summary>What was read at its address.</summary>
    public Fetched? Fetched { get; set; }

    /// <summary>What it asserts, as far as that was entered.</summary>
    public IReadOnlyList<Assertion> Assertions { get; set; } = [];

    /// <summary>True when there is to be room for more.</summary>
    public bool HasMore { get; set; }
}

/// <summary>What the page shows.</summary>
public sealed record ArticleShown(EnteredArticle Article, Entries Entries)
{
    private const int Few = 4;

    /// <summary>The assertions that were entered, and room for others.</summary>
    public IEnumerable<Assertion> Assertions
    {
        get
        {
            var room = Math.Clamp(Assertion.RoomIn(Entries) + (Article.HasMore ? Few : 0), Few, Assertion.Most);
            return Enumerable
                .Range(0, room)
                .Select(i => Article.Assertions.FirstOrDefault(a => a.Number == i) ?? new Assertion(i, Entries));
        }
    }

    /// <summary>The text to choose from; null while it is pasted.</summary>
    public string? Text => Entries.Text("text") is null ? Article.Source?.Snapshot?.Text : null;
}
