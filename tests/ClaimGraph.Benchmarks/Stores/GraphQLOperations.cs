using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Api;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.Queries;
using ClaimGraph.Webhooks;
using GraphQL;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>The documents of the benchmark through the GraphQL engine, without HTTP.</summary>
internal sealed class GraphQLOperations(IClaimStore store, Parameters parameters)
{
    private static readonly OrderBy Newest = OrderBy.Newest(NodeKind.Statement);
    private readonly GraphQLOptions _options = new();
    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);
    private readonly KeyRing _keys = new(store.Keys, TimeProvider.System, RandomNumberGenerator.Create());
    private readonly Executor _executor = new(new ClaimGraphSchema(), new GraphQLOptions(), NullLogger<Executor>.Instance);
    private readonly Dictionary<string, byte[]> _documents = new[] { "Q1", "Q2", "Q3", "Q4" }.ToDictionary(
        name => name,
        name => Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Queries", name + ".graphql")))
    );

    public ValueTask<int> Q1(Random random)
    {
        var (id, at) = parameters.Statement(random);
        return RunAsync("Q1", "after", new Cursor(at, id).Encode(Newest));
    }

    public ValueTask<int> Q2(Random random) => RunAsync("Q2", "id", parameters.Statement(random).Id.ToString());

    public ValueTask<int> Q3(Random random) => RunAsync("Q3", "q", parameters.Search(random));

    public ValueTask<int> Q4(Random random) =>
        RunAsync(
            "Q4",
            "since",
            parameters.Since(random).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)
        );

    private async ValueTask<int> RunAsync(string name, string variable, string value)
    {
        var scope = new ApiScope(
            store,
            _ids,
            _keys,
            new Lazy<WebhookRegister?>((WebhookRegister?)null),
            null,
            null,
            _options,
            new Principal("benchmark", Role.Contributor),
            null,
            TimeProvider.System,
            static e => throw e,
            CancellationToken.None
        );
        var request = new GraphQLRequest(_documents[name], name, new Inputs(new Dictionary<string, object?> { [variable] = value }));
        var answer = await _executor.RunAsync(request, readOnly: true, scope);
        var buffer = ResponseBuffer.Rent();
        await answer.WriteAsync(buffer);
        if (answer.HasErrors)
            throw new InvalidOperationException(Encoding.UTF8.GetString(buffer.Bytes));
        var length = buffer.Bytes.Length;
        ResponseBuffer.Return(buffer);
        return length;
    }
}
