using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Access;

/// <summary>The role that an operation needs, and the field that asks for it.</summary>
/// <param name="NeedsKey">Who has no credentials needs the role of a contributor, whatever <paramref name="Role"/> is.</param>
internal sealed record Right(Role Role, string Field, bool NeedsKey = false)
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

    /// <summary>Declares that a role alone is not enough where everybody has it: the sender must have a key, or may write anyway.</summary>
    public static FieldType NeedsKey(this FieldType field)
    {
        field.Metadata[Key + " with key"] = true;
        return field;
    }

    /// <summary>The role that a field needs.</summary>
    public static Role Of(FieldType field) => Declared(field) ?? Role.Reader;

    /// <summary>What a field needs, if that is more than <paramref name="other"/>; else the other.</summary>
    public static Right Higher(Right other, FieldType field)
    {
        var (role, withKey) = (Of(field), field.Metadata.ContainsKey(Key + " with key"));
        return role > other.Role || role == other.Role && withKey && !other.NeedsKey ? new Right(role, field.Name, withKey) : other;
    }

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
        if (principal.May(right.Role) && (!right.NeedsKey || !principal.IsAnonymous || principal.May(Role.Contributor)))
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
