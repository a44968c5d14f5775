using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>How each version of Bolt is negotiated, and what it changes in HELLO and in queries.</summary>
public sealed class VersionTests
{
    private static readonly byte[] Proposal = [0x60, 0x60, 0xB0, 0x17, 0, 0, 1, 0xFF, 0, 8, 8, 5, 0, 0, 4, 4, 0, 0, 0, 0];

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(5, 3)]
    [InlineData(5, 4)]
    [InlineData(5, 5)]
    [InlineData(5, 6)]
    [InlineData(5, 7)]
    [InlineData(5, 8)]
    public Task A_version_that_the_server_chooses_is_used(byte major, byte minor) =>
        SpeaksAsync(
            major,
            minor,
            async peer =>
            {
                (await peer.TakeAsync(Proposal.Length)).ShouldBe(Proposal);
                await peer.SendAsync([0, 0, minor, major]);
            }
        );

    /// <summary>A server with a manifest lists ranges; unknown versions such as 6.0, and capabilities, are ignored.</summary>
    [Theory]
    [InlineData(new byte[] { 3, 0, 0, 0, 6, 0, 8, 8, 5, 0, 0, 4, 4, 0 }, 5, 8)]
    [InlineData(new byte[] { 2, 0, 0, 4, 4, 0, 2, 7, 5, 0x87, 0x01 }, 5, 7)]
    [InlineData(new byte[] { 1, 0, 4, 10, 5, 0 }, 5, 8)]
    [InlineData(new byte[] { 1, 0, 2, 4, 4, 0 }, 4, 4)]
    public Task The_newest_common_version_is_taken_from_a_manifest(byte[] offers, byte major, byte minor) =>
        SpeaksAsync(
            major,
            minor,
            async peer =>
            {
                await peer.TakeAsync(Proposal.Length);
                await peer.SendAsync([0, 0, 1, 0xFF], offers);
                (await peer.TakeAsync(5)).ShouldBe([0, 0, minor, major, 0]);
            }
        );

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    public async Task Before_version_5_1_a_wrong_password_is_reported_at_hello(byte major, byte minor)
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.TakeAsync(Proposal.Length);
            await peer.SendAsync([0, 0, minor, major]);
            await peer.ExpectAsync(Signature.Hello);
            await peer.SendAsync(Peer.Failure("Neo.ClientError.Security.Unauthorized"));
        });
        (await Asked.RefusedAsync(server.Options())).ShouldContain("Check the user and the password.");
    }

    private static async Task SpeaksAsync(byte major, byte minor, Func<Peer, Task> agree)
    {
        var (hello, logon) = (new Dictionary<string, object?>(), (Dictionary<string, object?>?)null);
        var query = "";
        await using var server = new FakeServer(async peer =>
        {
            await agree(peer);
            hello = await peer.MapAsync(Signature.Hello);
            if (Is(5, 1))
                logon = await peer.MapAsync(Signature.Logon);
            await peer.SendAsync(Peer.Success());
            if (Is(5, 1))
                await peer.SendAsync(Peer.Success());
            query = (string)(await peer.MessageAsync()).Fields[0]!;
            await peer.ExpectAsync(Signature.Pull);
            await peer.SendAsync(Asked.One);
        });
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);

        ((string)hello["user_agent"]!).ShouldStartWith("ClaimGraph/");
        var credentials = logon ?? hello;
        (credentials["scheme"], credentials["principal"], credentials["credentials"]).ShouldBe(("basic", "neo4j", "secret"));
        hello.ContainsKey("credentials").ShouldBe(!Is(5, 1));
        hello.ContainsKey("patch_bolt").ShouldBe(!Is(5, 0)); // times in UTC, which 5.0 always has
        hello.ContainsKey("notifications_minimum_severity").ShouldBe(Is(5, 2));
        hello.ContainsKey("bolt_agent").ShouldBe(Is(5, 3));
        query.ShouldBe(Is(5, 6) ? "CYPHER 5 RETURN 1" : "RETURN 1"); // older servers do not know it

        bool Is(byte atLeastMajor, byte atLeastMinor) => major > atLeastMajor || (major == atLeastMajor && minor >= atLeastMinor);
    }
}
