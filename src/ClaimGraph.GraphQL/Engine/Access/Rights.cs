using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Access;

/// <summary>The role that an operation needs, and the field that asks for it.</summary>
internal sealed record Right(Role Role, string Field)
{
    /// <summary>What every operation needs.</summary>
    public static readonly Right ToRead = new(Role.Reader, "Reading");
}

/// <summary>
/// The role that a field needs is declared where the field is defined and checked before any part of an operation runs, so that a refusal
/// never depends on what the store holds. A field without a declaration needs a reader; fields of Mutation must have one.
/// </summary>
internal static class Rights
{
    private const string Key = "needed role";

    /// <summary>Declares the role that the field needs, and adds it to the description.</summary>
    public static FieldType Needs(this FieldType field, Role role)
    {
        field.Metadata[Key] = role;
        field.Description += $" Needs the role {EnumName<Role>.Of(role)}.";
        return field;
    }

    /// <summary>The role that a field needs.</summary>
    public static Role Of(FieldType field) => Declared(field) ?? Role.Reader;

    /// <exception cref="InvalidOperationException">A field does not declare the role that it needs.</exception>
    public static void MustBeDeclared(IObjectGraphType mutation)
    {
        if (mutation.Fields.FirstOrDefault(f => Declared(f) is null) is { } field)
            throw new InvalidOperationException(
                $"{mutation.Name}.{field.Name} does not declare the role that it needs: add .Needs(Role.…) to its definition."
            );
    }

    /// <exception cref="RequestException">The principal lacks the right.</exception>
    public static void Check(Principal principal, Right right)
    {
        if (principal.May(right.Role))
            return;
        throw principal.IsAnonymous
            ? new RequestException(
                ErrorCode.Unauthenticated,
                $"{right.Field} needs a key with the role {EnumName<Role>.Of(right.Role)}; it is sent as 'Authorization: Bearer cg_…'."
            )
            : new RequestException(
                ErrorCode.Forbidden,
                $"{right.Field} needs the role {EnumName<Role>.Of(right.Role)}, which {principal.Name} does not have."
            );
    }

    private static Role? Declared(FieldType field) => field.Metadata.TryGetValue(Key, out var role) ? (Role)role! : null;
}
