using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Keys;

internal sealed class ApiKeyType : ObjectGraphType<ApiKey>
{
    public ApiKeyType()
    {
        Name = "ApiKey";
        Description = "A key that opens the API. Its secret is kept nowhere and shown only when it is made.";
        this.Leaf("id", "String!", "The part of the key that is no secret: `cg_` and ten characters, with which the key begins.", static k => k.Id);
        this.Leaf("name", "String!", "Whose key it is, or what it is for.", static k => k.Name);
        this.Leaf("role", "Role!", "What its holder may do.", static k => k.Role);
        this.Leaf("principal", "String!", "Whom the ledger names for what is changed with it.", static k => k.Principal);
        this.Leaf("createdBy", "String!", "The principal who made it.", static k => k.CreatedBy);
        this.Leaf("createdAt", "DateTime!", "When it was made.", static k => k.CreatedAt);
        this.Leaf("expiresAt", "DateTime", "From then on it opens nothing; null: never.", static k => k.ExpiresAt);
        this.Leaf("revokedAt", "DateTime", "When it was revoked; null while it is not.", static k => k.RevokedAt);
        this.Leaf("lastUsedAt", "DateTime", "When it was last used, to about a minute; null when it never was.", static k => k.LastUsedAt);
    }
}

internal sealed class ViewerType : ObjectGraphType<Principal>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "Who sent the request.";
        this.Leaf("name", "String!", "As the ledger names them: `key:NAME (ID)` for a key, `user:NAME (SUBJECT)` for a token, `anonymous` for nobody.", static p => p.Name);
        this.Leaf("role", "Role!", "What they may do.", static p => p.Role);
    }
}

/// <summary>What a mutation of keys answers.</summary>
internal sealed record KeyPayload(ApiKey? Key, string? Secret, IReadOnlyList<Problem> UserErrors);

internal sealed class KeyPayloadType : ObjectGraphType<KeyPayload>
{
    public KeyPayloadType(string name, string description, bool withSecret)
    {
        (Name, Description) = (name, description);
        this.Part("key", "ApiKey", "The key as it is now; null when the input was refused.", static p => p.Key);
        if (withSecret) this.Leaf("secret", "String", "The whole key, shown this once: `Authorization: Bearer SECRET`. Null when the input was refused.", static p => p.Secret);
        this.Part("userErrors", "[UserError!]!", "What is wrong with the input; empty when it was accepted.", static p => p.UserErrors);
    }
}
