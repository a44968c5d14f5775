using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>
/// Changes a record. If somebody else changed it in the meantime, nothing is overwritten: each field says what stands there now, and the
/// form can be sent again.
/// </summary>
internal abstract class EditPage<T>(string pattern, string mutation, Role needs = Role.Contributor) : FormPage<T>(pattern)
    where T : class, IEdited
{
    protected override Entries Begin(Visit visit, T about) =>
        Entries.With([.. about.Fields, ("version", about.Version.ToString(CultureInfo.InvariantCulture))]);

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, T about, Entries entries)
    {
        if (entries["version"] != about.Version.ToString(CultureInfo.InvariantCulture))
        {
            ShowPresent(about, entries, visit.Reader);
            return null;
        }
        var input = await InputOfAsync(visit, entries, about);
        (input["id"], input["version"]) = (about.Id, about.Version);
        var deed = new Deed(mutation, input, needs) { FieldOf = path => FieldOf(Deed.Named(path)) };
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, about.Home, "edit", about.Place)
            : null;
    }

    /// <summary>The input of the mutation.</summary>
    protected abstract ValueTask<JsonObject> InputOfAsync(Visit visit, Entries entries, T about);

    /// <summary>The field of the form that a path in the input belongs to.</summary>
    protected virtual string? FieldOf(IReadOnlyList<string> path) => path is ["version" or "id", ..] ? null : path[0];

    /// <summary>A text that replaces the old one; nothing clears it.</summary>
    protected static void Replace(JsonObject input, Entries entries, params IEnumerable<string> names)
    {
        foreach (var name in names)
            input[name] = entries.Text(name);
    }

    /// <summary>The id of an actor that is known by the name that was typed; null when nothing was, or nobody has the name.</summary>
    protected static async ValueTask<string?> KnownAsync(Visit visit, Entries entries, string field)
    {
        var actor = await NamedActor.AskAsync(visit, entries.Text(field));
        if (actor is { IsNew: true })
            entries.Refuse(field, Texts.Actor_unknown);
        return actor is { IsNew: false } ? actor.Reference : null;
    }

    private static void ShowPresent(T about, Entries entries, Reader reader)
    {
        foreach (var field in about.Fields.GroupBy(f => f.Name))
        {
            string[] now = [.. field.Select(f => f.Value).OfType<string>()];
            if (!now.Order(StringComparer.Ordinal).SequenceEqual(entries.All(field.Key).Order(StringComparer.Ordinal)))
                entries.Refuse(
                    field.Key,
                    reader.Format(Texts.Now_it_says, now.Length == 0 ? "–" : string.Join("; ", now.Select(about.Shown)))
                );
        }
        if (entries.Mistakes.Count == 0)
            entries.Refuse(null, Texts.Changed_meanwhile);
    }
}

/// <summary>A record that can be changed, as it is.</summary>
public interface IEdited
{
    string Id { get; }

    int Version { get; }

    /// <summary>What stands in its fields.</summary>
    IEnumerable<(string Name, string? Value)> Fields { get; }

    /// <summary>A value of a field, for people.</summary>
    string Shown(string value) => value;

    /// <summary>The page on which it is shown.</summary>
    string Home { get; }

    /// <summary>Where on the page; null: at the top.</summary>
    string? Place { get; }
}
