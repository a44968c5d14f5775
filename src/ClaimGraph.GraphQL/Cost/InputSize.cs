using ClaimGraph.GraphQL.Errors;
using GraphQL;

namespace ClaimGraph.GraphQL.Cost;

/// <summary>How many values variables hold. Checking their types takes far longer than reading them, so they are counted before.</summary>
internal static class InputSize
{
    /// <exception cref="RequestFailure">There are more than the most.</exception>
    public static void Check(Inputs variables, int most)
    {
        var left = most;
        foreach (var (_, value) in variables)
            if (!Take(value, ref left)) throw new RequestFailure(ErrorCode.InvalidVariable, $"Variables hold at most {most:N0} values, each list and object counted too.");
    }

    private static bool Take(object? value, ref int left)
    {
        if (--left < 0) return false;
        switch (value)
        {
            case Dictionary<string, object?> map:
                foreach (var (_, inner) in map)
                    if (!Take(inner, ref left)) return false;
                break;
            case List<object?> list:
                foreach (var inner in list)
                    if (!Take(inner, ref left)) return false;
                break;
        }
        return true;
    }
}
