namespace ClaimGraph;

/// <summary>
/// The bits of an id, and the only place that knows them. From the highest: a zero, so that every id is positive; 41 bits of milliseconds
/// since 2020; 6 of sequence; 11 of process; 5 of kind. Widths are taken from each other here, so a layout that does not fit into 63 bits
/// does not compile.
/// </summary>
internal static class IdLayout
{
    private const int KindBits = 5;
    private const int ProcessBits = 11;
    private const int SequenceBits = 6;
    private const int TimeBits = 63 - SequenceBits - ProcessBits - KindBits;

    /// <summary>Kinds have the numbers 1 to this; 0 is no kind, so that no id is 0.</summary>
    public const int GreatestKind = (1 << KindBits) - 1;

    /// <summary>The remainder of an id by this is the number of its kind.</summary>
    public const long KindModulus = 1L << KindBits;

    /// <summary>The greatest number that an id has room for beside its kind.</summary>
    public const long GreatestNumber = long.MaxValue >> KindBits;

    /// <summary>How many processes can be told apart.</summary>
    public const int Processes = 1 << ProcessBits;

    /// <summary>The first moment that an id can hold.</summary>
    public static readonly DateTimeOffset FirstTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last moment that an id can hold, in 2089.</summary>
    public static readonly DateTimeOffset LastTime = FirstTime.AddMilliseconds((1L << TimeBits) - 1);

    /// <summary>The id of a kind and a number, both in their ranges.</summary>
    public static long Value(NodeKind kind, long number) => (number << KindBits) | (byte)kind;

    public static NodeKind KindOf(long value) => (NodeKind)(value & (KindModulus - 1));

    public static long NumberOf(long value) => value >> KindBits;

    /// <summary>The first step of a moment. Each millisecond has as many steps as the sequence counts; the one after its last is the
    /// first of the next.</summary>
    public static long Step(DateTimeOffset time) => (time - FirstTime).Ticks / TimeSpan.TicksPerMillisecond << SequenceBits;

    /// <summary>The number of an id from its step and its process.</summary>
    public static long Number(long step, long process) => (step << ProcessBits) | process;
}
