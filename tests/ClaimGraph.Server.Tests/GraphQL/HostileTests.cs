using ClaimGraph.Hostile;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Requests that were made to wear the server out are refused before the store is asked for anything.</summary>
public class HostileTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => HostileRequests.All.Select(r => new TheoryDataRow<string>(r.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_without_a_look_at_the_store(string name)
    {
        var (_, code, body) = HostileRequests.All.Single(r => r.Name == name);
        WatchedStore store = null!;
        await using var api = await Api.StartAsync(wrap: inner => store = new WatchedStore(inner));
        var (response, answer) = await api.PostAsync(body);
        answer["errors"].ShouldNotBeNull(answer.ToJsonString())[0]!["extensions"]!["code"]!
            .GetValue<string>()
            .ShouldBe(code, answer.ToJsonString()[..Math.Min(500, answer.ToJsonString().Length)]);
        ((int)response.StatusCode).ShouldBeLessThan(500);
        store.Calls.ShouldBeEmpty();
    }
}
