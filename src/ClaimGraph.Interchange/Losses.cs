using ClaimGraph.Import;

namespace ClaimGraph.Interchange;

/// <summary>Takes down what is lost or in doubt of one object of a file.</summary>
/// <param name="pointer">Where the object is, as a JSON pointer.</param>
internal sealed class Losses(ImportResult result, string file, string pointer)
{
    /// <summary>The object, or a part of it, is not taken.</summary>
    public void Lose(string code, string path, string message) => result.AddError(new ImportProblem(file, pointer + path, code, message));

    /// <summary>It is taken, but not in all that it says.</summary>
    public void Doubt(string code, string path, string message) =>
        result.AddWarning(new ImportProblem(file, pointer + path, code, message));

    /// <summary>The text as far as the field takes it.</summary>
    public string? Within(int limit, string? text, string path)
    {
        if (text is null || CodePoints.Count(text) <= limit)
            return text;
        Doubt(ProblemCode.TooLong, path, $"The text was cut off after {limit:N0} characters.");
        return CodePoints.Slice(text, 0, limit);
    }
}
