using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Forms;

/// <summary>Carries out what a form asks for.</summary>
public static class DeedVisit
{
    private static readonly string[] Refusals =
    [
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "INVALID_VARIABLE",
        "INVALID_ARGUMENT",
        "RATE_LIMITED",
        "STORE_UNAVAILABLE",
        "TIMEOUT",
    ];

    /// <summary>
    /// Has the API carry out a mutation with the rights of the visitor, or propose it if they lack the right. What is refused is said
    /// beside the fields, so that nothing that was typed is lost.
    /// </summary>
    /// <returns>What became of it; null when it was refused.</returns>
    public static async ValueTask<Done?> CarryOutAsync(this Visit visit, Entries entries, Deed deed)
    {
        var proposes = deed.CanBeProposed && !visit.May(deed.Needs) && visit.MayPropose;
        var input = proposes ? Proposal(deed, entries) : (JsonObject)deed.Input.DeepClone();
        input["clientMutationId"] = entries.Id;
        var document = proposes ? "Propose" : char.ToUpperInvariant(deed.Mutation[0]) + deed.Mutation[1..];
        try
        {
            var done = (await visit.AskAsync<DeedAnswer>(document, new JsonObject { ["input"] = input })).Done;
            foreach (var error in done.UserErrors)
                visit.Refuse(entries, FieldOf(error.Path, deed), error.Code, error.Message);
            return entries.Mistakes.Count == 0 ? done : null;
        }
        catch (UnansweredException e) when (Array.IndexOf(Refusals, e.Error.Code) >= 0)
        {
            visit.Refuse(entries, null, e.Error.Code, e.Error.Message);
            return null;
        }
    }

    /// <summary>Says what the API says, in the language of the reader as well as it can be.</summary>
    private static void Refuse(this Visit visit, Entries entries, string? field, string code, string message)
    {
        if (code is "UNAUTHENTICATED")
            entries.Refuse(null, Texts.Not_signed_in_any_more);
        else if (visit.Reader.Language == "en")
            entries.Refuse(field, message);
        else
            entries.Refuse(field, Words.Problem(code), message);
    }

    private static JsonObject Proposal(Deed deed, Entries entries)
    {
        var input = new JsonObject { ["change"] = new JsonObject { [deed.Mutation] = deed.Input.DeepClone() } };
        if (entries.Text("why") is { } why)
            input["note"] = why;
        return input;
    }

    /// <summary>The field of the form that a path in the input of the mutation, or of its proposal, belongs to.</summary>
    private static string? FieldOf(IReadOnlyList<string> path, Deed deed)
    {
        var steps = path.Skip(1).ToArray();
        if (steps is ["change", var mutation, .. var inner] && mutation == deed.Mutation)
            steps = inner;
        return steps.Length == 0 || steps is ["clientMutationId"] ? null : deed.FieldOf(steps);
    }
}
