using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Reading.Statements;

/// <summary>What <c>Statements.graphql</c> selects.</summary>
public sealed record StatementsData(Connection<StatementName> Statements);

/// <summary>What <c>StatementsFacets.graphql</c> selects.</summary>
public sealed record StatementsFacetsData(
    IReadOnlyList<ValueCount> Verdicts,
    IReadOnlyList<ValueCount> Attention,
    IReadOnlyList<ValueCount> Kinds,
    IReadOnlyList<ValueCount> Languages,
    IReadOnlyList<ValueCount> Topics,
    ActorName? Claimant,
    AnyNode? About
);

/// <summary>What <c>StatementsSearch.graphql</c> selects.</summary>
public sealed record StatementsSearchData(Hits<StatementName> Search);

/// <summary>What <c>StatementsTable.graphql</c> selects.</summary>
public sealed record StatementsTableData(Connection<StatementRow> Statements);

/// <summary>What <c>StatementsSearchTable.graphql</c> selects.</summary>
public sealed record StatementsSearchTableData(Hits<StatementRow> Search);

/// <summary>A claim as a row of a table.</summary>
public sealed record StatementRow(
    string Id,
    string? Key,
    string Text,
    string Language,
    string Kind,
    string? Verdict,
    string? ClaimedOn,
    IReadOnlyList<string> Attention,
    IReadOnlyList<string> Topics,
    int IndependentSources,
    StrengthValue Strength,
    EvidenceCounts EvidenceCounts,
    ActorName? Claimant
);

/// <summary>A list of claims and how it was chosen.</summary>
/// <param name="Shown">The claims; each with what the search marks in it.</param>
public sealed record StatementsShown(
    Choice Choice,
    int Total,
    IReadOnlyList<(StatementName Statement, Highlight? Highlight)> Shown,
    PageInfo Page,
    StatementsFacetsData Facets
);
