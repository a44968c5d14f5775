using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.SignIn;

namespace ClaimGraph.Pages.Working;

/// <summary>The pages with forms.</summary>
internal static class WorkingPages
{
    public static readonly IReadOnlyList<IForm> All = [new SignInPage(), new SignOutPage(), ArguePage.OnStatement, ArguePage.OnEvidence];
}
