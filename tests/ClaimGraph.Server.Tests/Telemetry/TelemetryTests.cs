using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Server.Tests.Archiving;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.Webhooks;

namespace ClaimGraph.Server.Tests.Telemetry;

/// <summary>What operators see of a running server.</summary>
public sealed class TelemetryTests : IDisposable
{
    private static readonly object Secretive = new
    {
        query = "query Reading($text: String) { statements(filter: { text: { eq: $text } }) { nodes { text } } }",
        variables = new { text = "Mario Rossi" },
    };

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metrics_can_be_scraped()
    {
        _folder.Write("appsettings.json", """{ "Telemetry": { "Metrics": true }, "Mcp": { "Enabled": false } }""");
        await using var server = await _folder.ServeAsync("--sample false");
        await PostAsync(server, Secretive);
        await PostAsync(server, new { query = "query Wrong { nonsense }" });
        var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Line(metrics, "claimgraph_operation_duration_seconds_count", "graphql_operation_name=\"Reading\"", "outcome=\"OK\"")
            .ShouldEndWith(" 1");
        Line(metrics, "claimgraph_operation_duration_seconds_count", "outcome=\"VALIDATION_FAILED\"").ShouldEndWith(" 1");
        Line(metrics, "claimgraph_operation_cost_sum", "graphql_operation_name=\"Reading\"").ShouldNotEndWith(" 0");
        Line(metrics, "claimgraph_store_duration_seconds_count", "member=\"ListAsync\"", "outcome=\"OK\"").ShouldEndWith(" 1");
        Line(metrics, "claimgraph_document_cache_lookups_total", "hit=\"false\"").ShouldEndWith(" 2");
        Line(metrics, "claimgraph_ledger_revision").ShouldEndWith(" 0");
        metrics.ShouldNotContain("Rossi");
    }

    [Fact]
    public async Task Strangers_cannot_use_up_the_names_of_operations()
    {
        _folder.Write("trusted.json", """{ "front": "query FrontPage { __typename }" }""");
        _folder.Write(
            "appsettings.json",
            """{ "Telemetry": { "Metrics": true }, "GraphQL": { "Persisted": { "Path": "trusted.json" } } }"""
        );
        await using var server = await _folder.ServeAsync("--sample false");
        for (var i = 0; i < 300; i++)
            await PostAsync(server, new { query = $"query Stranger{i} {{ __typename }}" });
        await PostAsync(server, new { documentId = "front" });
        await PostAsync(server, new { query = $"query {new string('N', 500)} {{ __typename }}" });
        server.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.Key}");
        await PostAsync(server, new { query = "query Desk { __typename }" });
        var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        const string Count = "claimgraph_operation_duration_seconds_count";
        Line(metrics, Count, "graphql_operation_name=\"FrontPage\"").ShouldEndWith(" 1");
        Line(metrics, Count, "graphql_operation_name=\"Desk\"").ShouldEndWith(" 1");
        Line(metrics, Count, "graphql_operation_name=\"Stranger0\"").ShouldEndWith(" 1");
        Line(metrics, Count, "graphql_operation_name=\"other\"").ShouldEndWith(" 291");
    }

    [Fact]
    public async Task It_is_told_how_often_nodes_were_in_memory()
    {
        _folder.Write("appsettings.json", """{ "Telemetry": { "Metrics": true } }""");
        await using var server = await _folder.ServeAsync("--sample true");
        while (!(await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation)).IsSuccessStatusCode)
            await Task.Delay(50, Cancellation); // until then the search reads all nodes
        var before = await LookupsAsync();
        before.Missed.ShouldBeGreaterThan(0);
        for (var i = 0; i < 3; i++)
            await PostAsync(server, new { query = "{ statements(first: 5) { nodes { text } } }" });
        await Task.Delay(400, Cancellation); // the exporter keeps its page for 300 ms
        // A page and the node after it, to see whether there is one.
        (await LookupsAsync()).ShouldBe((before.Hit + 18, before.Missed));

        async Task<(long Hit, long Missed)> LookupsAsync()
        {
            var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
            return (Count(metrics, "true"), Count(metrics, "false"));
        }

        static long Count(string metrics, string hit)
        {
            var line = metrics
                .Split('\n')
                .FirstOrDefault(l => l.StartsWith(Lookups, StringComparison.Ordinal) && l.Contains($"hit=\"{hit}\""));
            return line is null ? 0 : long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Imports_webhooks_and_archiving_are_measured_by_what_came_of_them()
    {
        await using var archive = await OpenArchive.StartAsync();
        await using var hook = await Receiver.StartAsync();
        hook.Answer = (number, _) => Task.FromResult(number == 1 ? 500 : 204);
        _folder.Write(
            "appsettings.json",
            $$"""
            {"Telemetry":{"Metrics":true},
             "Archive":{"Endpoint":"{{archive.Endpoint}}","PerMinute":6000,"PollInterval":"00:00:00.050"},
             "Webhooks":{"Secrets":"secrets","AllowPrivateTargets":true,"PollInterval":"00:00:00.050","FirstRetry":"00:00:00.010"}
            }
            """
        );
        await using var server = await _folder.ServeAsync("--sample false");
        server.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.Key}");
        var create = $$"""mutation { createWebhook(input: { name: "desk", url: "{{hook.Url}}" }) { userErrors { message } } }""";
        await PostAsync(server, new { query = create });
        await ImportAsync("""{"format":"claimgraph/1","sources":[{"key":"p","url":"https://example.org/1"}]}""");
        await ImportAsync("""{"format":"claimgraph/1","sources":[""");

        await CountAsync(1, "claimgraph_import_duration_seconds_count", "format=\"claimgraph\"", "state=\"DONE\"");
        await CountAsync(1, "claimgraph_import_duration_seconds_count", "format=\"claimgraph\"", "state=\"FAILED\"");
        await CountAsync(1, "claimgraph_archive_duration_seconds_count", "outcome=\"DELIVERED\"");
        await CountAsync(1, "claimgraph_webhook_duration_seconds_count", "outcome=\"FAILED\"", "status=\"500\"");
        await CountAsync(2, "claimgraph_webhook_duration_seconds_count", "outcome=\"DELIVERED\"", "status=\"204\""); // the copy, too

        async Task ImportAsync(string file)
        {
            using var sent = await server.Http.PostAsync(new Uri("/import", UriKind.Relative), new StringContent(file), Cancellation);
            ((int)sent.StatusCode).ShouldBe(202);
        }

        async Task CountAsync(int count, string name, params string[] labels)
        {
            var wanted = count.ToString(CultureInfo.InvariantCulture);
            await Until.ResultAsync(
                async () =>
                    (await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation))
                        .Split('\n')
                        .Where(l => l.StartsWith(name, StringComparison.Ordinal) && labels.All(l.Contains))
                        .Select(l => l.Split(' ')[1])
                        .FirstOrDefault(),
                value => value == wanted
            );
        }
    }

    private const string Lookups = "claimgraph_node_cache_lookups_total";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_not_shown_unless_that_is_set()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        var answer = await server.Http.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Traces_go_from_the_request_to_the_calls_to_the_store_and_hold_nothing_that_was_written()
    {
        await using var collector = await Collector.StartAsync();
        _folder.Write("appsettings.json", $$"""{ "Telemetry": { "Otlp": "{{collector.Url}}", "OtlpProtocol": "Http" } }""");
        await using (var server = await _folder.ServeAsync("--sample false"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(Secretive) };
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            (await server.StopAsync()).ShouldBe(0); // what waits is sent before the end
        }
        var traces = collector.Received("/v1/traces");
        traces.ShouldContain("query Reading");
        traces.ShouldContain("ListAsync");
        traces.ShouldContain("\x0a\xf7\x65\x19\x16\xcd\x43\xdd\x84\x48\xeb\x21\x1c\x80\x31\x9c"); // the trace goes on
        traces.ShouldNotContain("Rossi");
        collector.Received("/v1/metrics").ShouldContain("claimgraph.operation.duration");
    }

    [Theory]
    [InlineData("my-request.7", true)]
    [InlineData("two words", false)]
    [InlineData("", false)]
    public async Task The_client_gets_the_id_of_its_request_back(string given, bool isTaken)
    {
        await using var server = await _folder.ServeAsync("--sample false");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7B__typename%7D");
        request.Headers.TryAddWithoutValidation("X-Request-Id", given);
        var id = (await server.Http.SendAsync(request, TestContext.Current.CancellationToken)).Headers.GetValues("X-Request-Id").Single();
        (id == given).ShouldBe(isTaken);
        id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_log_tells_the_id_of_a_request_that_failed()
    {
        _folder.Write(
            "appsettings.json",
            """{ "Telemetry": { "LogFormat": "Json" }, "Logging": { "LogLevel": { "ClaimGraph": "Debug" } } }"""
        );
        await using var server = await _folder.ServeAsync("--sample false");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query = "query Reading { statements { nodes { id } } }" });
        request.Headers.Add("X-Request-Id", "the-one");
        await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonNode line;
        do line = JsonNode.Parse((await server.Output.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
        while (!line["Message"]!.GetValue<string>().StartsWith("query Reading: OK after ", StringComparison.Ordinal));
        line["Scopes"]!.ToJsonString().ShouldContain("\"RequestId\":\"the-one\"");
    }

    [Fact]
    public async Task An_invalid_address_of_a_collector_is_refused_at_the_start()
    {
        _folder.Write("appsettings.json", """{ "Telemetry": { "Otlp": "collector" } }""");
        (await _folder.RunAsync("serve")).ShouldBe(
            (
                1,
                "",
                "claimgraph: Telemetry:Otlp in appsettings.json: 'collector' is not valid; "
                    + "use the http or https address of a collector, like http://localhost:4317.\n"
            )
        );
    }

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, object body) =>
        server.Http.PostAsJsonAsync("/graphql", body, TestContext.Current.CancellationToken);

    private static string Line(string metrics, params string[] parts) =>
        metrics
            .Split('\n')
            .Where(line => line.StartsWith(parts[0] + "{", StringComparison.Ordinal) && parts.All(line.Contains))
            .ShouldHaveSingleItem(metrics)
            .TrimEnd();
}
