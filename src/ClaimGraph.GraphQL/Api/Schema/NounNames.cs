namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>What nouns are called in names of fields.</summary>
internal static class NounNames
{
    /// <summary>
    /// The field that lists the records of a noun: <c>statements</c>. A word that is its own plural already names the field of one
    /// record: <c>allEvidence</c>.
    /// </summary>
    public static string List(Noun noun) => noun.Plural == noun.Word ? "all" + noun.TypeName : noun.Plural;
}
