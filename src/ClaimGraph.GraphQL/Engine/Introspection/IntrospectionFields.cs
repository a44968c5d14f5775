using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace ClaimGraph.GraphQL.Engine.Introspection;

/// <summary>
/// Lets this engine answer what is asked of the schema itself (GraphQL specification, section 4): gives the introspection types of
/// GraphQL.NET resolvers of the engine's own, and what they lack. Call it once, on a schema that is initialized.
/// </summary>
internal static class IntrospectionFields
{
    private const string IncludeDeprecated = "includeDeprecated";

    private static readonly SDLPrinter Printer = new();

    public static void Complete(ISchema schema)
    {
        schema.SchemaMetaFieldType.Resolver = new PartResolver<RequestScope>(_ => schema) { Weight = Weight.Value };
        schema.TypeMetaFieldType.Resolver = new ContextResolver<RequestScope>(
            (_, context) => context.Argument("name") is string name && !string.IsNullOrWhiteSpace(name) ? schema.AllTypes[name] : null
        )
        {
            Weight = Weight.Value,
        };
        OfSchema(new Fields<ISchema>(schema, "__Schema"));
        OfType(new Fields<IGraphType>(schema, "__Type"));
        OfField(new Fields<FieldType>(schema, "__Field"));
        OfInputValue(new Fields<IHaveDefaultValue>(schema, "__InputValue"));
        OfEnumValue(new Fields<EnumValueDefinition>(schema, "__EnumValue"));
        OfDirective(new Fields<Directive>(schema, "__Directive"));
    }

    private static void OfSchema(Fields<ISchema> of)
    {
        of.Leaf("description", s => s.Description);
        of.Part("types", s => s.AllTypes.ToArray());
        of.Part("queryType", s => s.Query);
        of.Part("mutationType", s => s.Mutation);
        of.Part("subscriptionType", s => s.Subscription);
        of.Part("directives", s => s.Directives.ToArray());
    }

    private static void OfType(Fields<IGraphType> of)
    {
        of.Leaf("kind", KindOf);
        of.Leaf("name", t => t.Name);
        of.Leaf("description", t => t.Description);
        of.Add("specifiedByURL", "String", "A page that describes the values of a scalar.");
        of.Leaf("specifiedByURL", t => (t as ISpecifiedScalar)?.SpecifiedBy);
        of.List("fields", t => t is IObjectGraphType or IInterfaceGraphType ? ((IComplexGraphType)t).Fields : null);
        of.Part("interfaces", t => (t as IImplementInterfaces)?.ResolvedInterfaces.ToArray());
        of.Part("possibleTypes", t => (t as IAbstractGraphType)?.PossibleTypes.ToArray());
        of.List("enumValues", t => (t as EnumerationGraphType)?.Values);
        of.List("inputFields", t => (t as IInputObjectGraphType)?.Fields);
        of.Part("ofType", t => t is NonNullGraphType required ? required.ResolvedType : (t as ListGraphType)?.ResolvedType);
        of.Leaf("isOneOf", t => (t as IInputObjectGraphType)?.IsOneOf);
    }

    private static void OfField(Fields<FieldType> of)
    {
        of.Leaf("name", f => f.Name);
        of.Leaf("description", f => f.Description);
        of.List("args", f => f.Arguments ?? (IEnumerable<IProvideDeprecationReason>)[]);
        of.Part("type", f => f.ResolvedType);
        OfDeprecation(of);
    }

    private static void OfInputValue(Fields<IHaveDefaultValue> of)
    {
        of.Leaf("name", v => v is QueryArgument argument ? argument.Name : ((FieldType)v).Name);
        of.Leaf("description", v => ((IProvideDescription)v).Description);
        of.Part("type", v => v.ResolvedType);
        of.Leaf("defaultValue", v => v.DefaultValue is { } value ? Print(v.ResolvedType!.ToAST(value)) : null);
        OfDeprecation(of);
    }

    private static void OfEnumValue(Fields<EnumValueDefinition> of)
    {
        of.Leaf("name", v => v.Name);
        of.Leaf("description", v => v.Description);
        OfDeprecation(of);
    }

    private static void OfDirective(Fields<Directive> of)
    {
        of.Leaf("name", d => d.Name);
        of.Leaf("description", d => d.Description);
        of.Leaf("isRepeatable", d => d.Repeatable);
        of.Leaf("locations", d => (IReadOnlyList<string>)[.. d.Locations.Select(l => Values.EnumName.Of(l).Value)]);
        of.AddIncludeDeprecated("args");
        of.List("args", d => d.Arguments ?? (IEnumerable<IProvideDeprecationReason>)[]);
        of.Leaf("onOperation", d => d.Locations.Exists(l => l <= DirectiveLocation.Subscription));
        of.Leaf(
            "onFragment",
            d =>
                d.Locations.Exists(l =>
                    l is DirectiveLocation.FragmentSpread or DirectiveLocation.InlineFragment or DirectiveLocation.FragmentDefinition
                )
        );
        of.Leaf("onField", d => d.Locations.Contains(DirectiveLocation.Field));
    }

    private static void OfDeprecation<TSource>(Fields<TSource> of)
        where TSource : class
    {
        of.Leaf("isDeprecated", v => !string.IsNullOrWhiteSpace(((IProvideDeprecationReason)v).DeprecationReason));
        of.Leaf("deprecationReason", v => ((IProvideDeprecationReason)v).DeprecationReason);
    }

    private static string KindOf(IGraphType type) =>
        type switch
        {
            NonNullGraphType => "NON_NULL",
            ListGraphType => "LIST",
            EnumerationGraphType => "ENUM",
            ScalarGraphType => "SCALAR",
            IObjectGraphType => "OBJECT",
            IInterfaceGraphType => "INTERFACE",
            UnionGraphType => "UNION",
            _ => "INPUT_OBJECT",
        };

    private static string Print(GraphQLValue value) => Printer.Print(value);

    /// <summary>The fields of one introspection type.</summary>
    private sealed class Fields<TSource>(ISchema schema, string type)
        where TSource : class
    {
        private readonly IComplexGraphType _type = (IComplexGraphType)schema.AllTypes[type]!;

        public void Add(string name, string scalar, string description) =>
            _type.AddField(
                new FieldType
                {
                    Name = name,
                    ResolvedType = schema.AllTypes[scalar],
                    Description = description,
                }
            );

        public void AddIncludeDeprecated(string name) =>
            _type.Fields.Find(name)!.Arguments = new QueryArguments(
                new QueryArgument(schema.AllTypes["Boolean"]!) { Name = IncludeDeprecated, DefaultValue = false }
            );

        public void Leaf<TValue>(string name, Func<TSource, TValue> read) =>
            Set(name, new LeafResolver<TSource, TValue>(read) { Weight = Weight.Value });

        public void Part(string name, Func<TSource, object?> read) => Set(name, new PartResolver<TSource>(read) { Weight = Weight.Value });

        /// <summary>A list without what is deprecated, unless that is asked for.</summary>
        public void List(string name, Func<TSource, IEnumerable<IProvideDeprecationReason>?> read) =>
            Set(
                name,
                new ContextResolver<TSource>(
                    (source, context) =>
                    {
                        var all = context.Argument(IncludeDeprecated) is true;
                        return read(source)?.Where(v => all || string.IsNullOrWhiteSpace(v.DeprecationReason)).ToArray();
                    }
                )
                {
                    Weight = Weight.Value,
                }
            );

        private void Set(string name, Resolver resolver) => _type.Fields.Find(name)!.Resolver = resolver;
    }
}

/// <summary>A scalar with a page that describes its values.</summary>
internal interface ISpecifiedScalar
{
    string SpecifiedBy { get; }
}
