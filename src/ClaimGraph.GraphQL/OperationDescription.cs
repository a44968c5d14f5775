using System.Text.Json.Nodes;

namespace ClaimGraph.GraphQL;

/// <summary>What the operation of a document does, for programs that call it without knowing GraphQL.</summary>
/// <param name="Name">The name of the operation.</param>
/// <param name="Description">What it does: the description in front of the operation, or the comment at the top of the document; null
/// when there is neither.</param>
/// <param name="IsMutation">Whether it can change something.</param>
/// <param name="Variables">
/// A JSON Schema (2020-12) of the object of its variables. A variable is described by the string in front of it; without one, by what the
/// schema says about the argument or the input field where it stands first.
/// </param>
public sealed record OperationDescription(string Name, string? Description, bool IsMutation, JsonObject Variables);
