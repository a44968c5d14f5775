namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>How the fields of nouns and parts are entered: what they are called in inputs, and how their values are read.</summary>
internal static class FieldInputs
{
    /// <param name="defaults">A content or a part in which nothing was entered.</param>
    public static InputField Of(Field field, object defaults, InputWords words) =>
        new(words.NameOf(field), words.TypeOf(field) + (MustBeGiven(field, defaults) ? "!" : ""), InputDescription.Of(field, defaults));

    public static IEnumerable<InputField> Of(Part part, InputWords words)
    {
        var defaults = part.New();
        return part.Fields.Select(f => Of(f, defaults, words));
    }

    /// <summary>Sets a field to what was given. What was not given stays; null gives the default.</summary>
    /// <param name="owner">The content or the part to fill.</param>
    public static void Read(Input input, Field field, object owner, object defaults)
    {
        var name = input.Words.NameOf(field);
        if (!input.Has(name))
            return;
        switch (field)
        {
            case Field<string?> text:
                text.Set(owner, input.Text(name) ?? text.Get(defaults));
                break;
            case Field<bool> flag:
                flag.Set(owner, input.Value<bool>(name) ?? flag.Get(defaults));
                break;
            case Field<int?> number:
                number.Set(owner, input.Value<int>(name));
                break;
            case Field<double?> number:
                number.Set(owner, input.Value<double>(name));
                break;
            case Field<PartialDate?> date:
                date.Set(owner, input.Value<PartialDate>(name));
                break;
            case Field<DateTimeOffset?> time:
                time.Set(owner, input.Value<DateTimeOffset>(name));
                break;
            case Field<NodeId> id:
                id.Set(owner, input.Id(name, field.Targets) ?? default);
                break;
            case Field<NodeId?> id:
                id.Set(owner, input.Id(name, field.Targets));
                break;
            case Field<IReadOnlyList<string>> texts:
                texts.Set(owner, input.Texts(name));
                break;
            case Field<IReadOnlyList<NodeId>> ids:
                ids.Set(owner, input.Ids(name, field.Targets));
                break;
            case EnumField value:
                value.SetNumber(owner, NumberOf(input[name]) ?? value.GetNumber(defaults));
                break;
            case PartField part:
                part.Set(owner, input.Inner(name, inner => Read(inner, field.Part!)));
                break;
            case PartListField parts:
                parts.Set(owner, input.Inners(name, inner => Read(inner, field.Part!)));
                break;
            default:
                throw new ArgumentException($"The API cannot read {field}, a {field.GetType()}.", nameof(field));
        }
    }

    /// <summary>A part, which is always given whole.</summary>
    public static ContentPart Read(Input input, Part part)
    {
        var (read, defaults) = (part.New(), part.New());
        foreach (var field in part.Fields)
            Read(input, field, read, defaults);
        return read;
    }

    private static ushort? NumberOf(object? value) => value is null ? null : Convert.ToUInt16(value, null);

    // A record that must be named and a text that must be written have no default.
    private static bool MustBeGiven(Field field, object defaults) =>
        field.IsRequired
        || field switch
        {
            Field<NodeId> => true,
            Field<string?> text => !text.IsNullable && string.IsNullOrEmpty(text.Get(defaults)),
            _ => false,
        };
}
