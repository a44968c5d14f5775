using System.Globalization;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>A moment of the past, as <c>asOf</c> names it: a revision, or a time.</summary>
internal readonly record struct Moment(long? Revision, DateTimeOffset? Time)
{
    /// <summary>The argument of the fields that can be read as they were.</summary>
    public const string Name = "asOf";

    public const string TypeName = "AsOf";
    private const int Restoring = 500; // what a state of the past costs

    public static QueryArgument Argument() =>
        Sdl.Argument(Name, TypeName, "The moment of which the answer, with everything below it, is to be. Now, if it is not given.");

    /// <summary>The weight of a field that has the argument.</summary>
    public static Weight Cost(Weight weight) =>
        weight with
        {
            OwnBy = context => (weight.OwnBy?.Invoke(context) ?? weight.Own) + (context.Argument(Name) is null ? 0 : Restoring),
        };

    /// <summary>The moment that a field's arguments name; null for now.</summary>
    /// <exception cref="RequestException">They do not name exactly one.</exception>
    public static Moment? Of(FieldArguments arguments) => Of(arguments[Name]);

    /// <inheritdoc cref="Of(FieldArguments)"/>
    public static Moment? Of(FieldContext context) => Of(context.Argument(Name));

    private static Moment? Of(object? argument)
    {
        if (argument is not IDictionary<string, object?> given)
            return null;
        var (revision, time) = (given.TryGetValue("revision", out var r) ? r : null, given.TryGetValue("time", out var t) ? t : null);
        return (revision is null) != (time is null)
            ? new Moment(revision is null ? null : Convert.ToInt64(revision, CultureInfo.InvariantCulture), (DateTimeOffset?)time)
            : throw new RequestException(ErrorCode.InvalidArgument, "Give asOf either a revision or a time.");
    }
}
