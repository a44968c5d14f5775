using System.Globalization;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>The time in which an operation must be done.</summary>
internal static class TimeLimit
{
    /// <exception cref="RequestException">The time is up, or <paramref name="work"/> failed so.</exception>
    public static async ValueTask<TResult> WithinAsync<TState, TResult>(
        RequestScope scope,
        TState state,
        Func<RequestScope, TState, ValueTask<TResult>> work
    )
    {
        using var deadline = scope.StartDeadline();
        try
        {
            return await work(scope, state);
        }
        catch (OperationCanceledException) when (scope.IsOverdue)
        {
            scope.Observed?.Failed(ErrorCode.Timeout);
            throw new RequestException(ErrorCode.Timeout, Message(scope));
        }
        catch (Exception exception)
        {
            scope.Observed?.Failed(exception);
            throw;
        }
    }

    /// <summary>What the sender is told when the time is up.</summary>
    public static string Message(RequestScope scope) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The operation took longer than {scope.Options.ExecutionTimeout.TotalSeconds:0.##} s; "
                + $"ask for less, or filter by fields that narrow the list."
        );
}
