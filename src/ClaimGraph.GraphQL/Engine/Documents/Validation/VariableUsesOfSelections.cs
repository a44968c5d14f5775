using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>The variables and fragments that an operation or a fragment names itself, in the order in which they are written.</summary>
internal sealed class VariableUsesOfSelections(ISchema schema, WorkBudget budget)
{
    public List<VariableUse> Uses { get; } = [];
    public List<string> Spreads { get; } = [];

    public VariableUsesOfSelections Add(IGraphType type, GraphQLExecutableDefinition definition)
    {
        AddDirectives(definition);
        Add(type, definition.SelectionSet);
        return this;
    }

    private void Add(IGraphType parent, GraphQLSelectionSet set)
    {
        foreach (var selection in set.Selections)
        {
            budget.Spend();
            AddDirectives((IHasDirectivesNode)selection);
            switch (selection)
            {
                case GraphQLField field:
                    var definition = schema.FieldOf(parent, field.Name.StringValue);
                    AddArguments(field.Arguments, definition.Arguments);
                    if (field.SelectionSet is { } below)
                        Add(definition.ResolvedType!.GetNamedType(), below);
                    break;
                case GraphQLInlineFragment inline:
                    Add(inline.TypeCondition is { } on ? schema.AllTypes[on.Type.Name.Value]! : parent, inline.SelectionSet);
                    break;
                case GraphQLFragmentSpread spread:
                    Spreads.Add(spread.FragmentName.Name.StringValue);
                    break;
            }
        }
    }

    private void AddDirectives(IHasDirectivesNode node)
    {
        foreach (var directive in node.Directives?.Items ?? [])
            AddArguments(directive.Arguments, schema.Directives.Find(directive.Name.Value)!.Arguments);
    }

    private void AddArguments(GraphQLArguments? given, QueryArguments? defined)
    {
        foreach (var argument in given?.Items ?? [])
        {
            var definition = defined!.Find(argument.Name.Value)!;
            Add(argument.Value, definition.ResolvedType!, definition.DefaultValue is not null, definition.Description);
        }
    }

    private void Add(GraphQLValue value, IGraphType type, bool hasDefault, string? description)
    {
        budget.Spend();
        var nullable = type is NonNullGraphType required ? required.ResolvedType! : type;
        switch (value)
        {
            case GraphQLVariable variable:
                Uses.Add(new VariableUse(variable, type, hasDefault, description));
                break;
            case GraphQLListValue list when nullable is ListGraphType of:
                foreach (var entry in list.Values ?? [])
                    Add(entry, of.ResolvedType!, hasDefault: false, description);
                break;
            case GraphQLObjectValue when nullable is ListGraphType of: // a list of one, written without brackets
                Add(value, of.ResolvedType!, hasDefault: false, description);
                break;
            case GraphQLObjectValue fields when nullable is IInputObjectGraphType of:
                foreach (var field in fields.Fields ?? [])
                    Add(field.Value, of.Fields.Find(field.Name.Value)!);
                break;
        }
    }

    private void Add(GraphQLValue value, FieldType field) =>
        Add(value, field.ResolvedType!, field.DefaultValue is not null, field.Description);
}
