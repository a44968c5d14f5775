using System.Linq.Expressions;

namespace ClaimGraph;

/// <summary>Counts and weights of the active evidence on a target, a statement or other evidence. Evidence on a withdrawn basis counts in
/// <see cref="RetractedBasisCount"/> alone.</summary>
public record ArguedFor
{
    public int SupportCount { get; init; }
    public int RebutCount { get; init; }
    public int ContextCount { get; init; }

    /// <summary>How many of the supporting rest on a statement, not on a source.</summary>
    public int StatementSupportCount { get; init; }

    /// <summary>How many of the rebutting rest on a statement, not on a source.</summary>
    public int StatementRebutCount { get; init; }

    /// <summary>How many of those that give context rest on a statement, not on a source.</summary>
    public int StatementContextCount { get; init; }

    /// <summary>How much active evidence rests on a retracted source or statement, or on a source that derives from a retracted
    /// one.</summary>
    public int RetractedBasisCount { get; init; }

    /// <summary>Sum of the weights of the supporting evidence (see <see cref="EvidenceStrength.Weight"/>), the strongest of each
    /// origin.</summary>
    public long SupportWeight { get; init; }

    /// <summary>Sum of the weights of the rebutting evidence, the strongest of each origin.</summary>
    public long RebutWeight { get; init; }

    /// <summary>How much of the evidence has a strength that did not come to rest.</summary>
    public int UnsettledCount { get; init; }

    /// <summary>What argues about a statement or evidence.</summary>
    internal static ArguedFor Of(Node target) =>
        target switch
        {
            Statement s => s.Derived,
            Evidence e => e.Derived,
            _ => throw new ArgumentException($"{target.Kind} is not argued about.", nameof(target)),
        };
}

/// <summary>The fields of <see cref="ArguedFor"/> on a noun that evidence argues about.</summary>
public sealed class ArgumentFields
{
    /// <param name="declare">Declares a field of the noun.</param>
    /// <param name="filtered">Lists can be filtered by the counts.</param>
    internal ArgumentFields(Func<Field, Field> declare, bool filtered = false)
    {
        SupportCount = Count(
            a => a.SupportCount,
            "The number of active pieces of evidence that support it, those on a retracted basis left out."
        );
        RebutCount = Count(
            a => a.RebutCount,
            "The number of active pieces of evidence that rebut it, those on a retracted basis left out."
        );
        ContextCount = Count(
            a => a.ContextCount,
            "The number of active pieces of evidence that give context, those on a retracted basis left out."
        );
        All =
        [
            SupportCount,
            RebutCount,
            ContextCount,
            Of(a => a.StatementSupportCount),
            Of(a => a.StatementRebutCount),
            Of(a => a.StatementContextCount),
            Of(a => a.RetractedBasisCount),
            Of(a => a.SupportWeight),
            Of(a => a.RebutWeight),
            Of(a => a.UnsettledCount),
        ];

        Field Count(Expression<Func<ArguedFor, int>> of, string description)
        {
            var field = new PropertyField<ArguedFor, int>(of, DataType.Integer, description);
            return declare(filtered ? field.Filtered() : field);
        }

        Field Of<T>(Expression<Func<ArguedFor, T>> of) => declare(new PropertyField<ArguedFor, T>(of, DataType.Integer, null));
    }

    public Field SupportCount { get; }
    public Field RebutCount { get; }
    public Field ContextCount { get; }
    public IReadOnlyList<Field> All { get; }
}
