using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Errors;
using ClaimGraph.Pages.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>The page of a claim, as it is or as it was at the end of a day (<c>?asOf=2026-03-31</c>).</summary>
internal sealed class StatementPage : IPage
{
    private const int MapOnPage = 24;

    public string Pattern => "/statements/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var day = DayOf(visit);
        if (await FindAsync(visit, day) is not { } claim)
            return await NotYetAsync(visit, day);
        claim = claim with { History = await visit.WithRecordsAsync(claim.History) };
        if (day is not null)
            return View.Of<StatementView>(new StatementShown(claim, null, [], day, null));
        var map = await AskMapAsync(visit, claim.Id, MapOnPage);
        var similar = await visit.AskKeptInTimeAsync<SimilarClaimsData>("SimilarClaims", new JsonObject { ["id"] = claim.Id });
        return View.Of<StatementView>(new StatementShown(claim, map, similar?.SimilarStatements, null, await JsonLdAsync(visit, claim)));
    }

    private static async ValueTask<string?> JsonLdAsync(Visit visit, Claim claim) =>
        visit.Http.RequestServices.GetService<IClaimReviews>() is { } reviews
            ? await reviews.OfAsync(claim.Id, visit.Origin + claim.Address, visit.Http.RequestAborted)
            : null;

    /// <summary>That nobody had entered the claim yet; null when there is none now either.</summary>
    private static async ValueTask<View?> NotYetAsync(Visit visit, DateOnly? day) =>
        day is { } end && await FindAsync(visit) is { } claim
            ? ErrorPage.NotYet(claim.Address, visit.Reader.Format(Texts.Not_yet_on_record_help, visit.Reader.Day(end.ToDateTime(default))))
            : null;

    /// <summary>The claim that the address names; null when there is none.</summary>
    public static async ValueTask<Claim?> FindAsync(Visit visit, DateOnly? day = null)
    {
        var answer = await visit.AskAsync<StatementData>(
            "Statement",
            visit.Route("id"),
            found => found.Statement is not null,
            variables =>
            {
                AddDay(variables, day);
                Past.Ask(variables);
            }
        );
        return answer?.Statement;
    }

    /// <summary>What argues about the claim, drawn: so many pieces of evidence at most.</summary>
    public static async ValueTask<MapLayout> AskMapAsync(Visit visit, string id, int first)
    {
        var variables = new JsonObject { ["root"] = id, ["first"] = first };
        return MapLayout.Of((await visit.AskAsync<ArgumentMapData>("ArgumentMap", variables)).ArgumentTree, id);
    }

    /// <summary>The day that an address names; null: now.</summary>
    public static DateOnly? DayOf(Visit visit) =>
        DateOnly.TryParseExact(visit.Value("asOf"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Asks for how it was at the end of a day.</summary>
    public static void AddDay(JsonObject variables, DateOnly? day)
    {
        if (day is { } end)
            variables["asOf"] = new JsonObject { ["time"] = $"{end:yyyy-MM-dd}T23:59:59.999Z" };
    }
}

/// <summary>A claim and what is shown with it.</summary>
/// <param name="Similar">Null while the server still reads what searches need.</param>
/// <param name="Day">The day at whose end it was so; null: now.</param>
/// <param name="JsonLd">The claim as search engines read it; null for one that they need not keep.</param>
public sealed record StatementShown(Claim Claim, MapLayout? Map, IReadOnlyList<SimilarClaim>? Similar, DateOnly? Day, string? JsonLd);
