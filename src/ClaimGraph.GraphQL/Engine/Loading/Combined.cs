namespace ClaimGraph.GraphQL.Engine.Loading;

/// <summary>What follows from two values, each of which may be a pending one.</summary>
internal sealed class Combined(object? one, object? other, Func<object?, object?, object?> combine) : Deferred
{
    public override object? Result => combine(Value(one), Value(other));

    private static object? Value(object? value) => value is Deferred pending ? pending.Result : value;
}
