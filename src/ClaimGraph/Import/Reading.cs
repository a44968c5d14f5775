using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>Takes one item of a list, at which the reader stands.</summary>
internal delegate void ReadItem(ref Utf8JsonReader json);

/// <summary>One record while it is read: what it gave so far, and the place in it.</summary>
internal sealed class Reading(ImportRecord record)
{
    private const int MostShown = 60;
    private readonly List<string> _path = [];

    public ImportRecord Record { get; } = record;

    private string[] Path => [.. _path];

    public RecordException Refusal(string code, string message) => new(new Problem(code, message, Path));

    /// <summary>Notes what is missing and goes on.</summary>
    public void Refuse(string code, string message) => Record.Problems.Add(new Problem(code, message, Path));

    public void Missing(Field reference) => Refuse(ProblemCode.Required, WhatIsMissing(reference));

    /// <summary>Reads an object into its owner. A member that is null or an empty text counts as not given. One that is not known, or that
    /// cannot be read and need not be there, is left out with a warning.</summary>
    public void Object(ref Utf8JsonReader json, Members members, object owner)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw Refusal(ProblemCode.InvalidFormat, "This must be an object.");
        Span<bool> seen = stackalloc bool[members.Count];
        Span<bool> given = stackalloc bool[members.Count];
        var next = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var at = members.Find(ref json, next < members.Count ? next : 0);
            Enter(at < 0 ? NameOf(ref json) : members[at].Name);
            json.Read();
            if (at < 0)
                Lose(ref json, Refusal(ProblemCode.UnknownField, $"There is no field '{_path[^1]}' here."));
            else if (seen[at])
                Lose(ref json, Refusal(ProblemCode.InvalidFormat, $"The field '{_path[^1]}' is given twice; the first counts."));
            else
                given[at] = !IsAbsent(ref json) && TryRead(ref json, members[at], owner);
            if (at >= 0)
                seen[at] = true;
            Leave();
            next = at + 1;
        }
        for (var i = 0; i < members.Count; i++)
            if (!given[i])
                Within(members[i].Name, members[i].Missing, owner);
    }

    /// <summary>Reads a part. It is lost as a whole when something that it needs is missing.</summary>
    public void Part(ref Utf8JsonReader json, Members members, ContentPart part)
    {
        var known = Record.Problems.Count;
        Object(ref json, members, part);
        if (Record.Problems.Count == known)
            return;
        var missing = Record.Problems[known];
        Record.Problems.RemoveRange(known, Record.Problems.Count - known);
        throw new RecordException(missing);
    }

    /// <summary>Reads the items of a list. Those that cannot be read are left out with a warning.</summary>
    /// <returns>The places of those that were read.</returns>
    public List<int> List(ref Utf8JsonReader json, ReadItem read)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw Refusal(ProblemCode.InvalidFormat, "This must be a list.");
        List<int> places = [];
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            Enter(i.ToString(CultureInfo.InvariantCulture));
            if (!IsAbsent(ref json) && TryRead(ref json, read))
                places.Add(i);
            Leave();
        }
        return places;
    }

    private bool TryRead(ref Utf8JsonReader json, Member member, object owner)
    {
        var start = json;
        var mark = Marked();
        try
        {
            member.Read(ref json, this, owner);
            return true;
        }
        catch (RecordException e) when (!member.IsRequired)
        {
            json = start;
            GoBack(mark);
            Lose(ref json, e);
            return false;
        }
    }

    private bool TryRead(ref Utf8JsonReader json, ReadItem read)
    {
        var start = json;
        var mark = Marked();
        try
        {
            read(ref json);
            return true;
        }
        catch (RecordException e)
        {
            json = start;
            GoBack(mark);
            Lose(ref json, e);
            return false;
        }
    }

    private (int Path, int Named, int Files, int Warnings) Marked() =>
        (_path.Count, Record.Named.Count, Record.Files.Count, Record.Warnings.Count);

    private void GoBack((int Path, int Named, int Files, int Warnings) mark)
    {
        _path.RemoveRange(mark.Path, _path.Count - mark.Path);
        Record.Named.RemoveRange(mark.Named, Record.Named.Count - mark.Named);
        Record.Files.RemoveRange(mark.Files, Record.Files.Count - mark.Files);
        Record.Warnings.RemoveRange(mark.Warnings, Record.Warnings.Count - mark.Warnings);
    }

    /// <summary>Passes over a value, with a warning.</summary>
    private void Lose(ref Utf8JsonReader json, RecordException why)
    {
        Record.Warn(why.Problem);
        json.Skip();
    }

    private static bool IsAbsent(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Null || json.TokenType == JsonTokenType.String && json.ValueSpan.IsEmpty;

    public string Text(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
            throw NotText();
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NotText(); // half of a surrogate pair
        }
    }

    /// <summary>The text of an id of the record's kind.</summary>
    public string Id(ref Utf8JsonReader json) =>
        NodeId.TryParse(Text(ref json), out var id) && id.Kind == Record.Content.Kind
            ? id.ToString()
            : throw Refusal(ProblemCode.InvalidFormat, $"{Shown(ref json)} is not the id of {ImportFormat.Article(Record.Content.Kind)}.");

    public IReadOnlyList<string> Texts(ref Utf8JsonReader json)
    {
        List<string> texts = [];
        Record.Places[_path[^1]] = List(ref json, (ref item) => texts.Add(Text(ref item)));
        return texts;
    }

    public bool Boolean(ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.True or JsonTokenType.False
            ? json.GetBoolean()
            : throw Refusal(ProblemCode.InvalidFormat, "This must be true or false.");

    public int Integer(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number)
            ? number
            : throw Refusal(ProblemCode.InvalidFormat, "This must be a whole number.");

    public double Number(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Refusal(ProblemCode.InvalidFormat, $"{Shown(ref json)} is not a valid number; use a number like 0.5.");

    public PartialDate Date(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && PartialDate.TryParse(Text(ref json), out var date)
            ? date
            : throw Refusal(
                ProblemCode.InvalidFormat,
                $"{Shown(ref json)} is not a valid date; use a text like 2025, 2025-02 or 2025-02-11."
            );

    /// <summary>A point in time as RFC 3339 writes it. Without an offset it would mean another instant on every machine.</summary>
    public DateTimeOffset Time(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var time) && HasOffset(Text(ref json))
            ? time
            : throw Refusal(
                ProblemCode.InvalidFormat,
                $"{Shown(ref json)} is not a valid time; use a text with an offset, like 2025-02-11T09:30:00Z."
            );

    public byte? Enum(ref Utf8JsonReader json, EnumWords words) =>
        json.TokenType == JsonTokenType.String && words.Find(ref json) is { } number
            ? number
            : throw Refusal(ProblemCode.InvalidFormat, $"{Shown(ref json)} is not a valid {words.What}; use {words.Allowed}.");

    /// <summary>The key of a node; where it can be of several kinds, in an object that says of which.</summary>
    /// <param name="choice">The members of <see cref="Member.ChoiceOf"/>; null where there is one kind.</param>
    public void Node(ref Utf8JsonReader json, Field field, Members? choice, Action<NodeId> set)
    {
        if (choice is null)
        {
            Name(ref json, field.Targets[0], set);
            return;
        }
        var named = Record.Named.Count;
        Object(ref json, choice, set);
        if (Record.Named.Count != named + 1)
            throw Refusal(ProblemCode.Required, WhatIsMissing(field));
    }

    /// <summary>Notes the key of a node of one kind.</summary>
    public void Name(ref Utf8JsonReader json, NodeKind kind, Action<NodeId> set) =>
        Record.Named.Add(new NamedNode(kind, Text(ref json), set, Path));

    public void Nodes(ref Utf8JsonReader json, Field<IReadOnlyList<NodeId>> field, Members? choice, object owner)
    {
        List<NodeId> ids = [];
        var places = List(
            ref json,
            (ref item) =>
            {
                var at = ids.Count;
                Node(ref item, field, choice, id => ids[at] = id);
                ids.Add(default);
            }
        );
        Record.Lists[field] = () =>
        {
            field.Set(owner, [.. ids.Where(id => id != default)]);
            Record.Places[field.Name] = [.. places.Where((_, i) => ids[i] != default)];
        };
    }

    public void File(ref Utf8JsonReader json, Field<string?> text, object owner) =>
        Record.Files.Add(new NamedFile(Text(ref json), text, owner, Path));

    private static string WhatIsMissing(Field reference) =>
        reference.Targets is [var one]
            ? $"The key of {ImportFormat.Article(one)} is required."
            : $"Give the key of either {string.Join(" or ", reference.Targets.Select(ImportFormat.Article))}.";

    private RecordException NotText() => Refusal(ProblemCode.InvalidFormat, "This must be a well-formed text.");

    private string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refusal(ProblemCode.InvalidFormat, "The name of a field is not well-formed.");
        }
    }

    /// <summary>The value as it stands in the file, as far as people want to see it.</summary>
    private static string Shown(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.StartObject)
            return "An object";
        if (json.TokenType is JsonTokenType.StartArray)
            return "A list";
        var text = Encoding.UTF8.GetString(json.ValueSpan);
        if (text.Length > MostShown)
            text = text[..(char.IsHighSurrogate(text[MostShown - 1]) ? MostShown - 1 : MostShown)] + "…";
        return json.TokenType switch
        {
            JsonTokenType.String => $"'{text}'",
            JsonTokenType.Number => $"The number {text}",
            _ => text,
        };
    }

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || text.Length > 16 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal);

    private void Within(string name, Action<Reading, object>? missing, object owner)
    {
        if (missing is null)
            return;
        Enter(name);
        missing(this, owner);
        Leave();
    }

    private void Enter(string segment) => _path.Add(segment);

    private void Leave() => _path.RemoveAt(_path.Count - 1);
}
