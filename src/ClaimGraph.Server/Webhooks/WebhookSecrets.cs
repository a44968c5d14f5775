using System.Security.Cryptography;
using ClaimGraph.Pages.SignIn;
using ClaimGraph.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace ClaimGraph.Server.Webhooks;

/// <summary>Encrypts the secrets of webhooks by the keys in a folder (ASP.NET Core Data Protection).</summary>
internal sealed class WebhookSecrets(WebhookOptions options) : IWebhookSecrets
{
    private readonly IDataProtector? _protector = options.Secrets is { } folder
        ? SecretFolder.Open(folder, "Webhooks:Secrets").CreateProtector("ClaimGraph.Webhooks")
        : null;

    public string Protect(string secret) =>
        _protector?.Protect(secret)
        ?? throw new RefusedException(
            ProblemCode.Conflict,
            "This server cannot keep secrets of webhooks; set Webhooks:Secrets to a folder for the keys that encrypt them."
        );

    public string Unprotect(string secret)
    {
        try
        {
            return _protector?.Unprotect(secret)
                ?? throw new ClaimGraphException("Webhooks:Secrets is not set, so that the secret of the webhook cannot be read.");
        }
        catch (CryptographicException e)
        {
            throw new ClaimGraphException(
                "The secret of the webhook was encrypted with keys that are not in the folder Webhooks:Secrets; rotate it.",
                e
            );
        }
    }
}
