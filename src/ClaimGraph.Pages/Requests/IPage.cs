using Microsoft.AspNetCore.Components;

namespace ClaimGraph.Pages.Requests;

/// <summary>A page: where it is, and what it shows. One object serves all requests.</summary>
public interface IPage
{
    /// <summary>The pattern of its address: <c>/statements/{id}</c>.</summary>
    string Pattern { get; }

    /// <summary>Asks the API for what the page shows.</summary>
    /// <returns>What to show; null when there is nothing at the address.</returns>
    /// <exception cref="Documents.UnansweredException">The API did not answer.</exception>
    ValueTask<View?> ShowAsync(Visit visit);
}

/// <summary>A component with its parameters.</summary>
/// <param name="Status">The status of the response.</param>
public sealed record View(Type Component, IReadOnlyDictionary<string, object?> Parameters, int Status = 200)
{
    /// <summary>A component with one parameter: what the API answered.</summary>
    public static View Of<TComponent>(object? page, int status = 200)
        where TComponent : IComponent => new(typeof(TComponent), new Dictionary<string, object?> { ["Page"] = page }, status);

    /// <summary>True for a card that other sites may show in a frame.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The address within the site at which the browser goes on instead; null: the component is shown.</summary>
    public string? Location { get; private init; }

    /// <summary>Nothing to show: the browser goes on at another address of the site.</summary>
    public static View See(string address) => new(typeof(IComponent), new Dictionary<string, object?>(), 303) { Location = address };
}
