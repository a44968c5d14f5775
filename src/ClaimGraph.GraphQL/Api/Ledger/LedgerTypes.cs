using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Ledger;

internal sealed class LedgerEntryType : ObjectGraphType<LedgerEntry>
{
    public LedgerEntryType()
    {
        Name = "LedgerEntry";
        Description =
            "A commit: everything that changed together. " + "The entries are chained by their hashes, so nobody can alter one unnoticed.";
        this.Leaf("revision", "Int!", "The number of the commit: 1 for the first, then without gaps.", static e => e.Revision);
        this.Leaf("recordedAt", "DateTime!", "When the change was committed.", static e => e.RecordedAt);
        this.Leaf("principal", "String!", "Who made the change.", static e => e.Principal);
        this.Leaf("reason", "String", "The reason for the change.", static e => e.Reason);
        this.Part("changes", "[Change!]!", "The changed records.", static e => e.Changes);
        this.Leaf(
            "previousHash",
            "String!",
            "The hash of the previous entry in lower-case hexadecimal. All zeros for the first entry.",
            static e => Convert.ToHexStringLower(e.PreviousHash)
        );
        this.Leaf(
            "hash",
            "String!",
            "The SHA-256 hash of everything else in the entry, in lower-case hexadecimal.",
            static e => Convert.ToHexStringLower(e.Hash)
        );
    }
}

internal sealed class ChangeType : ObjectGraphType<Change>
{
    public ChangeType()
    {
        Name = "Change";
        Description = "The change of one record in one commit.";
        this.Leaf("action", "ChangeAction!", "What was done to the record.", static c => c.Action);
        this.Leaf("nodeId", "ID!", "The id of the record.", static c => c.Node);
        this.Resolve("node", "Node", "The record as it is now.", static (change, context) => context.Request.Loaders.Node(change.Node));
        this.Leaf("before", "String", "The record before the change, as JSON. Null if the change created it.", static c => c.Before)
            .CanBeLong();
        this.Leaf("after", "String!", "The record after the change, as JSON.", static c => c.After).CanBeLong();
    }
}

internal sealed class LedgerHeadType : ObjectGraphType<LedgerHead>
{
    public LedgerHeadType()
    {
        Name = "LedgerHead";
        Description = "The newest entry of the ledger.";
        this.Leaf("revision", "Int!", "The revision of the entry. 0 if the store is empty.", static h => h.Revision);
        this.Leaf("hash", "String!", "The hash of the entry, in lower-case hexadecimal.", static h => Convert.ToHexStringLower(h.Hash));
    }
}
