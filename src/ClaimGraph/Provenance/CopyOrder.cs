namespace ClaimGraph.Provenance;

/// <summary>Which of several sources that are copies of each other comes first: the one published first, as far as dates are known; then
/// what is not entered as a copy; then by address and title. It follows from what was entered, not from the order of entry.</summary>
public static class CopyOrder
{
    /// <summary>Those that derive from none before all others.</summary>
    public static readonly IComparer<Source> FirstFirst = Comparer<Source>.Create(Compare);

    private static int Compare(Source? one, Source? other)
    {
        var (x, y) = (one!.Content, other!.Content);
        var order = (x.DerivedFrom is not null).CompareTo(y.DerivedFrom is not null);
        order = order != 0 ? order : DayOf(x).CompareTo(DayOf(y));
        order = order != 0 ? order : (x.SourceKind == SourceKind.Copy).CompareTo(y.SourceKind == SourceKind.Copy);
        order = order != 0 ? order : CompareTexts(x.CanonicalUrl, y.CanonicalUrl);
        order = order != 0 ? order : CompareTexts(x.Title, y.Title);
        return order != 0 ? order : one.Id.CompareTo(other.Id);
    }

    /// <summary>Whether a change of content can give a source another place.</summary>
    public static bool IsMoved(Source before, Source now) =>
        DayOf(before.Content) != DayOf(now.Content)
        || before.Content.SourceKind != now.Content.SourceKind
        || before.Content.CanonicalUrl != now.Content.CanonicalUrl
        || before.Content.Title != now.Content.Title;

    private static DateOnly DayOf(SourceContent content) => content.PublishedOn?.LastDay ?? DateOnly.MaxValue;

    private static int CompareTexts(string? one, string? other) =>
        one is null || other is null ? (one is null).CompareTo(other is null) : string.CompareOrdinal(one, other);
}
