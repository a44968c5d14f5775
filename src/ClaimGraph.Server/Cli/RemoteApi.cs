using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Cli;

/// <summary>The API of a server.</summary>
/// <param name="url">Its address, with or without the path of the API.</param>
internal sealed class RemoteApi(string url, string? key)
{
    public async Task<JsonElement> RunAsync(string document, JsonObject? variables, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address())
        {
            Content = JsonContent.Create(new JsonObject { ["query"] = document, ["variables"] = variables?.DeepClone() }),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/graphql-response+json"));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var answer = await JsonElementOfAsync(response, cancellation);
            return answer.ValueKind == JsonValueKind.Object ? answer : throw NoGraphQL(response);
        }
        catch (HttpRequestException e)
        {
            throw new ClaimGraphException($"{url} does not answer: {e.Message}", e);
        }
    }

    private static async Task<JsonElement> JsonElementOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw NoGraphQL(response);
        }
    }

    private static ClaimGraphException NoGraphQL(HttpResponseMessage response) =>
        new($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode} and not with GraphQL; is it a ClaimGraph server?");

    private Uri Address()
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ClaimGraphException($"--url: '{url}' is not valid; use an address like http://127.0.0.1:5080.");
        return address.AbsolutePath == "/" ? new Uri(address, "/graphql") : address;
    }
}
