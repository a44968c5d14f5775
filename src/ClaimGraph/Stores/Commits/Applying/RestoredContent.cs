namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>A content that gets back what a merge changed in it.</summary>
internal static class RestoredContent
{
    /// <param name="now">The content as it is.</param>
    /// <param name="before">The content before the merge.</param>
    /// <param name="after">The content after the merge.</param>
    /// <param name="lead">Where an id leads now that the merge is taken back.</param>
    public static Content Of(Content now, Content before, Content after, Func<NodeId, NodeId> lead)
    {
        var (was, made, current) = (before.MapIds(lead), after.MapIds(lead), now.MapIds(lead));
        var content = now with { };
        foreach (var field in Noun.Of(now.Kind).Entered)
        {
            var (old, merged, value) = (field.ValueOf(was), field.ValueOf(made), field.ValueOf(current));
            if (FieldValue.IsSame(field.ValueOf(before), field.ValueOf(after)))
                continue;
            if (FieldValue.IsSame(value, merged))
                field.Copy(was, content);
            else if (field is Field<IReadOnlyList<NodeId>> ids)
                ids.Set(content, Parts((IReadOnlyList<NodeId>)old!, (IReadOnlyList<NodeId>)merged!, (IReadOnlyList<NodeId>)value!));
            else if (field is Field<IReadOnlyList<string>> texts)
                texts.Set(content, Parts((IReadOnlyList<string>)old!, (IReadOnlyList<string>)merged!, (IReadOnlyList<string>)value!));
            else if (field is PartListField parts)
                parts.Set(content, Parts(parts.Get(was), parts.Get(made), parts.Get(current)));
        }
        return content.Canonical();
    }

    /// <summary>A list that was changed since: what the merge took out comes back, in the place of what it put in. An entry that somebody
    /// took out since does not come back.</summary>
    private static IReadOnlyList<T> Parts<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, IReadOnlyList<T> now)
        where T : notnull
    {
        T[] added = [.. after.Except(before)];
        T[] lost = [.. before.Except(after)];
        if (added.Length != lost.Length)
            return [.. now.Except(added), .. lost];
        var replaced = added.Zip(lost).ToDictionary(r => r.First, r => r.Second);
        return [.. now.Select(e => replaced.GetValueOrDefault(e, e))];
    }
}
