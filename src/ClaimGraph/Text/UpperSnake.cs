using System.Text;

namespace ClaimGraph;

/// <summary>C# names as values of enums are written outside of C#: <c>OfficialDocument</c> and <c>publishedOn</c> give OFFICIAL_DOCUMENT
/// and PUBLISHED_ON.</summary>
public static class UpperSnake
{
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
                result.Append('_');
            result.Append(char.ToUpperInvariant(name[i]));
        }
        return result.ToString();
    }
}
