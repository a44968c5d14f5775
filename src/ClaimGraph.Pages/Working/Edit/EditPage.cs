using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>
/// Changes a record. If somebody else changed it in the meantime, nothing is overwritten: each field says what stands there now, and the
/// form can be sent again.
/// </summary>
internal abstract class EditPage<T>(string pattern, string mutation) : FormPage<T>(pattern)
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
        var input = InputOf(entries, about);
        (input["id"], input["version"]) = (about.Id, about.Version);
        var deed = new Deed(mutation, input) { FieldOf = path => FieldOf(Deed.Named(path)) };
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, about.Home, "edit", about.Place)
            : null;
    }

    /// <summary>The input of the mutation.</summary>
    protected abstract JsonObject InputOf(Entries entries, T about);

    /// <summary>The field of the form that a path in the input belongs to.</summary>
    protected virtual string? FieldOf(IReadOnlyList<string> path) => path is ["version" or "id", ..] ? null : path[0];

    /// <summary>A text that replaces the old one; nothing clears it.</summary>
    protected static void Replace(JsonObject input, Entries entries, params IEnumerable<string> names)
    {
        foreach (var name in names)
            input[name] = entries.Text(name);
    }

    private static void ShowPresent(T about, Entries entries, Reader reader)
    {
        foreach (var (name, value) in about.Fields)
            if ((value ?? "") != (entries.Text(name) ?? ""))
                entries.Refuse(name, reader.Format(Texts.Now_it_says, value ?? "–"));
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

    /// <summary>The page on which it is shown.</summary>
    string Home { get; }

    /// <summary>Where on the page; null: at the top.</summary>
    string? Place { get; }
}
