using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Requests;
using ClaimGraph.History;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.GraphQL;

/// <summary>Opens lists by preparing and paying the query of their first page.</summary>
internal sealed class RecordLists(
    Executor executor,
    Scopes scopes,
    Principals principals,
    RequestParser parser,
    IClaimStore store,
    IServiceProvider services
) : IRecordLists
{
    private const int PointsOfRecord = 10; // as many values as most records have

    private readonly PastGraphs? _pasts = services.GetService<PastGraphs>(); // the application need not have them

    public async ValueTask<RecordList> OpenAsync(
        NodeKind kind,
        JsonObject? filter,
        JsonObject? asOf,
        ClaimsPrincipal principal,
        IPAddress? address = null,
        CancellationToken cancellation = default
    )
    {
        var scope = (ApiScope)scopes.For(principals.Of(principal), address, cancellation);
        var variables = new JsonObject { ["filter"] = filter?.DeepClone(), ["asOf"] = asOf?.DeepClone() }.ToJsonString();
        try
        {
            scope.Quota?.Check();
            var ready = await executor.PrepareAsync(parser.Trusted(DocumentOf(kind), null, variables), readOnly: true, scope);
            Charge.Take(ready.Run(scope), scope);
            var context = ready.Plan.ReadContexts(scope, ready.Prepared.Document, ready.Variables)[0];
            await scope.LearnAsync(context.Names);
            var passing = PageArguments.ListFilter(context, kind);
            var past = Moment.Of(context) is { } moment ? await new PastSource(_pasts!, moment).OpenAsync(cancellation) : null;
            return new RecordList(kind, past?.Store ?? store, passing, (records, waiting) => PayAsync(scope, records, waiting), past);
        }
        catch (RefusedException refused)
        {
            throw new RequestException(ErrorCode.InvalidArgument, refused.Problems[0].Message);
        }
        catch (RequestException failure)
        {
            scope.Quota?.Settle(failure, Encoding.UTF8.GetByteCount(variables));
            throw;
        }
    }

    private static string DocumentOf(NodeKind kind) =>
        $"query List($filter: {kind}Filter, $asOf: AsOf) "
        + $"{{ {NounNames.List(Noun.Of(kind))}(first: 100, filter: $filter, asOf: $asOf) {{ nodes {{ id }} }} }}";

    private static async ValueTask PayAsync(ApiScope scope, int records, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                scope.Quota?.Take((long)records * PointsOfRecord);
                return;
            }
            catch (RequestException spent) when (spent.RetryAfterSeconds is { } seconds)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), scope.Clock, cancellation);
            }
        }
    }
}
