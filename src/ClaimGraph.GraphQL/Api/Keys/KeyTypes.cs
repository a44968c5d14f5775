using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Keys;

internal sealed class ApiKeyType : ObjectGraphType<ApiKey>
{
    public ApiKeyType()
    {
        Name = "ApiKey";
        Description = "A key for the API. Its secret is not stored and is shown only when the key is created.";
        this.Leaf("id", "String!", "The public first part of the key: `cg_` and ten characters.", static k => k.Id);
        this.Leaf("name", "String!", "The holder or the purpose of the key.", static k => k.Name);
        this.Leaf("role", "Role!", "What the holder is allowed to do.", static k => k.Role);
        this.Leaf("principal", "String!", "The name that the ledger gives for changes made with the key.", static k => k.Principal);
        this.Leaf("createdBy", "String!", "Who created the key.", static k => k.CreatedBy);
        this.Leaf("createdAt", "DateTime!", "When the key was created.", static k => k.CreatedAt);
        this.Leaf("expiresAt", "DateTime", "When the key expires. Null if it does not expire.", static k => k.ExpiresAt);
        this.Leaf("revokedAt", "DateTime", "When the key was revoked. Null if it has not been revoked.", static k => k.RevokedAt);
        this.Leaf(
            "lastUsedAt",
            "DateTime",
            "When the key was last used, to about a minute. Null if it has never been used.",
            static k => k.LastUsedAt
        );
    }
}

internal sealed class ViewerType : ObjectGraphType<Principal>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "The sender of the request.";
        this.Leaf(
            "name",
            "String!",
            "Your name in the ledger: `key:NAME (ID)` with a key, `user:NAME (SUBJECT)` with a token, `anonymous` without credentials.",
            static p => p.Name
        );
        this.Leaf("role", "Role!", "What you are allowed to do.", static p => p.Role);
    }
}

/// <summary>What a mutation of keys answers.</summary>
internal sealed record KeyPayload(ApiKey? Key, string? Secret, IReadOnlyList<Problem> UserErrors);

internal sealed class KeyPayloadType : ObjectGraphType<KeyPayload>
{
    public KeyPayloadType(string name, string description, bool withSecret)
    {
        (Name, Description) = (name, description);
        this.Part("key", "ApiKey", "The key as it is now. Null if the input was refused.", static p => p.Key);
        if (withSecret)
            this.Leaf(
                "secret",
                "String",
                "The whole key, which is shown only once: `Authorization: Bearer SECRET`. Null if the input was refused.",
                static p => p.Secret
            );
        this.AddUserErrors(static p => p.UserErrors);
    }
}
