using System.Globalization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>All evidence on a claim, in pages: <c>?stance=REBUTS</c>.</summary>
internal sealed class ArgumentsPage : IPage
{
    private const int PageSize = 20;

    public string Pattern => "/statements/{id}/arguments";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var day = StatementPage.DayOf(visit);
        var stance = visit.Value("stance") is { } value && ArgumentsShown.Stances.Contains(value) ? value : null;
        var answer = await visit.AskAsync<ArgumentsData>(
            "Arguments",
            visit.Route("id"),
            found => found.Statement is not null,
            variables =>
            {
                StatementPage.AddDay(variables, day);
                variables["stance"] = stance;
                if (visit.Value("before") is { } before)
                    (variables["last"], variables["before"]) = (PageSize, before);
                else
                    (variables["first"], variables["after"]) = (PageSize, visit.Value("after"));
            }
        );
        return answer?.Statement is { } claim ? View.Of<ArgumentsView>(new ArgumentsShown(claim, stance, day)) : null;
    }
}

/// <summary>What <c>Arguments.graphql</c> selects.</summary>
public sealed record ArgumentsData(ArguedClaim? Statement);

/// <summary>A claim with a page of its evidence.</summary>
public sealed record ArguedClaim(
    string Id,
    string? Key,
    string Text,
    string Language,
    string? Verdict,
    EvidenceCounts EvidenceCounts,
    Connection<Argument> Evidence
)
{
    /// <summary>The claim in a line.</summary>
    public AnyNode Name => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict);
}

/// <summary>A page of the evidence on a claim.</summary>
/// <param name="Stance">The stance that is shown; null: all.</param>
/// <param name="Day">The day at whose end it was so; null: now.</param>
public sealed record ArgumentsShown(ArguedClaim Claim, string? Stance, DateOnly? Day)
{
    /// <summary>The stances in the order in which pages show them.</summary>
    public static readonly IReadOnlyList<string> Stances = ["SUPPORTS", "REBUTS", "CONTEXT"];

    /// <summary>How much evidence of a stance there is.</summary>
    public int Count(string stance) =>
        stance switch
        {
            "SUPPORTS" => Claim.EvidenceCounts.Supports,
            "REBUTS" => Claim.EvidenceCounts.Rebuts,
            _ => Claim.EvidenceCounts.Context,
        };

    /// <summary>The address of the evidence of a stance, or of all.</summary>
    public string Address(string? stance, params IEnumerable<(string Name, string? Value)> place) =>
        Of(Requests.Address.Statement(Claim.Id, Claim.Key), stance, Day, place);

    /// <summary>The address of the evidence on the claim with an address.</summary>
    public static string Of(string claim, string? stance, DateOnly? day, params IEnumerable<(string Name, string? Value)> place) =>
        Requests.Address.With(
            $"{claim}/arguments",
            [("stance", stance), ("asOf", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), .. place]
        );
}
