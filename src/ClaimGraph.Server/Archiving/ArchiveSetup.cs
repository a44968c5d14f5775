namespace ClaimGraph.Server.Archiving;

/// <summary>Adds the archiving of sources to an application, if it is wanted.</summary>
internal static class ArchiveSetup
{
    public static IServiceCollection AddArchive(this IServiceCollection services, ArchiveOptions options) =>
        options.IsOn
            ? services
                .AddSingleton(options)
                .AddSingleton<IArchive>(provider =>
                    options.Endpoint is { } endpoint
                        ? new ArchiveSite(endpoint, provider.GetRequiredService<TimeProvider>())
                        : new ArchiveProgram(options.Command)
                )
                .AddHostedService<ArchiveService>()
            : services;
}
