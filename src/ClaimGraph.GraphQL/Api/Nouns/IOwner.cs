using System.Runtime.CompilerServices;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>
/// Finds what has a field in the source of a type of the API. It is a type argument of resolvers and not an object, so that the compiler
/// writes it into their code.
/// </summary>
internal interface IOwner
{
    static abstract object Of(object source);
}

/// <summary>The source itself: a node for its common fields, a part for its fields.</summary>
internal readonly struct Itself : IOwner
{
    public static object Of(object source) => source;
}

/// <summary>The content of a node.</summary>
internal readonly struct ItsContent : IOwner
{
    public static object Of(object source) => Unsafe.As<Node>(source).Data;
}

/// <summary>What other nodes make of a node.</summary>
internal readonly struct ItsDerivedValues : IOwner
{
    public static object Of(object source) => Unsafe.As<Node>(source).DerivedValues!;
}
