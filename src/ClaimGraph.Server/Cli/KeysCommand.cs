using System.CommandLine;
using System.Globalization;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Cli;

/// <summary><c>keys create|list|revoke</c>: looks after the keys of a store, also while it is being served.</summary>
internal static class KeysCommand
{
    private const int Batch = 500;
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.fffZ"];

    public static Command Create(Settings settings) => new("keys", "Make, list and revoke the keys that open the API.") { Creating(settings), Listing(settings), Revoking(settings) };

    private static Command Creating(Settings settings)
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is, or what it is for; the ledger shows it." };
        var role = new Option<string>("--role") { Description = "What its holder may do.", HelpName = "reader|contributor|reviewer|admin", Required = true };
        var expires = new Option<string?>("--expires") { Description = "From when on it opens nothing, in UTC: 2027-01-31 or 2027-01-31T12:00:00Z [default: never].", HelpName = "TIME" };
        var command = new Command("create", "Make a key and print it, this once.") { name, role, expires };
        command.Does(settings, async (parsed, options, cancellation) =>
        {
            var (granted, until) = (RoleOf(parsed.GetValue(role)!), TimeOf(parsed.GetValue(expires)));
            await using var store = await Run.OpenAsync(options);
            var (key, secret) = await Run.KeysOf(store).CreateAsync(parsed.GetValue(name)!, granted, until, "cli:keys", cancellation);
            Console.Error.WriteLine($"{key.Id}: {Words(key)}; shown this once:");
            Console.WriteLine(secret);
            return Run.Success;
        });
        return command;
    }

    private static Command Listing(Settings settings)
    {
        var command = new Command("list", "List all keys, newest first, without their secrets.");
        command.Does(settings, async (_, options, cancellation) =>
        {
            await using var store = await Run.OpenExistingAsync(options);
            for (string? last = null; ; )
            {
                var keys = await store.Keys.ListAsync(last, Batch, cancellation);
                foreach (var key in keys) Console.WriteLine($"{key.Id}  {Words(key)}");
                if (keys.Count < Batch) return Run.Success;
                last = keys[^1].Id;
            }
        });
        return command;
    }

    private static Command Revoking(Settings settings)
    {
        var id = new Argument<string>("ID") { Description = "The id of the key, with which it begins: cg_ and ten characters." };
        var command = new Command("revoke", "Revoke a key, for good; servers that run take note within a second.") { id };
        command.Does(settings, async (parsed, options, cancellation) =>
        {
            await using var store = await Run.OpenExistingAsync(options);
            var key = await Run.KeysOf(store).RevokeAsync(parsed.GetValue(id)!, cancellation)
                ?? throw new ClaimGraphException($"There is no key '{parsed.GetValue(id)}'; 'keys list' tells which there are.");
            Console.WriteLine($"{key.Id}  {Words(key)}");
            return Run.Success;
        });
        return command;
    }

    private static string Words(ApiKey key) =>
        $"{key.Role.ToString().ToLowerInvariant()}, '{key.Name}', made {Text(key.CreatedAt)} by {key.CreatedBy}"
        + (key.ExpiresAt is { } expires ? $", expires {Text(expires)}" : "") + (key.LastUsedAt is { } used ? $", last used {Text(used)}" : "")
        + (key.RevokedAt is { } revoked ? $", revoked {Text(revoked)}" : "");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Role RoleOf(string text) => Enum.GetValues<Role>().FirstOrDefault(r => r.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) is var role and not 0 ? role
        : throw new ClaimGraphException($"--role: '{text}' is not one of {string.Join(", ", Enum.GetNames<Role>().Select(n => n.ToLowerInvariant()))}.");

    private static DateTimeOffset? TimeOf(string? text) => text is null ? null
        : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new ClaimGraphException($"--expires: '{text}' is no time in UTC like 2027-01-31 or 2027-01-31T12:00:00Z.");
}
