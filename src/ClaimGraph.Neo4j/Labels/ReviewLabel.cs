using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class ReviewLabel() : NodeLabel(NodeKind.Review,
    "statement, reviewer, verdict, ratingText, ratingValue, ratingBest, ratingWorst, explanation, url, reviewedOn, basedOn")
{
    protected override Node ReadContent(IRow row, Header header) => new Review
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new ReviewContent
        {
            Statement = row.Id(), Reviewer = row.Id(), Verdict = Names<Verdict>.Read(row), Rating = ReadRating(row),
            Explanation = row.TextOrNull(), Url = row.TextOrNull(), ReviewedOn = row.Date(), BasedOn = row.Ids(),
        },
    };

    private static Rating? ReadRating(IRow row)
    {
        var rating = new Rating { Text = row.TextOrNull(), Value = row.DoubleOrNull(), Best = row.DoubleOrNull(), Worst = row.DoubleOrNull() };
        return rating == new Rating() ? null : rating;
    }

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Review)node).Content;
        properties.Add("statement", (NodeId?)c.Statement);
        properties.Add("reviewer", (NodeId?)c.Reviewer);
        properties.Add("verdict", (Verdict?)c.Verdict);
        properties.Add("ratingText", (object?)c.Rating?.Text);
        properties.Add("ratingValue", (object?)c.Rating?.Value);
        properties.Add("ratingBest", (object?)c.Rating?.Best);
        properties.Add("ratingWorst", (object?)c.Rating?.Worst);
        properties.Add("explanation", (object?)c.Explanation);
        properties.AddText("url", c.Url);
        properties.Add("reviewedOn", c.ReviewedOn);
        properties.Add("basedOn", c.BasedOn);
    }
}
