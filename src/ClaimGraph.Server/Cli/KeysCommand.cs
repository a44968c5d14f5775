using System.CommandLine;
using System.Globalization;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Cli;

/// <summary><c>keys create|list|revoke</c>: manages the keys of a store, even while it is being served.</summary>
internal static class KeysCommand
{
    private const int Batch = 500;
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.fffZ"];

    public static Command Create(CommonOptions common, Stores stores) =>
        new("keys", "Create, list and revoke API keys.") { Creating(common, stores), Listing(common, stores), Revoking(common, stores) };

    private static Command Creating(CommonOptions common, Stores stores)
    {
        var name = new Argument<string>("NAME") { Description = "Who or what the key is for; the ledger shows it." }.RefuseOptions();
        var role = new Option<string>("--role")
        {
            Description = "What the key allows.",
            HelpName = "reader|contributor|reviewer|admin",
            Required = true,
        };
        var expires = new Option<string?>("--expires")
        {
            Description = "When the key expires, in UTC: 2027-01-31 or 2027-01-31T12:00:00Z [default: never].",
            HelpName = "TIME",
        };
        var command = new Command("create", "Create a key and print it. It cannot be shown again.")
        {
            name,
            role,
            expires,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                var (granted, until) = (RoleOf(parsed.GetValue(role)!), TimeOf(parsed.GetValue(expires)));
                await using var store = await stores.OpenAsync(options);
                var (key, secret) = await stores
                    .KeysOf(store)
                    .CreateAsync(parsed.GetValue(name)!, granted, until, "cli:keys", cancellation);
                if (parsed.GetValue(common.Json))
                    Print.Json(new { key = AsJson(key), secret });
                else
                {
                    Console.Error.WriteLine($"{key.Id}: {Describe(key)}; shown only once:");
                    Console.WriteLine(secret);
                }
                return Run.Success;
            }
        );
        return command;
    }

    private static Command Listing(CommonOptions common, Stores stores)
    {
        var command = new Command("list", "List all keys, newest first, without their secrets.")
        {
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Shows(
            common,
            stores,
            async (_, store, cancellation) =>
            {
                List<ApiKey> keys = [];
                for (IReadOnlyList<ApiKey>? page = null; page is not { Count: < Batch }; keys.AddRange(page))
                    page = await store.Keys.ListAsync(keys.LastOrDefault()?.Id, Batch, cancellation);
                return keys;
            },
            keys => keys.Select(AsJson),
            keys => keys.ForEach(Write)
        );
        return command;
    }

    private static Command Revoking(CommonOptions common, Stores stores)
    {
        var id = new Argument<string>("ID") { Description = "The ID of the key: its first 13 characters, cg_…" }.RefuseOptions();
        var command = new Command("revoke", "Revoke a key for good; running servers notice within a second.")
        {
            id,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Shows(
            common,
            stores,
            async (parsed, store, cancellation) =>
                await stores.KeysOf(store).RevokeAsync(parsed.GetValue(id)!, cancellation)
                ?? throw new ClaimGraphException($"There is no key '{parsed.GetValue(id)}'; 'claimgraph keys list' shows all keys."),
            AsJson,
            Write
        );
        return command;
    }

    private static void Write(ApiKey key) => Console.WriteLine($"{key.Id}  {Describe(key)}");

    private static string Describe(ApiKey key) =>
        $"{Print.Word(key.Role)}, '{key.Name}', created {Print.Time(key.CreatedAt)} by {key.CreatedBy}"
        + (key.ExpiresAt is { } expires ? $", expires {Print.Time(expires)}" : "")
        + (key.LastUsedAt is { } used ? $", last used {Print.Time(used)}" : "")
        + (key.RevokedAt is { } revoked ? $", revoked {Print.Time(revoked)}" : "");

    private static object AsJson(ApiKey key) =>
        new
        {
            id = key.Id,
            name = key.Name,
            role = Print.Word(key.Role),
            createdBy = key.CreatedBy,
            createdAt = Print.Time(key.CreatedAt),
            expiresAt = Print.Time(key.ExpiresAt),
            lastUsedAt = Print.Time(key.LastUsedAt),
            revokedAt = Print.Time(key.RevokedAt),
        };

    private static Role RoleOf(string text) =>
        Array.Find(Enum.GetValues<Role>(), r => Print.Word(r).Equals(text, StringComparison.OrdinalIgnoreCase))
            is var role
                and not default(Role)
            ? role
            : throw new ClaimGraphException($"--role: '{text}' is not valid; use reader, contributor, reviewer or admin.");

    private static DateTimeOffset? TimeOf(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new ClaimGraphException($"--expires: '{text}' is not valid; use a time in UTC like 2027-01-31 or 2027-01-31T12:00:00Z.");
}
