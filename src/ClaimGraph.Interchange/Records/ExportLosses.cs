using System.Collections;
using System.Globalization;
using System.Numerics;
using ClaimGraph.Import;
using ClaimGraph.Queries;

namespace ClaimGraph.Interchange.Records;

/// <summary>Counts what an export leaves out as its format has no place for it, by what it is. Memory holds a fixed part of the ids of the
/// records that were written.</summary>
internal sealed class ExportLosses : IDisposable
{
    private readonly OrderedDictionary<string, long> _counts = [];
    private readonly Dictionary<NodeKind, long> _passed = [];
    private readonly Dictionary<NodeKind, Content> _empty = [];
    private readonly NumberSet _written = new();

    /// <summary>What, and how often.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The counts in words; null if nothing was left out.</summary>
    public string? InWords() =>
        _counts.Count == 0
            ? null
            : "Left out: "
                + string.Join("; ", _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} × {c.Key}")))
                + ".";

    public void Add(string what, long count = 1)
    {
        if (count > 0)
            _counts[what] = _counts.GetValueOrDefault(what) + count;
    }

    /// <summary>A record is written. What it has besides some fields is left out, and counted once, however often the record is
    /// written.</summary>
    public void Written(Node node, params IEnumerable<Field> fields)
    {
        // An odd multiplier keeps ids apart and spreads them.
        if (!_written.Add(BitOperations.RotateLeft((ulong)node.Id.Value * 0x9E3779B97F4A7C15, 32)))
            return;
        Pass(node.Kind);
        foreach (var field in Noun.Of(node.Kind).Entered.Except(fields))
            if (HasValue(node, field))
                Add($"{field.Name} of {Noun.Of(node.Kind).Plural}");
    }

    /// <summary>A record is not written.</summary>
    public void LeftOut(Node node, string what)
    {
        Pass(node.Kind);
        Add(what);
    }

    /// <summary>If all is exported: counts the active records that were neither written nor left out for a reason.</summary>
    public async Task CompleteAsync(Selection selection, CancellationToken cancellation)
    {
        if (selection.IsWhole)
            foreach (var kind in ImportFormat.Order)
            {
                var active = await selection.Store.CountAsync(kind, Filter.ForList(kind, null), cancellation);
                Add(Noun.Of(kind).Plural, active - _passed.GetValueOrDefault(kind));
            }
    }

    public void Dispose() => _written.Dispose();

    private void Pass(NodeKind kind) => _passed[kind] = _passed.GetValueOrDefault(kind) + 1;

    private bool HasValue(Node node, Field field)
    {
        if (!_empty.TryGetValue(node.Kind, out var empty))
            _empty[node.Kind] = empty = Noun.Of(node.Kind).NewContent();
        return field.ValueOf(node.Data) is { } value and not "" and not ICollection { Count: 0 } && !value.Equals(field.ValueOf(empty));
    }
}
