namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>The end of the time that an operation may take, or of the interest in its answer, whichever comes first.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _abandoned;

    /// <param name="time">How long the operation may take.</param>
    /// <param name="abandoned">Set when nobody waits for the answer any more.</param>
    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken abandoned)
    {
        _end = new CancellationTokenSource(time, clock);
        _abandoned = abandoned.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    public CancellationToken Token => _end.Token;

    public void Dispose()
    {
        _abandoned.Dispose();
        _end.Dispose();
    }
}
