namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>What a subscription follows: the source stream of the GraphQL specification (section 6.2.3.1).</summary>
internal interface ISourceStream
{
    /// <summary>The events that concern the subscriber, in order, without end.</summary>
    /// <param name="after">The position after which to begin, whatever the arguments of the field say; null when they decide.</param>
    IAsyncEnumerable<ISourceEvent> FollowAsync(long? after, CancellationToken cancellation);
}

/// <summary>One event of a source stream.</summary>
internal interface ISourceEvent
{
    /// <summary>Its place in the stream, from which a client can go on later.</summary>
    long Position { get; }

    /// <summary>What the subscriber gets to see of it: the value of the root field; null where there is nothing to see, and the event only
    /// tells how far the stream was followed.</summary>
    object? Value { get; }

    /// <summary>The response to an operation that several subscribers have in common; made by the first of them.</summary>
    /// <param name="key">Equal where the responses are.</param>
    ValueTask<ReadOnlyMemory<byte>> RespondAsync(object key, Func<Task<ReadOnlyMemory<byte>>> make);
}
