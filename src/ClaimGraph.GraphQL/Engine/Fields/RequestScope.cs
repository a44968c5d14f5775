using System.Globalization;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Telemetry;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// What the resolvers of one request share, and the source of the root fields. What they resolve from is added by the schema's own scope.
/// </summary>
internal abstract class RequestScope(
    GraphQLOptions options,
    Principal principal,
    Quota? quota,
    TimeProvider clock,
    Action<Exception> report,
    CancellationToken cancellation
)
{
    private CancellationToken? _deadline;
    private long _held;
    private long _sent;

    public GraphQLOptions Options { get; } = options;
    public Principal Principal { get; } = principal;

    /// <summary>What the sender may still ask; null when nobody counts.</summary>
    public Quota? Quota { get; } = quota;

    /// <summary>Where resolvers enlist what they need.</summary>
    public abstract ILoaders Loaders { get; }

    /// <summary>Set when nobody waits for the answer any more, or when it takes too long.</summary>
    public CancellationToken Cancellation => Outer?.Cancellation ?? _deadline ?? cancellation;

    /// <summary>True when the time is up and the sender still waits.</summary>
    public bool IsOverdue => Outer?.IsOverdue ?? _deadline?.IsCancellationRequested == true && !cancellation.IsCancellationRequested;

    /// <summary>The scope of the request, where this one is for some of its fields.</summary>
    protected RequestScope? Outer { get; init; }

    /// <summary>The operation as operators see it; null when nobody watches.</summary>
    public ObservedOperation? Observed { get; set; }

    /// <summary>The clock that measures the operation and its deadline.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Takes faults of the program, for the log.</summary>
    public Action<Exception> Report { get; } = report;

    /// <summary>True once a mutation of the request is committed: from then on a failure must not hide it.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>True if the fields of the mutation are carried out together (<see cref="Atomic"/>).</summary>
    public bool IsAtomic { get; set; }

    /// <summary>What happened, where the request is a subscription's answer to it.</summary>
    public object? Event { get; protected init; }

    /// <summary>Counts what is kept in memory for the response, in bytes or characters.</summary>
    /// <exception cref="RequestException">It is more than a response may have.</exception>
    public void Hold(long length)
    {
        if (Outer is { } outer)
            outer.Hold(length);
        else if ((_held += length) > Options.MaxResponseBytes)
            throw ResponseTooLarge();
    }

    /// <summary>Counts what will at least be sent, in bytes or characters: a text that is kept once can stand in the response many
    /// times.</summary>
    /// <exception cref="RequestException">It is more than a response may have.</exception>
    public void WillSend(long length)
    {
        if (Outer is { } outer)
            outer.WillSend(length);
        else if ((_sent += length) > Options.MaxResponseBytes)
            throw ResponseTooLarge();
    }

    /// <summary>The refusal of a response that has too many bytes. What it would have had is charged.</summary>
    public RequestException ResponseTooLarge()
    {
        Quota?.TakeForBytes(Options.MaxResponseBytes);
        return new(
            ErrorCode.ResponseTooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The response would have more than {Options.MaxResponseBytes:N0} bytes; "
                    + $"ask for smaller pages (first, last), or for long texts one by one."
            ) + (HasCommitted ? " What the mutation wrote is committed." : "")
        );
    }

    /// <summary>Says that a mutation is committed.</summary>
    public virtual void Committed() => HasCommitted = true;

    /// <summary>A scope of its own for one event of a subscription, with nothing loaded yet. Others may wait for the response too, so
    /// nobody cancels it.</summary>
    public abstract RequestScope For(object happened);

    /// <summary>The scope of a field with these arguments and of all below it.</summary>
    /// <exception cref="RequestException">An argument cannot be used.</exception>
    public virtual RequestScope Within(FieldArguments arguments) => this;

    /// <summary>Looks up what texts in arguments stand for, before they are used.</summary>
    /// <exception cref="RequestException">They are too many.</exception>
    public virtual ValueTask LearnAsync(IEnumerable<string> names) => default;

    /// <summary>Starts the time in which the operation must be done; it ends when it is disposed of.</summary>
    public IDisposable StartDeadline()
    {
        var deadline = new Deadline(Options.ExecutionTimeout, Clock, cancellation);
        _deadline = deadline.Token;
        return new Ending(this, deadline);
    }

    private sealed class Ending(RequestScope scope, Deadline deadline) : IDisposable
    {
        public void Dispose()
        {
            deadline.Dispose();
            scope._deadline = null;
        }
    }
}
