using ClaimGraph.Access;

namespace ClaimGraph.Pages.Requests;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Principal">As the ledger names them: <c>key:Desk (cg_abcdefghij)</c>.</param>
/// <param name="Role">What they may do; null: nothing.</param>
public sealed record Viewer(string Principal, Role? Role)
{
    /// <summary>The name alone: <c>Desk</c>.</summary>
    public string Name
    {
        get
        {
            var from = Principal.IndexOf(':', StringComparison.Ordinal) + 1;
            var to = Principal.LastIndexOf(" (", StringComparison.Ordinal);
            return to > from ? Principal[from..to] : Principal[from..];
        }
    }
}
