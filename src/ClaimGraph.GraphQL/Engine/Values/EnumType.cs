using System.ComponentModel;
using System.Reflection;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Values;

/// <summary>
/// The enum of the API that stands for one of C#. The type and each of its values must say by <see cref="DescriptionAttribute"/>
/// what they mean.
/// </summary>
internal sealed class EnumType : EnumerationGraphType
{
    /// <param name="type">The enum. The value 0 of flags, which is the empty set, is left out.</param>
    /// <param name="describe">What a value means, where that does not stand beside it.</param>
    public EnumType(Type type, Func<Enum, string>? describe = null)
    {
        (Name, Description) = (type.Name, DescriptionOf(type));
        var isFlags = type.IsDefined(typeof(FlagsAttribute));
        foreach (var value in Enum.GetValues(type).Cast<Enum>().Where(v => !isFlags || Convert.ToInt32(v, null) != 0))
            Add(EnumName.Of(value).Value, value, describe?.Invoke(value) ?? DescriptionOf(type.GetField(value.ToString())!));
    }

    private static string DescriptionOf(MemberInfo member) =>
        member.GetCustomAttribute<DescriptionAttribute>()?.Description
        ?? throw new InvalidOperationException($"{member.DeclaringType?.Name} {member.Name} has no description.");
}
