using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Configuration;

/// <summary>Hides secrets in texts that people see.</summary>
internal static partial class Secrets
{
    public const string Hidden = "********";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>
    /// The text without the user information of URIs (<c>https://user:password@host</c>, where a user alone may be a token) and without
    /// values whose name says that they are secret (<c>Password=…;</c>, <c>?access_token=…</c>).
    /// </summary>
    public static string Hide(string text) =>
        Named().Replace(UserInformation().Replace(text, $"${{scheme}}{Hidden}@"), $"${{name}}{Hidden}");

    // Up to the last @: a password that is not escaped may have any of / ? # @ in it.
    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.\-]*://)\S*@", Options)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        """(?<name>(password|passwd|pwd|secret|token|credential|signature|(api|access|account)[ _\-]?key)\w*\s*=\s*)"""
            + """("[^"]*"|'[^']*'|[^;&\s]+)""",
        Options
    )]
    private static partial Regex Named();
}
