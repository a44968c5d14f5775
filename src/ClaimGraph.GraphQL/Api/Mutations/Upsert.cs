using ClaimGraph.Changes;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// The entry of a record that may be there already: the fields that are given replace what it has, those that are left out stay.
/// </summary>
/// <param name="Noun">What the record is, and what its fields are called.</param>
/// <param name="Input">Where it stands.</param>
internal sealed record Upsert(NounInput Noun, Input Input)
{
    private NodeKind Kind => Noun.Noun.Kind;

    public string? Key => Input.Text("key");

    /// <summary>The names to look up before <see cref="OperationOf"/>: its own, and those of other records.</summary>
    public IEnumerable<string> Names =>
        (Key is { } key ? [NameOf(key)] : Array.Empty<string>()).Concat(
            Input.Words.TakesKeys ? Input.ReferencesIn(Noun.Noun.Entered).Select(Input.NameOfKey) : []
        );

    /// <summary>What carries it out. A record of another key that has the same address or wording is found by the commit.</summary>
    /// <param name="id">The id of the record if it is new.</param>
    public Operation OperationOf(Mutation mutation, NodeId id) =>
        KnownAs(mutation) is { } known ? new Amend(known, Change) : new Create(id, Noun.Read(Input)) { Key = Key, Amend = Change };

    /// <summary>The record that the id or the key of the input belongs to; null if there is none.</summary>
    public NodeId? KnownAs(Mutation mutation) =>
        Input.Id("id", [Kind]) ?? (Key is { } key ? mutation.Scope.References.FindStored(NameOf(key), Kind) : null);

    /// <summary>What others can name it by: its key first, then its address or identifiers.</summary>
    public IEnumerable<NaturalKey> IdentifyingKeys()
    {
        if (Key is { } key)
            yield return NaturalKey.OfCaller(Kind, key);
        var (noun, content) = (Noun.Noun, Noun.Noun.NewContent());
        foreach (var field in noun.Entered.Where(f => f.IsNaturalKey || f.Format == TextFormat.Iri))
            FieldInputs.Read(Input, field, content, noun.NewContent());
        foreach (var own in content.Canonical().NaturalKeys())
            yield return own;
    }

    private Content Change(Content before) => Noun.Read(Input, before);

    private string NameOf(string key) => $"{Noun.Noun.Word}:{key}";
}
