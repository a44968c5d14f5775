using System.Linq.Expressions;

namespace ClaimGraph;

/// <summary>The <see cref="Placement"/> of the quote that a node has, among what is derived of the node. All is null while there is no
/// quote.</summary>
public interface IPlaced
{
    AnchorStatus? AnchorStatus { get; init; }

    /// <inheritdoc cref="Placement.Score"/>
    double? AnchorScore { get; init; }

    /// <inheritdoc cref="Placement.Start"/>
    int? PlacedStart { get; init; }

    /// <inheritdoc cref="Placement.End"/>
    int? PlacedEnd { get; init; }

    /// <inheritdoc cref="Placement.Prefix"/>
    string? PlacedPrefix { get; init; }

    /// <inheritdoc cref="Placement.Suffix"/>
    string? PlacedSuffix { get; init; }
}

/// <summary>The fields of <see cref="IPlaced"/> on a noun whose nodes quote.</summary>
public sealed class PlacementFields
{
    private readonly EnumField _status;
    private readonly Field<double?> _score;
    private readonly Field<int?> _start;
    private readonly Field<int?> _end;
    private readonly Field<string?> _prefix;
    private readonly Field<string?> _suffix;

    /// <param name="declare">Declares a field of the noun.</param>
    internal PlacementFields(Func<Field, Field> declare)
    {
        _status = EnumFields.Make<IPlaced, AnchorStatus>(
            p => p.AnchorStatus,
            "Whether the quoted words stand in the newest snapshot of the source; null without a quote."
        );
        _score = Of(p => p.AnchorScore, DataType.Number, "How well the passage found fits the quote, from 0 to 1; null if there is none.");
        (_start, _end) = (Of(p => p.PlacedStart, DataType.Integer), Of(p => p.PlacedEnd, DataType.Integer));
        (_prefix, _suffix) = (Of(p => p.PlacedPrefix, DataType.Text), Of(p => p.PlacedSuffix, DataType.Text));
        All = [.. new Field[] { _status.Shown().Filtered(), _score.Shown().Filtered(), _start, _end, _prefix, _suffix }.Select(declare)];

        static PropertyField<IPlaced, T> Of<T>(Expression<Func<IPlaced, T>> of, DataType type, string? description = null) =>
            new(of, type, description);
    }

    public Field Status => _status;
    public Field Score => _score;
    public IReadOnlyList<Field> All { get; }

    /// <summary>Where the quote stands; null while there is no quote.</summary>
    public static Placement? Of(IPlaced derived) =>
        derived.AnchorStatus is { } status
            ? new Placement(status, derived.AnchorScore, derived.PlacedStart, derived.PlacedEnd, derived.PlacedPrefix, derived.PlacedSuffix)
            : null;

    /// <summary>Writes a placement into derived values that nobody else has seen yet.</summary>
    internal void Set(IPlaced derived, Placement? placement)
    {
        _status.SetNumber(derived, (byte?)placement?.Status);
        _score.Set(derived, placement?.Score);
        _start.Set(derived, placement?.Start);
        _end.Set(derived, placement?.End);
        _prefix.Set(derived, placement?.Prefix);
        _suffix.Set(derived, placement?.Suffix);
    }
}
