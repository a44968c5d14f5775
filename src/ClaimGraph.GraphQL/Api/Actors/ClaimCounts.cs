using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Actors;

/// <summary>The track record of an actor: what became of its claims.</summary>
internal sealed class ClaimCountsPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new ClaimCountsType());
        api.Extend<NounType<Actor>>(static type =>
            type.Resolve(
                    "claimCounts",
                    "ClaimCounts!",
                    "How many active statements the actor was the first on record to make, by the verdict of their newest review.",
                    static (actor, _) => actor.Derived
                )
                .Costs(Weight.Value)
        );
    }
}

internal sealed class ClaimCountsType : ObjectGraphType<ActorDerived>
{
    public ClaimCountsType()
    {
        Name = "ClaimCounts";
        Description = "The number of statements by their verdict. Every commit keeps it up to date, so it is cheap to read.";
        this.Leaf("total", "Int!", "How many there are in total.", static c => c.ClaimCount);
        this.Leaf("supported", "Int!", "How many have the verdict SUPPORTED.", static c => c.SupportedClaimCount);
        this.Leaf("mostlySupported", "Int!", "How many have the verdict MOSTLY_SUPPORTED.", static c => c.MostlySupportedClaimCount);
        this.Leaf("mixed", "Int!", "How many have the verdict MIXED.", static c => c.MixedClaimCount);
        this.Leaf("mostlyUnsupported", "Int!", "How many have the verdict MOSTLY_UNSUPPORTED.", static c => c.MostlyUnsupportedClaimCount);
        this.Leaf("unsupported", "Int!", "How many have the verdict UNSUPPORTED.", static c => c.UnsupportedClaimCount);
        this.Leaf("unverified", "Int!", "How many have the verdict UNVERIFIED.", static c => c.UnverifiedClaimCount);
        this.Leaf("open", "Int!", "How many have no verdict.", Open);
    }

    private static int Open(ActorDerived c) =>
        c.ClaimCount
        - c.SupportedClaimCount
        - c.MostlySupportedClaimCount
        - c.MixedClaimCount
        - c.MostlyUnsupportedClaimCount
        - c.UnsupportedClaimCount
        - c.UnverifiedClaimCount;
}
