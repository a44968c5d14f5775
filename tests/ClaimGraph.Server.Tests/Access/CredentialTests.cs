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
        api.LayDownKey();
        api.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer nonsense");
        var (response, body) = await api.PostAsync("""{"query":"{ __typename }"}""", accept: accept);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        body["errors"]!.AsArray().ShouldHaveSingleItem()!["extensions"]!["code"]!.GetValue<string>().ShouldBe("UNAUTHENTICATED");
        body["data"].ShouldBeNull();
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer\tKEY")]
    [InlineData("BearerKEY")]
    [InlineData("Token KEY")]
    [InlineData("KEY")]
    [InlineData("Bearer KEY KEY")]
    [InlineData("Bearer KEY, Bearer KEY")]
    [InlineData("Bearer KEYx")]
    public async Task A_header_of_another_form_is_refused_and_not_passed_over(string header)
    {
        await using var api = await Api.StartAsync();
        api.LayDownKey();
        api.Http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            header.Replace("KEY", api.Secret, StringComparison.Ordinal)
        );
        var (response, _) = await api.PostAsync("""{"query":"{ __typename }"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("bearer KEY")]
    [InlineData("BEARER   KEY")]
    public async Task The_name_of_the_scheme_has_any_case_and_any_spaces_after_it(string header)
    {
        await using var api = await Api.StartAsync();
        api.LayDownKey();
        api.Http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            header.Replace("KEY", api.Secret, StringComparison.Ordinal)
        );
        await api.DataAsync("{ keys { id } }");
    }
}
