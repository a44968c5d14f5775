namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>How the records of a noun are entered, as its description says.</summary>
internal sealed class NounInput
{
    public NounInput(Noun noun, InputWords words)
    {
        var defaults = noun.NewContent();
        Noun = noun;
        Fields = [.. noun.Entered.Select(f => FieldInputs.Of(f, defaults, words))];
        Changeable = [.. noun.Entered.Where(f => !f.IsFixed).Select(f => FieldInputs.Of(f, defaults, words).Optional)];
    }

    public Noun Noun { get; }

    /// <summary>What can be given when a record is created.</summary>
    public IReadOnlyList<InputField> Fields { get; }

    /// <summary>What can be given when it is updated: anything but what is fixed.</summary>
    public IReadOnlyList<InputField> Changeable { get; }

    /// <summary>The content of a new record.</summary>
    public Content Read(Input input) => Read(input, Noun.NewContent());

    /// <summary>
    /// The content of a record that is changed: fields that are given replace those of <paramref name="before"/>, null clears.
    /// </summary>
    public Content Read(Input input, Content before)
    {
        var (content, defaults) = (before with { }, Noun.NewContent());
        foreach (var field in Noun.Entered)
            FieldInputs.Read(input, field, content, defaults);
        return content;
    }
}
