using System.Net;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>The Authorization header of a request.</summary>
public class CredentialTests
{
    [Theory]
    [InlineData("application/graphql-response+json")]
    [InlineData("application/json")]
    public async Task Wrong_credentials_are_refused_with_401_and_the_scheme_that_is_taken(string accept)
    {
        await using var api = await Api.StartAsync();
        api.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer nonsense");
        var (response, body) = await api.PostAsync("""{"query":"{ __typename }"}""", accept: accept);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        body["errors"]!.AsArray().ShouldHaveSingleItem()!["extensions"]!["code"]!.GetValue<string>().ShouldBe("UNAUTHENTICATED");
        body["data"].ShouldBeNull();
    }
}
