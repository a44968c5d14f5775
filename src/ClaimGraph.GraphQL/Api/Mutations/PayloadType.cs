using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

internal sealed class PayloadType : ObjectGraphType<Payload>
{
    public PayloadType(string name, string description, NodeKind? kind)
    {
        (Name, Description) = (name, description);
        this.Part(kind is { } noun ? Noun.Of(noun).Word : "node", kind?.ToString() ?? "Node",
            "The record as it is now; null when the input was refused.", static p => p.Node);
        this.Leaf("outcome", "Outcome", "What became of it; null when the input was refused.", static p => p.Outcome);
        this.Leaf("revision", "Int", "The revision of the ledger that holds the change; that of the store as it was when nothing changed. Null when the input was refused.", static p => p.Revision);
        this.Leaf("clientMutationId", "String", "As it was given.", static p => p.ClientMutationId);
        this.Part("userErrors", "[UserError!]!", "What is wrong with the input; empty when it was accepted. Nothing was written when there are any.", static p => p.UserErrors);
    }
}

internal sealed class UserErrorType : ObjectGraphType<Problem>
{
    public UserErrorType()
    {
        Name = "UserError";
        Description = "One thing that is wrong with an input.";
        this.Leaf("code", "UserErrorCode!", "What is wrong, for programs.", static p => p.Code);
        this.Leaf("message", "String!", "What is wrong and the way out, for people.", static p => p.Message);
        this.Leaf("path", "[String!]!", "Where in the arguments, outermost first, beginning with `input`; numbers are positions in lists.", static p => p.Path);
    }

    public static EnumerationGraphType CodeType()
    {
        var type = new EnumerationGraphType { Name = "UserErrorCode", Description = "What can be wrong with an input." };
        Add(ProblemCode.Required, "Something needed is missing.");
        Add(ProblemCode.TooLong, "A text or a list is larger than its limit.");
        Add(ProblemCode.OutOfRange, "A number or a date is outside of its range.");
        Add(ProblemCode.InvalidFormat, "A language tag, an address, a role or an id is not written as it should be.");
        Add(ProblemCode.InvalidText, "A text holds NUL or half of a surrogate pair.");
        Add(ProblemCode.WrongKind, "An id of another kind than the field takes.");
        Add(ProblemCode.NotFound, "A record that is named does not exist.");
        Add(ProblemCode.StaleVersion, "The record was changed since the version that the update was made from.");
        Add(ProblemCode.Cycle, "The change would make a record rest on itself.");
        Add(ProblemCode.QuoteMismatch, "The quoted words do not stand where the anchor says, or a hash does not fit its text.");
        Add(ProblemCode.AlreadyExists, "Another record has this key, address or wording.");
        Add(ProblemCode.Retracted, "The record is retracted and cannot be changed.");
        Add(ProblemCode.Immutable, "The field cannot be changed after creation.");
        return type;

        void Add(string code, string description) => type.Add(code, code, description);
    }
}
