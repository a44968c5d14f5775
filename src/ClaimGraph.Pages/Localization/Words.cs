using System.Globalization;

namespace ClaimGraph.Pages.Localization;

/// <summary>
/// The words for values of the API, such as <c>Verdict_MIXED</c>. A value without words of its own is written in plain letters.
/// </summary>
public static class Words
{
    public static string Verdict(string? verdict) => Of("Verdict", verdict ?? "NONE");

    public static string Stance(string stance) => Of("Stance", stance);

    public static string Attention(string attention) => Of("Attention", attention);

    /// <summary>What the attention is about, in one sentence.</summary>
    public static string AttentionMeaning(string attention) => Find("AttentionMeaning", attention) ?? "";

    public static string StatementKind(string kind) => Of("StatementKind", kind);

    public static string SourceKind(string kind) => Of("SourceKind", kind);

    public static string ActorKind(string kind) => Of("ActorKind", kind);

    public static string Status(string status) => Of("Status", status);

    public static string Reliability(string grade) => Of("Reliability", grade);

    public static string AnchorStatus(string status) => Of("AnchorStatus", status);

    public static string RelationKind(string kind, bool backwards) => Of(backwards ? "RelatedBy" : "RelationKind", kind);

    /// <summary>What tells two similar claims apart.</summary>
    public static string Guard(string guard) => Of("Guard", guard);

    public static string Sort(string sort) => Of("Sort", sort);

    /// <summary>The plural of a kind of record: <c>STATEMENT</c>.</summary>
    public static string Kinds(string kind) => Of("Kinds", kind);

    public static string Action(string action) => Of("Action", action);

    public static string Type(string typename) => Of("Type", typename);

    /// <summary>The role of somebody in an event, as it was entered: <c>DECLINED_TO_SIGN</c>.</summary>
    public static string Role(string role) => Of("Role", role);

    /// <summary>What a person may do: <c>CONTRIBUTOR</c>.</summary>
    public static string Access(ClaimGraph.Access.Role role) => Of("Access", role.ToString().ToUpperInvariant());

    /// <summary>What became of a proposal: <c>OPEN</c>.</summary>
    public static string ProposalState(string state) => Of("ProposalState", state);

    /// <summary>How far an import is: <c>RUNNING</c>.</summary>
    public static string ImportState(string state) => Of("ImportState", state);

    /// <summary>Why a file was not imported, by the code of the refusal.</summary>
    public static string ImportRefused(string code) => Find("ImportRefused", code) ?? Texts.ImportRefused_INVALID_ARGUMENT;

    /// <summary>Whether a webhook is told of events: <c>PAUSED</c>.</summary>
    public static string WebhookState(string state) => Of("WebhookState", state);

    /// <summary>What became of an attempt to tell a webhook: <c>DELIVERED</c>.</summary>
    public static string AttemptOutcome(string outcome) => Of("AttemptOutcome", outcome);

    /// <summary>What a mutation does, for people: <c>createStatement</c>.</summary>
    public static string Mutation(string mutation) => Find("Mutation", mutation) ?? Capital(Apart(mutation));

    /// <summary>A field, for people: <c>publishedOn</c>.</summary>
    public static string Field(string name) => Find("FieldName", name) ?? Apart(name);

    /// <summary>What was just done; null for what nobody does.</summary>
    public static string? Done(string what) => Find("Done", what);

    /// <summary>Why a page was not read: <c>TooLarge</c>.</summary>
    public static string Fetch(string problem) => Of("Fetch", problem);

    /// <summary>Why somebody could not be signed in.</summary>
    public static string Of(SignInFailure failure) => Of("SignInFailure", failure.ToString());

    /// <summary>What is wrong with an input, by its code.</summary>
    public static string Problem(string code) => Of("Problem", code);

    private static string Of(string kind, string value) => Find(kind, value) ?? Plain(value);

    private static string? Find(string kind, string value) =>
        Texts.ResourceManager.GetString($"{kind}_{value}", CultureInfo.CurrentUICulture);

    private static string Apart(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{c}"));

    private static string Plain(string value) => Capital(value.Replace('_', ' ').ToLowerInvariant());

    /// <summary>A text that begins with a capital letter, as at the head of a field.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.CurrentUICulture) + text[1..];
}
