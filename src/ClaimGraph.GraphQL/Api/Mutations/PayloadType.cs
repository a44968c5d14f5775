using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

internal sealed class PayloadType : ObjectGraphType<Payload>
{
    /// <param name="shown">Defines what it shows in place of a record; null for the record.</param>
    public PayloadType(string name, string description, NodeKind? kind, Action<ObjectGraphType<Payload>>? shown)
    {
        (Name, Description) = (name, description);
        if (shown is null)
            AddRecord(kind);
        else
            shown(this);
        AddResult();
    }

    private void AddRecord(NodeKind? kind) =>
        this.Part(
            kind is { } noun ? Noun.Of(noun).Word : "node",
            kind?.ToString() ?? "Node",
            "The record as it is now. Null if the input was refused.",
            static p => p.Node
        );

    private void AddResult()
    {
        this.Leaf("outcome", "Outcome", "The result of the operation. Null if the input was refused.", static p => p.Outcome);
        this.Leaf(
            "revision",
            "Int",
            "The revision of the ledger that contains the change, or the current revision if nothing changed. "
                + "Null if the input was refused.",
            static p => p.Revision
        );
        this.Leaf("clientMutationId", "String", "The clientMutationId of the input.", static p => p.ClientMutationId);
        this.Part(
            "userErrors",
            "[UserError!]!",
            "What is wrong with the input. Empty if the input was accepted. If there is an error, nothing was written.",
            static p => p.UserErrors
        );
        this.Part(
            "warnings",
            "[UserError!]!",
            "What you should know although the input was accepted: fields that an existing record has kept, and records that are "
                + "retracted and count for nothing.",
            static p => p.Warnings
        );
    }
}

internal static class UserErrors
{
    /// <summary>Adds the errors in the input to the payload of a mutation that is no commit.</summary>
    public static void AddUserErrors<T>(this ObjectGraphType<T> payload, Func<T, IReadOnlyList<Problem>> errors)
        where T : class =>
        payload.Part("userErrors", "[UserError!]!", "What is wrong with the input. Empty if the input was accepted.", errors);
}

internal sealed class UserErrorType : ObjectGraphType<Problem>
{
    public UserErrorType()
    {
        Name = "UserError";
        Description = "An error in an input.";
        this.Leaf("code", "UserErrorCode!", "The kind of error, for programs.", static p => p.Code);
        this.Leaf("message", "String!", "What is wrong and how to fix it, for people.", static p => p.Message);
        this.Leaf(
            "path",
            "[String!]!",
            "The path to the error in the arguments. It begins with `input`; numbers are positions in lists.",
            static p => p.Path
        );
    }

    public static EnumerationGraphType CodeType()
    {
        var type = new EnumerationGraphType { Name = "UserErrorCode", Description = "The kinds of errors in inputs." };
        Add(ProblemCode.Required, "A required value is missing.");
        Add(ProblemCode.TooLong, "A text or a list is too long.");
        Add(ProblemCode.OutOfRange, "A number, a date or another value is out of range.");
        Add(ProblemCode.InvalidFormat, "A language tag, a URL, a role or an id has the wrong form.");
        Add(ProblemCode.InvalidText, "A text contains a NUL or half of a surrogate pair.");
        Add(ProblemCode.WrongKind, "An id refers to a record of a type that the field does not take.");
        Add(ProblemCode.NotFound, "A record does not exist.");
        Add(ProblemCode.StaleVersion, "The record has changed since the version that the update is based on.");
        Add(ProblemCode.Cycle, "The change would make a record depend on itself.");
        Add(ProblemCode.NotApplied, "Another field of the mutation, which is `@atomic`, was refused.");
        Add(ProblemCode.Inconsistent, "What is given does not go with what another record says.");
        Add(ProblemCode.QuoteMismatch, "The quoted words are not where the anchor says they are, or a hash does not match its text.");
        Add(ProblemCode.AlreadyExists, "Another record has this key, URL or wording.");
        Add(ProblemCode.Retracted, "The record is retracted and cannot be changed. Restore it first.");
        Add(ProblemCode.Merged, "The record was merged into another. Name that one, or take the merge back.");
        Add(ProblemCode.Conflict, "A later change of the record stands in the way.");
        Add(ProblemCode.Forbidden, "The record is not yours to withdraw or restore.");
        Add(ProblemCode.TooMany, "You have as many already as one sender may have.");
        Add(ProblemCode.Immutable, "The field cannot be changed after the record is created.");
        return type;

        void Add(string code, string description) => type.Add(code, code, description);
    }
}
