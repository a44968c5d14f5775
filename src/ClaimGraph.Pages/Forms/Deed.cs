using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Forms;

/// <summary>A mutation that a form asks for.</summary>
/// <param name="Mutation">The name of the mutation: <c>commit</c>. Its document has the same name, with a capital.</param>
/// <param name="Input">Its input, without <c>clientMutationId</c>.</param>
/// <param name="Needs">Who can do it. Others propose it, if it can be proposed.</param>
public sealed record Deed(string Mutation, JsonObject Input, Role Needs = Role.Contributor)
{
    /// <summary>False for what only those may ask for who can do it.</summary>
    public bool CanBeProposed { get; init; } = true;

    /// <summary>The field of the form that a path in the input belongs to: <c>records, 0, source, url</c>. Null: none.</summary>
    public Func<IReadOnlyList<string>, string?> FieldOf { get; init; } = static path => path[0];

    /// <summary>A path without the positions in lists.</summary>
    public static string[] Named(IEnumerable<string> path) => [.. path.Where(step => !step.All(char.IsAsciiDigit))];
}

/// <summary>What a mutation answered: what each document calls <c>done</c>.</summary>
public sealed record DeedAnswer(Done Done);

/// <summary>What became of a mutation.</summary>
/// <param name="Record">What it entered or changed.</param>
/// <param name="Records">The same of a mutation that enters several.</param>
/// <param name="Proposal">What waits for a reviewer, if it was proposed.</param>
public sealed record Done(
    string? Outcome,
    int? Revision,
    IReadOnlyList<InputProblem> UserErrors,
    IReadOnlyList<InputProblem> Warnings,
    AnyNode? Record = null,
    IReadOnlyList<EnteredRecord>? Records = null,
    AnyNode? Proposal = null
)
{
    /// <summary>The record of a type that was entered; null when there is none.</summary>
    public AnyNode? Entered(string type) => Records?.Select(r => r.Record).FirstOrDefault(r => r?.Type == type);
}

/// <summary>What became of a record of a commit.</summary>
public sealed record EnteredRecord(string? Outcome, AnyNode? Record);

/// <summary>What the API finds wrong with an input, or worth knowing.</summary>
public sealed record InputProblem(string Code, string Message, IReadOnlyList<string> Path);
