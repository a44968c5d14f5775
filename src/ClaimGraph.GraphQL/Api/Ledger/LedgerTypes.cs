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
        Description = "One commit: everything that changed together. Entries are chained by their hashes; none can be altered unseen.";
        this.Leaf("revision", "Int!", "1 for the first commit, then without gaps.", static e => e.Revision);
        this.Leaf("recordedAt", "DateTime!", "When it was committed.", static e => e.RecordedAt);
        this.Leaf("principal", "String!", "Who changed.", static e => e.Principal);
        this.Leaf("reason", "String", "Why.", static e => e.Reason);
        this.Part("changes", "[Change!]!", "What changed.", static e => e.Changes);
        this.Leaf("previousHash", "String!", "The hash of the entry before, in lower-case hexadecimal; zeros for the first.", static e => Convert.ToHexStringLower(e.PreviousHash));
        this.Leaf("hash", "String!", "SHA-256 over everything else in the entry, in lower-case hexadecimal.", static e => Convert.ToHexStringLower(e.Hash));
    }
}

internal sealed class ChangeType : ObjectGraphType<Change>
{
    public ChangeType()
    {
        Name = "Change";
        Description = "What happened to one record in one commit.";
        this.Leaf("action", "ChangeAction!", "What was done.", static c => c.Action);
        this.Leaf("nodeId", "ID!", "The id of the record.", static c => c.Node);
        this.Resolve("node", "Node", "The record as it is now.", static (change, context) => context.Request.Loaders.Node(change.Node));
        this.Leaf("before", "String", "The record before, as JSON; null when it was created.", static c => c.Before);
        this.Leaf("after", "String!", "The record after, as JSON.", static c => c.After);
    }
}

internal sealed class LedgerHeadType : ObjectGraphType<LedgerHead>
{
    public LedgerHeadType()
    {
        Name = "LedgerHead";
        Description = "The newest entry of the ledger.";
        this.Leaf("revision", "Int!", "Its revision; 0 for an empty store.", static h => h.Revision);
        this.Leaf("hash", "String!", "Its hash, in lower-case hexadecimal.", static h => Convert.ToHexStringLower(h.Hash));
    }
}
