using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Tests;

/// <summary>The relative links of all documents.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Readme.All.Select(readme => readme.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_leads_to_a_file_and_a_heading(string name)
    {
        var folder = Path.GetDirectoryName(name)!;
        foreach (Match link in Link().Matches(WithoutCode(Readme.Named(name).Text)))
        {
            var (path, heading) = (link.Groups["path"].Value, link.Groups["heading"].Value);
            var target = path.Length == 0 ? name : Path.Combine(folder, path);
            Path.Exists(Readme.PathOf(target)).ShouldBeTrue($"{link.Value} in {name} leads to no file.");
            if (heading.Length > 0)
                Headings(target).ShouldContain(heading, $"{link.Value} in {name} leads to no heading.");
        }
    }

    /// <summary>The anchors that GitHub makes of the headings.</summary>
    private static IEnumerable<string> Headings(string target) =>
        Heading()
            .Matches(WithoutCode(File.ReadAllText(Readme.PathOf(target))))
            .Select(heading => NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Code().Replace(text, "");

    [GeneratedRegex(@"!?\[[^\]]*\]\((?!https?:|mailto:)(?<path>[^)#\s]*)(#(?<heading>[^)\s]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
