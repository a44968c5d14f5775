using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Settings;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Options, encryption and credentials.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task Any_certificate_is_accepted_only_with_ssc()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.EncryptAsync(_certificate);
            await peer.AnswerAsync(Asked.One);
        });
        var options = server.Options();
        options.Uri = $"bolt+ssc://{server.Address}";
        await using (var driver = BoltDriver.Open(options, TimeProvider.System))
            (await Asked.OneAsync(driver)).ShouldBe(1);
        options.Uri = $"bolt+s://{server.Address}";
        (await Asked.RefusedAsync(options)).ShouldContain("use +ssc instead of +s");
    }

    [Theory]
    [InlineData(Neo4jAuthentication.Basic, "basic", "neo4j", "secret")]
    [InlineData(Neo4jAuthentication.Bearer, "bearer", null, "secret")]
    [InlineData(Neo4jAuthentication.None, "none", null, null)]
    public async Task Each_kind_of_authentication_sends_its_credentials(
        Neo4jAuthentication authentication,
        string scheme,
        string? principal,
        string? credentials
    )
    {
        var sent = await SentAsync(options => options.Authentication = authentication);
        sent["scheme"].ShouldBe(scheme);
        sent.GetValueOrDefault("principal").ShouldBe(principal);
        sent.GetValueOrDefault("credentials").ShouldBe(credentials);
    }

    [Fact]
    public async Task The_password_can_be_in_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from file\n");
        var sent = await SentAsync(options => options.PasswordFile = file);
        File.Delete(file);
        sent["credentials"].ShouldBe("from file");
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("\n", "is empty")]
    public async Task A_password_file_without_a_password_is_refused_at_the_start(string? content, string told)
    {
        var file = Path.GetTempFileName();
        if (content is null)
            File.Delete(file);
        else
            await File.WriteAllTextAsync(file, content);
        var options = new Neo4jOptions { PasswordFile = file };
        var refused = await Should.ThrowAsync<InvalidOptionsException>(Neo4jDriver.ConnectAsync(options, TimeProvider.System));
        File.Delete(file);
        refused.Message.ShouldContain("PasswordFile");
        refused.Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("bolt://localhost", "localhost", 7687, Encryption.None, false)]
    [InlineData("bolt+s://[::1]:7688", "::1", 7688, Encryption.TrustedCertificate, false)]
    [InlineData("neo4j+ssc://graph.example:1", "graph.example", 1, Encryption.AnyCertificate, true)]
    internal void Valid_uris_are_parsed(string text, string host, int port, Encryption encryption, bool routed)
    {
        var uri = Neo4jUri.Parse(text);
        (uri.Address, uri.Encryption, uri.Routing is not null).ShouldBe((new Address(host, port), encryption, routed));
    }

    [Fact]
    public void The_query_string_is_the_routing_context()
    {
        var routing = Neo4jUri.Parse("neo4j://h?policy=eu&x=a%20b").Routing;
        routing.ShouldBe(new Dictionary<string, object?> { ["policy"] = "eu", ["x"] = "a b" });
    }

    [Theory]
    [InlineData("localhost:7687", "use a URI such as bolt://localhost:7687")]
    [InlineData("http://localhost:7474", "begin with bolt:// or neo4j://")]
    [InlineData("bolt+x://localhost", "only +s or +ssc")]
    [InlineData("bolt://neo4j:hidden@localhost", "in their own options")]
    [InlineData("bolt://localhost/neo4j", "set the database in its own option")]
    [InlineData("bolt://localhost?policy=eu", "only neo4j:// accepts")]
    public void Invalid_uris_are_refused_with_the_reason(string text, string why)
    {
        var refused = Should.Throw<ClaimGraphException>(() => Neo4jUri.Parse(text)).Message;
        refused.ShouldContain(why);
        refused.ShouldNotContain("hidden");
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Refused(_ => { }).ShouldStartWith("Neo4jOptions.Password: ");
        Refused(o => (o.Password, o.MaxConnections) = ("x", 0)).ShouldStartWith("Neo4jOptions.MaxConnections: ");
        Refused(o => (o.Password, o.RetryTime) = ("x", TimeSpan.FromHours(1))).ShouldStartWith("Neo4jOptions.RetryTime: ");
        Refused(o => (o.Password, o.ResponseTimeout) = ("x", TimeSpan.FromSeconds(30))).ShouldStartWith("Neo4jOptions.ResponseTimeout: ");

        static string Refused(Action<Neo4jOptions> set)
        {
            var options = new Neo4jOptions();
            set(options);
            return Should.Throw<ClaimGraphException>(() => BoltDriver.Open(options, TimeProvider.System)).Message;
        }
    }

    private static async Task<Dictionary<string, object?>> SentAsync(Action<Neo4jOptions> set)
    {
        Dictionary<string, object?> sent = [];
        await using var server = new FakeServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ExpectAsync(Signature.Hello);
            sent = await peer.MapAsync(Signature.Logon);
            await peer.SendAsync(Peer.Success(), Peer.Failure("Neo.ClientError.Security.Unauthorized"));
        });
        var options = server.Options();
        set(options);
        await Asked.RefusedAsync(options);
        return sent;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
