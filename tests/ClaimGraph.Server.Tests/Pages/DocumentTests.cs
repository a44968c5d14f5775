using System.Text.RegularExpressions;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages.Documents;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The GraphQL documents of the pages.</summary>
public sealed partial class DocumentTests(SampleSite site) : IClassFixture<SampleSite>
{
    public static TheoryData<string> Names => [.. PageDocument.All.Select(d => d.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Document_fits_the_schema_and_its_operation_is_named_like_its_file(string name)
    {
        var document = PageDocument.Named(name);
        var result = await site.Api.Executor.ExecuteAsync(
            document.Text,
            null,
            ApiClaims.User("tests", Role.Admin, "tests"),
            cancellation: TestContext.Current.CancellationToken
        );
        // Without variables, what needs some is refused, but only after the document was found valid.
        result
            .Errors.Select(e => e.Code)
            .ShouldBeSubsetOf(["INVALID_VARIABLE", "INVALID_ARGUMENT"], string.Join(" ", result.Errors.Select(e => e.Message)));
        Operation().Matches(document.Text).ShouldHaveSingleItem().Groups[1].Value.ShouldBe(name);
    }

    [Fact]
    public void Every_page_has_a_document() => PageDocument.All.Count.ShouldBeGreaterThan(10);

    [GeneratedRegex(@"^(?:query|mutation) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Operation();
}
