using System.Buffers;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Introspection;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.Server.Tests.GraphQL.Reference;

/// <summary>
/// A schema whose data follow from documents and variables alone, so that any implementation of GraphQL can be asked for them: fields give
/// back their arguments as JSON, and objects have the same fields again.
/// </summary>
internal sealed class EchoSchema : Schema
{
    private const int MostThings = 3;

    public EchoSchema()
    {
        var query = new ObjectGraphType<RequestScope> { Name = "Query" };
        var (thing, other) = (new ObjectGraphType<Thing> { Name = "Thing" }, new ObjectGraphType<Other> { Name = "Other" });
        var any = new InterfaceGraphType { Name = "Any" };
        any.AddField(new FieldType { Name = "name", ResolvedType = Sdl.Type("String!") });
        var either = new UnionGraphType { Name = "Either" };
        AddFields(query);
        AddFields(thing);
        AddFields(other);
        foreach (var type in new IObjectGraphType[] { thing, other })
        {
            type.AddResolvedInterface(any);
            any.AddPossibleType(type);
            either.AddPossibleType(type);
        }
        var colour = new EnumerationGraphType { Name = "Colour" };
        foreach (var name in (string[])["RED", "GREEN", "BLUE"])
            colour.Add(name, name);
        foreach (
            var type in (IGraphType[])[new IdScalar(), new StringGraphType(), new IntScalar(), new FloatScalar(), new BooleanGraphType()]
        )
            this.RegisterType(type);
        foreach (var type in (IGraphType[])[thing, other, any, either, colour, Point()])
            this.RegisterType(type);
        Query = query;
        (Features.RepeatableDirectives, Features.DeprecationOfInputValues) = (true, true);
        Initialize();
        IntrospectionFields.Complete(this);
    }

    private static InputObjectGraphType Point()
    {
        var point = new InputObjectGraphType { Name = "Point" };
        point.Input("x", "Int!", "Across.");
        point.Input("y", "Float", "Up.", 1.5);
        point.Input("name", "String", "What it is called.");
        point.Input("tags", "[String!]", "More names.");
        point.Input("colours", "[Colour]", "How it looks.");
        point.Input("inner", "Point", "A point in it.");
        point.Input("points", "[Point!]", "Points in it.");
        point.Input("shown", "Boolean!", "Whether it is seen.", true);
        point.Input("ids", "[[ID!]]", "Where it is used.");
        return point;
    }

    private static void AddFields<TSource>(ObjectGraphType<TSource> type)
        where TSource : class
    {
        Echo(
            type,
            "echo",
            ("int", "Int", null),
            ("float", "Float", null),
            ("string", "String", null),
            ("boolean", "Boolean", null),
            ("id", "ID", null),
            ("colour", "Colour", null),
            ("point", "Point", null),
            ("ints", "[Int]", null),
            ("strings", "[String!]", null),
            ("matrix", "[[Int!]]", null),
            ("points", "[Point!]", null),
            ("colours", "[Colour!]", null),
            ("seven", "Int", 7),
            ("always", "Boolean!", true),
            ("word", "String!", "word")
        );
        Echo(type, "need", ("int", "Int!", null), ("ids", "[ID!]!", null), ("point", "Point!", null));
        type.Resolve("name", "String!", "The name of its type.", (_, _) => type.Name);
        type.Resolve("self", "Thing", "A thing.", (_, _) => new Thing());
        type.Resolve("thing", "Thing!", "A thing.", (_, _) => new Thing());
        type.Resolve("things", "[Thing!]!", "Some things.", (_, context) => Things(context), Sdl.Argument("n", "Int", "How many.", 2));
        type.Resolve(
            "any",
            "Any",
            "A red thing or a green other one.",
            (_, context) => Any(context),
            Sdl.Argument("colour", "Colour", "Which.")
        );
        type.Resolve(
            "either",
            "Either!",
            "A thing or another one.",
            (_, context) => context.Argument("other") is true ? new Other() : new Thing(),
            Sdl.Argument("other", "Boolean!", "Which.")
        );
    }

    private static void Echo<TSource>(
        ObjectGraphType<TSource> type,
        string name,
        params (string Name, string Type, object? Default)[] arguments
    )
        where TSource : class =>
        type.Resolve(
            name,
            "String!",
            "The arguments as JSON.",
            (_, context) => Json(context, [.. arguments.Select(a => a.Name)]),
            [.. arguments.Select(a => Sdl.Argument(a.Name, a.Type, "Given back.", a.Default))]
        );

    private static string Json(FieldContext context, string[] arguments)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var argument in arguments)
            {
                json.WritePropertyName(argument);
                Leaf.WriteAny(json, context.Argument(argument));
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static Thing[] Things(FieldContext context) =>
        [.. Enumerable.Range(0, Math.Clamp(context.Argument("n") as int? ?? 2, 0, MostThings)).Select(_ => new Thing())];

    private static object? Any(FieldContext context) =>
        context.Argument("colour") switch
        {
            "RED" => new Thing(),
            "GREEN" => new Other(),
            _ => null,
        };

    private sealed record Thing;

    private sealed record Other;
}
