using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Citations;

/// <summary>Sources as RIS, which libraries and reference managers exchange: a tag a line, <c>TY</c> to <c>ER</c> a source. What only
/// we know stands in <c>C8</c>.</summary>
internal static partial class Ris
{
    private const string Ours = "claimgraph:";

    private static readonly (string Type, SourceKind Kind)[] Types =
    [
        ("GEN", SourceKind.Other), // the first of a kind goes out
        ("MGZN", SourceKind.Article),
        ("ELEC", SourceKind.Article),
        ("WEB", SourceKind.Article),
        ("NEWS", SourceKind.News),
        ("RPRT", SourceKind.Analysis),
        ("BLOG", SourceKind.Blog),
        ("GOVDOC", SourceKind.OfficialDocument),
        ("LEGAL", SourceKind.OfficialDocument),
        ("STAT", SourceKind.OfficialDocument),
        ("BILL", SourceKind.OfficialDocument),
        ("CASE", SourceKind.OfficialDocument),
        ("HEAR", SourceKind.OfficialDocument),
        ("STAND", SourceKind.OfficialDocument),
        ("PCOMM", SourceKind.Statement),
        ("ENCYC", SourceKind.Reference),
        ("DICT", SourceKind.Reference),
        ("DATA", SourceKind.Dataset),
        ("VIDEO", SourceKind.Video),
        ("MPCT", SourceKind.Video),
        ("SOUND", SourceKind.Audio),
        ("BOOK", SourceKind.Book),
        ("CHAP", SourceKind.Book),
        ("EDBOOK", SourceKind.Book),
        ("EBOOK", SourceKind.Book),
        ("JOUR", SourceKind.Paper),
        ("EJOUR", SourceKind.Paper),
        ("CPAPER", SourceKind.Paper),
        ("CONF", SourceKind.Paper),
        ("THES", SourceKind.Paper),
    ];

    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation)
    {
        var reading = new Reading(name, read, new MappedRecords());
        using var text = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        while (await text.ReadLineAsync(cancellation) is { } line)
            reading.Take(line);
        return reading.Complete();
    }

    /// <summary>Whether a text begins with the first tag of a source.</summary>
    public static bool IsIn(string start) => FirstTag().IsMatch(start);

    /// <summary>The lines, one after the other.</summary>
    private sealed class Reading(string name, ImportResult read, MappedRecords records)
    {
        private Citation? _citation;
        private (string Tag, int Line) _last;
        private int _line;
        private int _begun;

        public void Take(string line)
        {
            _line++;
            if (Tag().Match(line.TrimStart('\uFEFF')) is { Success: true } match)
                Take(match.Groups["tag"].Value, match.Groups["value"].Value.Trim());
            else if (!Invisible.IsBlank(line))
                Continue(line.Trim());
        }

        public ImportInput Complete()
        {
            if (_citation is not null)
            {
                Losses().Doubt(LossCode.Repaired, "", "The source does not end with 'ER  -'; it was read to the end of the file.");
                End();
            }
            return records.ToInput(name);
        }

        private void Take(string tag, string value)
        {
            if (tag == "TY")
            {
                if (_citation is not null)
                {
                    Losses().Doubt(LossCode.Repaired, "", "The source does not end with 'ER  -'; it was read to the next.");
                    End();
                }
                (_citation, _begun) = (new Citation { Kind = Types.FirstOrDefault(t => t.Type == value).Kind }, _line);
            }
            else if (_citation is null)
                read.AddError(new ImportProblem(name, Place(_line), ProblemCode.InvalidFormat, $"'{tag}' stands outside of a source."));
            else if (tag == "ER")
                End();
            else if (value.Length > 0)
                Set(_citation, tag, value);
            _last = (tag, _line);
        }

        /// <summary>A text that goes on in the next line.</summary>
        private void Continue(string text)
        {
            if (_citation is null)
                read.AddError(new ImportProblem(name, Place(_line), ProblemCode.InvalidFormat, "This line belongs to no tag."));
            else if (_last.Tag is "TI" or "T1")
                _citation.Title = $"{_citation.Title} {text}";
            else if (_last.Tag is "N1")
                _citation.Note = $"{_citation.Note}\n{text}";
            else
                _citation.Unplaced.Add(_last.Tag);
        }

        private void End()
        {
            _citation!.AddTo(records, Place(_begun), Losses());
            _citation = null;
        }

        private Losses Losses() => new(read, name, Place(_begun));

        private static string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");
    }

    private static void Set(Citation citation, string tag, string value)
    {
        switch (tag)
        {
            case "TI" or "T1" or "CT":
                citation.Title ??= value;
                break;
            case "UR" or "L2" or "LK":
                citation.Url ??= value;
                break;
            case "DO":
                citation.Doi = value.IndexOf("10.", StringComparison.Ordinal) is >= 0 and var at ? value[at..] : null;
                break;
            case "SN" when Isbn().IsMatch(value):
                citation.Identifiers.Add($"urn:isbn:{value}");
                break;
            case "PB":
                citation.Publisher = value;
                break;
            case "JO" or "JF" or "T2" or "JA":
                citation.Publisher ??= value;
                break;
            case "LA":
                citation.Language = value;
                break;
            case "PY" or "Y1" or "DA":
                citation.PublishedOn = Finer(citation.PublishedOn, DateOf(value));
                break;
            case "N1":
                citation.Note = citation.Note is null ? value : $"{citation.Note}\n{value}";
                break;
            case "AU" or "A1":
                citation.Authors.Add(value);
                break;
            case "C8" when value.StartsWith(Ours, StringComparison.Ordinal):
                SetOurs(citation, value[Ours.Length..]);
                break;
            case "ID" or "DB" or "DP" or "Y2" or "AN":
                break; // of the collection, not of the source
            default:
                citation.Unplaced.Add(tag);
                break;
        }
    }

    private static void SetOurs(Citation citation, string value)
    {
        var (name, text) = value.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (value[..at], value[(at + 1)..]) : (value, "");
        switch (name)
        {
            case "key":
                citation.Key = text;
                break;
            case "kind" when EnumWords.Of(typeof(SourceKind)).Find(text) is { } kind:
                citation.Kind = (SourceKind)kind;
                break;
            case "publisherKey":
                citation.PublisherKey = text;
                break;
            case "publisherKind":
                citation.PublisherKind = text;
                break;
            case "archivedAt":
                citation.ArchivedAt = text;
                break;
            case "identifier":
                citation.Identifiers.Add(text);
                break;
        }
    }

    /// <summary>A year, or a date as <c>2024/05/02/other</c>.</summary>
    private static PartialDate? DateOf(string value)
    {
        var parts = value.Split('/').Take(3).Select(p => p.Trim()).TakeWhile(p => p.Length > 0).ToArray();
        var text = string.Join('-', parts.Select((p, i) => p.PadLeft(i == 0 ? 4 : 2, '0')));
        return PartialDate.TryParse(text, out var date) ? date : PublishedDate.Of(value, out _);
    }

    private static PartialDate? Finer(PartialDate? known, PartialDate? given) =>
        known is null || given is not null && given.ToString()!.Length > known.ToString()!.Length ? given : known;

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        return await CitationExport.RunAsync(
            selection,
            page =>
            {
                foreach (var citation in page)
                    Write(text, citation);
                return text.FlushAsync(cancellation);
            },
            cancellation
        );
    }

    private static void Write(StreamWriter text, Citation citation)
    {
        Write(text, "TY", Types.FirstOrDefault(t => t.Kind == citation.Kind, Types[0]).Type);
        Write(text, "TI", citation.Title);
        Write(text, "UR", citation.Url);
        Write(text, "DO", citation.Doi);
        Write(text, "PB", citation.Publisher);
        Write(text, "LA", citation.Language);
        Write(text, "PY", citation.PublishedOn?.ToString()![..4]);
        Write(text, "DA", citation.PublishedOn?.ToString()!.Replace('-', '/'));
        foreach (var line in citation.Note?.ReplaceLineEndings("\n").Split('\n') ?? [])
            Write(text, "N1", line);
        WriteOurs(text, "key", citation.Key);
        WriteOurs(text, "kind", EnumWords.Of(typeof(SourceKind)).Of((byte)citation.Kind));
        WriteOurs(text, "publisherKey", citation.PublisherKey);
        WriteOurs(text, "publisherKind", citation.PublisherKind);
        WriteOurs(text, "archivedAt", citation.ArchivedAt);
        foreach (var identifier in citation.Identifiers)
            WriteOurs(text, "identifier", identifier);
        text.WriteLine("ER  - ");
    }

    private static void WriteOurs(StreamWriter text, string name, string? value)
    {
        if (value is not null)
            Write(text, "C8", $"{Ours}{name}={value}");
    }

    private static void Write(StreamWriter text, string tag, string? value)
    {
        if (value is not null)
            text.WriteLine($"{tag}  - {value.ReplaceLineEndings(" ")}");
    }

    [GeneratedRegex("^(?<tag>[A-Z][A-Z0-9])  ?- ?(?<value>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A\uFEFF?\s*TY  ?- [A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex FirstTag();

    [GeneratedRegex("^[0-9X-]{10,17}$", RegexOptions.NonBacktracking)]
    private static partial Regex Isbn();
}
