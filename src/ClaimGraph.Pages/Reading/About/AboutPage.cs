using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.About;

/// <summary>What the numbers and words of the pages mean, and what they do not.</summary>
internal sealed class AboutPage : IPage
{
    public string Pattern => "/about";

    public ValueTask<View?> ShowAsync(Visit visit) => new(new View(typeof(AboutView), new Dictionary<string, object?>()));
}
