using ClaimGraph.Access;

namespace ClaimGraph.Pages.SignIn;

/// <summary>Who is signed in, as their cookie says it: the holder of a key, or a user whom another scheme signed in.</summary>
/// <param name="Until">Until when.</param>
/// <param name="Key">The key; null for a user without one.</param>
/// <param name="User">The user as the ledger names them; null for the holder of a key.</param>
/// <param name="Role">What the user may do; null: what users without credentials may.</param>
internal sealed record SignedIn(DateTimeOffset Until, string? Key = null, string? User = null, Role? Role = null);
