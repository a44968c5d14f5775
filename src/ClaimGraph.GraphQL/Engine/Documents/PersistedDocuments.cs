using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.Settings;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>The documents that requests can name: trusted ones, known from the start, and those that clients have asked to keep
/// (automatic persisted queries).</summary>
internal sealed class PersistedDocuments(PersistedOptions options)
{
    private const string Prefix = "sha256:";

    private readonly FrozenDictionary<string, byte[]> _trusted = Load(options.Path);
    private readonly DocumentCache<byte[]> _automatic = new(options.Automatic);

    /// <summary>The request with the document that it names.</summary>
    /// <exception cref="RequestException">There is no such document, the hash is that of another, or the document may not be
    /// used.</exception>
    public GraphQLRequest Resolve(GraphQLRequest request)
    {
        if (request.IsNamed)
            return request with { Query = Find(request) };
        if (request.PersistedHash is { } hash && hash != HashOf(request.Query.Span))
            throw new RequestException(ErrorCode.InvalidRequest, "The document is not the one whose sha256Hash is given.");
        if (options.Only && !request.IsTrusted && !_trusted.ContainsKey(HashOf(request.Query.Span)))
            throw new RequestException(ErrorCode.DocumentNotTrusted, "Only trusted documents are carried out here, and this is none.");
        return request;
    }

    /// <summary>True if the request, once its document is known, runs a trusted document and says so.</summary>
    public bool IsTrusted(GraphQLRequest request) =>
        request.IsTrusted
        || options.Only
        || (request.DocumentId ?? request.PersistedHash) is { } id
            && _trusted.TryGetValue(WithoutPrefix(id), out var document)
            && request.Query.Span.SequenceEqual(document);

    /// <summary>Keeps the document of a request that asks for it, once it has proved valid.</summary>
    public void Remember(GraphQLRequest request)
    {
        if (request.PersistedHash is { } hash && options.Automatic > 0 && !_trusted.ContainsKey(hash))
            _automatic.Add(Encoding.UTF8.GetBytes(hash), request.Query.ToArray());
    }

    private byte[] Find(GraphQLRequest request)
    {
        var id = WithoutPrefix(request.DocumentId ?? request.PersistedHash!);
        if (_trusted.TryGetValue(id, out var document) || !options.Only && _automatic.TryGet(Encoding.UTF8.GetBytes(id), out document))
            return document;
        // Apollo's clients know these texts.
        if (request.DocumentId is not null)
            throw new RequestException(ErrorCode.PersistedQueryNotFound, "There is no document of this identifier here.");
        if (options.Only || options.Automatic == 0)
            throw new RequestException(ErrorCode.PersistedQueryNotSupported, "PersistedQueryNotSupported");
        throw new RequestException(ErrorCode.PersistedQueryNotFound, "PersistedQueryNotFound");
    }

    private static string WithoutPrefix(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;

    private static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static FrozenDictionary<string, byte[]> Load(string? path)
    {
        var documents = new Dictionary<string, byte[]>();
        if (string.IsNullOrEmpty(path))
            return documents.ToFrozenDictionary();
        try
        {
            foreach (var file in FilesOf(path))
            {
                if (Path.GetExtension(file) == ".graphql")
                    Add(documents, null, File.ReadAllBytes(file));
                else
                    foreach (var (id, text) in Manifest(file))
                        Add(documents, id, Encoding.UTF8.GetBytes(text));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(e.Message);
        }
        return documents.ToFrozenDictionary();
    }

    private static string[] FilesOf(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path)
                .Where(f => Path.GetExtension(f) is ".json" or ".graphql")
                .Order(StringComparer.Ordinal)
                .ToArray()
            : [path];

    private static Dictionary<string, string> Manifest(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file)) ?? [];
        }
        catch (JsonException e)
        {
            throw Wrong($"'{file}' is not a JSON object of identifiers and documents: {e.Message}");
        }
    }

    private static void Add(Dictionary<string, byte[]> documents, string? id, byte[] text)
    {
        var hash = HashOf(text);
        documents[hash] = text;
        if (id is null)
            return;
        id = WithoutPrefix(id);
        // An identifier of that length says that it is this hash; others are the writer's own.
        if (id.Length == hash.Length && id != hash)
            throw Wrong($"the document of {id} has the SHA-256 {hash}.");
        if (documents.TryGetValue(id, out var other) && !other.AsSpan().SequenceEqual(text))
            throw Wrong($"{id} stands for two documents.");
        documents[id] = text;
    }

    private static InvalidOptionsException Wrong(string message) =>
        new($"{nameof(GraphQLOptions)}.{nameof(GraphQLOptions.Persisted)}.{nameof(PersistedOptions.Path)}", message);
}
