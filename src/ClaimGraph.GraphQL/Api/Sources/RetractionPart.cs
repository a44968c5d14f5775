using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Import;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>Marks sources by a list of retractions from outside, found by their DOIs and URLs.</summary>
internal sealed class RetractionPart : IApiPart
{
    private const int MostEntries = 1_000;
    private const int PointsOfEntry = 20;

    public void AddTo(ApiDefinition api)
    {
        api.Add(
            new InputType(
                "RetractionInput",
                "What a list says of one publication.",
                new InputField("doi", "String", "Its DOI in any form. Give a doi, a url or both."),
                new InputField("url", "String", "Its URL."),
                new InputField(
                    "status",
                    "RecordStatus",
                    "What becomes of its sources; ACTIVE takes back what was said of them. The default is RETRACTED."
                ),
                new InputField("reason", "String!", "The reason. At most 2,000 characters."),
                new InputField("noticeOn", "PartialDate", "When the publisher gave notice. The newest notice of a publication counts."),
                new InputField("noticeUrl", "String", "The URL or the DOI of the notice.")
            )
        );
        api.Mutate(
                "markRetracted",
                null,
                "Marks sources as retracted or corrected by a list, in one commit. A source is found by its URL and by its `identifiers`, "
                    + "in any form of a DOI. What rests on it and what copies it is flagged in the same commit. The same list again "
                    + "changes nothing, and what a person has said of a source that is retracted already stays.",
                [
                    new InputField("retractions", "[RetractionInput!]!", $"The publications. At most {MostEntries:N0}."),
                    new InputField(
                        "reason",
                        "String",
                        "The reason for the ledger, such as the name of the list. At most 2,000 characters."
                    ),
                ],
                ProposeAsync,
                AddResult,
                RunAsync
            )
            .Costs(new Weight { OwnBy = static context => Weight.Commit.Own + PointsOfEntry * CountOf(context) })
            .Needs(Role.Reviewer);
    }

    private static void AddResult(ObjectGraphType<Payload> payload)
    {
        payload.Part(
            "sources",
            "[Source!]!",
            "The sources that were marked, as they are now. Empty if the input was refused.",
            static p => p.Results.Select(r => r.Node)
        );
        payload.Leaf(
            "already",
            "Int",
            "The number of sources that were marked so before. Null if the input was refused.",
            static p => p.Match?.Already
        );
        payload.Leaf(
            "unknown",
            "[Int!]!",
            "The positions of the publications that are no source here, from 0. Empty if the input was refused.",
            static p => p.Match?.Unknown ?? []
        );
    }

    private static async ValueTask<Payload> RunAsync(Mutation mutation)
    {
        var match = await MatchAsync(mutation);
        var payload =
            match.Due.Count > 0
                ? await mutation.CommitAsync()
                : new Payload(mutation.Input.Text("clientMutationId"))
                {
                    Outcome = Outcome.Unchanged,
                    Revision = (await mutation.Scope.Store.HeadAsync(mutation.Scope.Cancellation)).Revision,
                };
        return payload with { Match = match };
    }

    private static async ValueTask ProposeAsync(Mutation mutation)
    {
        if ((await MatchAsync(mutation)).Due.Count == 0)
            throw new RefusedException(
                ProblemCode.NotFound,
                "No source is to be marked: the publications are no sources here, or their sources are marked already.",
                "retractions"
            );
    }

    private static async ValueTask<RetractionMatch> MatchAsync(Mutation mutation)
    {
        var retractions = mutation.Input.Inners("retractions", Read);
        if (retractions.Count > MostEntries)
            mutation.Input.Refuse(ProblemCode.TooLong, $"A list can have at most {MostEntries:N0} publications; split it.", "retractions");
        if (mutation.Problems.Count > 0)
            throw new RefusedException(mutation.Problems);
        var match = await RetractionMatch.OfAsync(mutation.Scope.Store, retractions, mutation.Scope.Cancellation);
        foreach (var mark in match.Due)
            mutation.Add(mark, "retractions");
        return match;
    }

    private static Retraction Read(Input input)
    {
        var addresses = Retraction.AddressesOf(input.Text("doi"), input.Text("url"));
        if (addresses.Count == 0)
            input.Refuse(ProblemCode.Required, "This publication needs a DOI, such as 10.1000/182, or an http or https URL.");
        var notice = input.Text("noticeUrl");
        if (notice is not null && Retraction.AddressOf(notice) is null)
            input.Refuse(
                ProblemCode.InvalidFormat,
                "This is neither a URL nor a DOI; use https://doi.org/10.1000/182 or 10.1000/182.",
                "noticeUrl"
            );
        return new Retraction(
            addresses,
            input.Value<RecordStatus>("status") ?? RecordStatus.Retracted,
            input.Value<PartialDate>("noticeOn"),
            input.Text("reason")!,
            Retraction.AddressOf(notice)
        );
    }

    private static int CountOf(FieldContext context) =>
        context.Argument("input") is IDictionary<string, object?> input && input["retractions"] is IEnumerable<object> retractions
            ? Math.Min(retractions.Count(), MostEntries)
            : 0;
}
