using System.ComponentModel.DataAnnotations;

namespace ClaimGraph.Settings;

/// <summary>What is wrong with the value of an option.</summary>
/// <param name="Option">The class and the properties that lead to it: <c>GraphQLOptions.Live.KeepAlive</c>.</param>
/// <param name="Message">What is wrong and what is allowed, for people.</param>
public sealed record OptionProblem(string Option, string Message)
{
    public override string ToString() => $"{Option}: {Message}";
}

/// <summary>Options have values that they cannot have. Nothing was opened or started.</summary>
public sealed class InvalidOptionsException(params IReadOnlyList<OptionProblem> problems) : ClaimGraphException(string.Join(' ', problems))
{
    public InvalidOptionsException(string option, string message)
        : this(new OptionProblem(option, message)) { }

    /// <summary>Never empty.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; } = problems;

    /// <summary>Throws what a generated validator found. Each failure begins with the option, as the attributes of this namespace write
    /// it.</summary>
    public static void ThrowIfAny(IEnumerable<string>? failures)
    {
        OptionProblem[] problems =
        [
            .. (failures ?? []).Select(f => f.Split(": ", 2)).Select(parts => new OptionProblem(parts[0], parts[^1])),
        ];
        if (problems.Length > 0)
            throw new InvalidOptionsException(problems);
    }
}

/// <summary>For options whose values must fit each other (<see cref="IValidatableObject"/>).</summary>
public static class OptionRules
{
    /// <summary>A problem with an option of the object that is being validated.</summary>
    public static ValidationResult Problem(this ValidationContext context, string option, string message)
    {
        // Generated validators call the object "…Options.Validate".
        var parent = context.DisplayName.LastIndexOf('.');
        return new ValidationResult(message, [$"{context.DisplayName[..parent]}.{option}"]);
    }
}
