using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Article;
using ClaimGraph.Pages.Working.Edit;
using ClaimGraph.Pages.Working.Imports;
using ClaimGraph.Pages.Working.Merge;
using ClaimGraph.Pages.Working.Proposals;
using ClaimGraph.Pages.Working.Quote;
using ClaimGraph.Pages.Working.Request;
using ClaimGraph.Pages.Working.Review;
using ClaimGraph.Pages.Working.SignIn;
using ClaimGraph.Pages.Working.Statement;
using ClaimGraph.Pages.Working.Unmerge;
using ClaimGraph.Pages.Working.Webhooks;
using ClaimGraph.Pages.Working.Withdraw;

namespace ClaimGraph.Pages.Working;

/// <summary>The pages with forms, and those that lead to them.</summary>
internal static class WorkingPages
{
    public static readonly IReadOnlyList<IPage> All =
    [
        new SignInPage(),
        new SignInWithPage(),
        new SignedInPage(),
        new SignOutPage(),
        ArguePage.OnStatement,
        ArguePage.OnEvidence,
        new QuotePage(),
        new ReviewPage(),
        new NewStatementPage(),
        new ArticlePage(),
        new AppearancePage(),
        new EditStatementPage(),
        new EditEvidencePage(),
        new EditSourcePage(),
        new EditReviewPage(),
        StatusPage.Retract,
        StatusPage.Restore,
        StatusPage.Correct,
        new RevertPage(),
        new MergePage(),
        new UnmergePage(),
        new ProposalsPage(),
        new ProposalPage(),
        new RequestPage(),
        new ImportsPage(),
        new ImportPage(),
        new WebhooksPage(),
        new WebhookPage(),
    ];
}
