using System.Collections.Frozen;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>Reads the records of one noun as its fields describe them: enums as the API spells them, keys in place of ids.</summary>
internal sealed class RecordReader
{
    public const string OtherKeys = "otherKeys";
    public const string MergedInto = "mergedInto";

    private static readonly FrozenDictionary<NodeKind, RecordReader> ByKind = Noun.All.ToFrozenDictionary(
        noun => noun.Kind,
        noun => new RecordReader(noun)
    );

    private readonly Noun _noun;
    private readonly Members _members;

    private RecordReader(Noun noun)
    {
        _noun = noun;
        _members = new Members([.. CommonMembers, .. noun.Entered.Select(Member.Of)]);
    }

    private static IEnumerable<Member> CommonMembers =>
        [
            new Member("key", static (ref json, reading, _) => reading.Record.Key = reading.Text(ref json)) { IsRequired = true },
            new Member("id", static (ref json, reading, _) => reading.Record.Id = reading.Id(ref json)),
            new Member(OtherKeys, static (ref json, reading, _) => reading.Record.OtherKeys = reading.Texts(ref json)),
            new Member("createdAt", static (ref json, reading, _) => reading.Record.CreatedAt = reading.Time(ref json)),
            new Member(
                "status",
                static (ref json, reading, _) =>
                    reading.Record.Status = (RecordStatus?)reading.Enum(ref json, EnumWords.Of(typeof(RecordStatus)))
            )
            {
                IsRequired = true, // a record that was withdrawn must not count by mistake
            },
            new Member("statusReason", static (ref json, reading, _) => reading.Record.StatusReason = reading.Text(ref json)),
            new Member(MergedInto, static (ref json, reading, _) => reading.Record.MergedInto = reading.Text(ref json)),
        ];

    /// <summary>Reads one record; null, and the problem, when it cannot be read.</summary>
    public static ImportRecord? Read(NodeKind kind, ReadOnlySpan<byte> json, out Problem? problem)
    {
        try
        {
            problem = null;
            return ByKind[kind].Read(json);
        }
        catch (RecordException e)
        {
            problem = e.Problem;
            return null;
        }
    }

    private ImportRecord Read(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes);
        json.Read();
        var reading = new Reading(new ImportRecord(_noun.NewContent()));
        if (json.TokenType == JsonTokenType.Null)
            throw reading.Refusal(ProblemCode.Required, "This must be a record, not null.");
        reading.Object(ref json, _members, reading.Record.Content);
        foreach (var file in reading.Record.Files.Where(f => f.Text.Get(f.Owner) is { Length: > 0 }).ToArray())
        {
            reading.Record.Files.Remove(file);
            reading.Record.Warn(new Problem(ProblemCode.InvalidFormat, "Give the text or its file, not both.", file.Path));
        }
        return reading.Record;
    }
}

/// <summary>A record that cannot be read any further.</summary>
internal sealed class RecordException(Problem problem) : ClaimGraphException(problem.Message)
{
    public Problem Problem { get; } = problem;
}

/// <summary>The members that a JSON object can have.</summary>
internal sealed class Members(Member[] members)
{
    public int Count => members.Length;
    public Member this[int at] => members[at];

    /// <summary>The place of the member whose name the reader stands at; negative when there is none. Files mostly keep one order, so the
    /// search begins at <paramref name="hint"/>.</summary>
    public int Find(ref Utf8JsonReader json, int hint)
    {
        for (var i = 0; i < members.Length; i++)
        {
            var at = hint + i;
            if (at >= members.Length)
                at -= members.Length;
            if (json.ValueTextEquals(members[at].Utf8))
                return at;
        }
        return -1;
    }
}
