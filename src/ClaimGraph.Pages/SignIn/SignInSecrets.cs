using Microsoft.AspNetCore.DataProtection;

namespace ClaimGraph.Pages.SignIn;

/// <summary>The secrets that protect what browsers keep of a sign-in. Safe for many threads.</summary>
internal static class SignInSecrets
{
    /// <summary>The secrets in a folder; null: in memory.</summary>
    /// <exception cref="ClaimGraphException">The folder cannot be used.</exception>
    public static IDataProtectionProvider In(string? folder) =>
        folder is null ? new EphemeralDataProtectionProvider() : SecretFolder.Open(folder, "Pages:SignInSecrets");
}
