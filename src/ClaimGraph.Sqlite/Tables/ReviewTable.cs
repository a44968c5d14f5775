using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class ReviewTable() : NodeTable("review",
    "statement, reviewer, verdict, rating_text, rating_value, rating_best, rating_worst, explanation, url, reviewed_on, based_on", "",
    (Fields.Review.Statement, "statement"), (Fields.Review.Reviewer, "reviewer"), (Fields.Review.Verdict, "verdict"), (Fields.Review.Url, "url"),
    (Fields.Review.ReviewedOn, "reviewed_on"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Review
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new ReviewContent
            {
                Statement = row.Id(), Reviewer = row.Id(), Verdict = (Verdict)row.Byte(), Rating = ReadRating(ref row),
                Explanation = row.TextOrNull(), Url = row.TextOrNull(), ReviewedOn = row.Date(), BasedOn = row.Ids(),
            },
        };
    }

    private static Rating? ReadRating(ref Row row)
    {
        var rating = new Rating { Text = row.TextOrNull(), Value = row.DoubleOrNull(), Best = row.DoubleOrNull(), Worst = row.DoubleOrNull() };
        return rating is { Text: null, Value: null, Best: null, Worst: null } ? null : rating;
    }

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Review)node).Content;
        values.Add(c.Statement);
        values.Add(c.Reviewer);
        values.AddEnum((byte)c.Verdict);
        values.Add(c.Rating?.Text);
        values.Add(c.Rating?.Value);
        values.Add(c.Rating?.Best);
        values.Add(c.Rating?.Worst);
        values.Add(c.Explanation);
        values.Add(c.Url);
        values.Add(c.ReviewedOn);
        values.Add(c.BasedOn);
    }
}
