namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// What a selected field counts in the cost of an operation. One point is one value of the answer; what the store has to do counts as
/// many points as it takes about as long as writing values. It stands beside the resolver, in the definition of the field.
/// </summary>
internal sealed record Weight
{
    /// <summary>A value that is at hand.</summary>
    public static readonly Weight Value = new();

    /// <summary>One record that may have to be read.</summary>
    public static readonly Weight Record = new() { Own = 5 };

    /// <summary>A page of a list: <see cref="Pages(Func{FieldContext, int})"/>.</summary>
    public const int Page = 10;

    /// <summary>A number that is counted.</summary>
    public static readonly Weight Count = new() { Own = 20 };

    /// <summary>A passage that is looked for in long texts.</summary>
    public static readonly Weight Passage = new() { Own = 20 };

    /// <summary>Records of many are looked at to count or rank them.</summary>
    public const int Statistics = 100;

    /// <summary>A commit: checked, derived values computed, made durable.</summary>
    public static readonly Weight Commit = new() { Own = 200 };

    /// <summary>The entries of a list that is part of a record: how many there are is not known before, and few records have
    /// more.</summary>
    private const int Assumed = 10;

    /// <summary>What the field itself counts.</summary>
    public int Own { get; private init; } = 1;

    /// <summary>What the field itself counts where that depends on its arguments, in place of <see cref="Own"/>.</summary>
    public Func<FieldContext, int>? OwnBy { get; init; }

    /// <summary>How many entries it has where its arguments do not say.</summary>
    public int Entries { get; private init; } = 1;

    /// <summary>How many entries its arguments ask for.</summary>
    public Func<FieldContext, int>? Size { get; private init; }

    /// <summary>What each entry counts besides what is selected of it.</summary>
    public int Each { get; private init; }

    /// <summary>True when the entries are not its own but those of the fields below that are <see cref="IsPage"/>.</summary>
    public bool IsConnection { get; private init; }

    /// <summary>True when it has as many entries as the connection that it is a field of.</summary>
    public bool IsPage { get; private init; }

    /// <summary>A connection; its size is that of the page that is asked for.</summary>
    public static Weight Pages(Func<FieldContext, int> size) =>
        new()
        {
            Own = Page,
            Size = size,
            IsConnection = true,
        };

    /// <summary>A connection that is found by work that depends on the arguments.</summary>
    public static Weight Pages(Func<FieldContext, int> size, Func<FieldContext, int> own) => Pages(size) with { OwnBy = own };

    /// <summary>The entries of a connection's page.</summary>
    public static readonly Weight OfPage = new()
    {
        Own = 0,
        Each = Record.Own,
        IsPage = true,
    };

    /// <summary>A list of records of a size that is asked for.</summary>
    public static Weight List(Func<FieldContext, int> size, int own = Page) =>
        new()
        {
            Own = own,
            Size = size,
            Each = Record.Own,
        };

    /// <summary>A list of records that has so many entries as a rule.</summary>
    public static Weight List(int entries, int own) =>
        new()
        {
            Own = own,
            Entries = entries,
            Each = Record.Own,
        };

    /// <summary>A list of a size that is not known before.</summary>
    public static readonly Weight SomeRecords = new() { Entries = Assumed, Each = Record.Own };

    /// <summary>A list of things that are at hand, of a size that is not known before.</summary>
    public static readonly Weight SomeValues = new() { Entries = Assumed };
}
