using System.Security.Cryptography;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Webhooks;

/// <summary>Adds webhooks to an application that has the API.</summary>
internal static class WebhookSetup
{
    /// <summary>Adds what creates and changes webhooks.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<IWebhookSecrets, WebhookSecrets>()
            .AddSingleton(provider => new WebhookRegister(
                provider.GetRequiredService<IClaimStore>().Followers,
                provider.GetRequiredService<IWebhookEvents>(),
                provider.GetRequiredService<IWebhookSecrets>(),
                options,
                provider.GetRequiredService<TimeProvider>(),
                RandomNumberGenerator.Create()
            ));

    /// <summary>Adds what sends to webhooks.</summary>
    public static IServiceCollection AddWebhookDelivery(this IServiceCollection services) =>
        services.AddSingleton<WebhookSender>().AddSingleton<WebhookDelivery>().AddHostedService<WebhookService>();
}
