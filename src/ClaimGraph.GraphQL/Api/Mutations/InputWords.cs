using ClaimGraph.GraphQL.Api.Nouns;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What the fields of records are called where they are entered.</summary>
internal sealed class InputWords
{
    /// <summary>In inputs of single records, references say that they are ids: <c>publisherId</c>, <c>aboutIds</c>.</summary>
    public static readonly InputWords OfMutations = new(isFormat: false);

    /// <summary>In a commit of many, fields have the names of the import format: <c>publisher</c>, <c>about</c>.</summary>
    public static readonly InputWords OfRecords = new(isFormat: true);

    private readonly bool _isFormat;

    private InputWords(bool isFormat) => _isFormat = isFormat;

    /// <summary>True where a text that is neither an id nor a name counts as a key, as in the import format.</summary>
    public bool TakesKeys => _isFormat;

    public string NameOf(Field field) =>
        field.Type switch
        {
            DataType.Reference when !_isFormat => field.Name + "Id",
            DataType.ReferenceList when !_isFormat => (field.Name.EndsWith('s') ? field.Name[..^1] : field.Name) + "Ids",
            _ => field.Name,
        };

    /// <summary>The input object of a part. Only those that name records differ.</summary>
    public string TypeOf(Part part) => part.TypeName + (IsOwn(part) ? "Record" : "Input");

    /// <summary>True for a part whose input object is not that of <see cref="OfMutations"/>.</summary>
    public bool IsOwn(Part part) => _isFormat && part.Fields.Any(f => f.Targets.Count > 0);

    /// <summary>The type of a value as it is entered, where it can be left out: <c>[ID!]</c>.</summary>
    public string TypeOf(Field field) => TypeNames.Entered(field, TypeOf);
}
