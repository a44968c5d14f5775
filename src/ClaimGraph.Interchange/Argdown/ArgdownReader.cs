using System.Globalization;
using System.Text.RegularExpressions;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Records;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Argdown;

/// <summary>Makes records of what stands in an Argdown file: statements and evidence between them. An argument without steps is a
/// statement; of one that is written out, each premise is evidence for the conclusion, which only holds together with the
/// others.</summary>
internal sealed partial class ArgdownReader(string name, ImportResult read)
{
    private readonly ArgumentRecords _records = new(name, read, new MappedRecords());
    private readonly Dictionary<ArgdownElement, Arguing> _says = [];
    private readonly Dictionary<ArgdownElement, List<Arguing>> _argues = []; // the evidence that an argument makes

    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation)
    {
        var parser = new ArgdownParser(name, read);
        parser.Parse(await WholeFile.ReadTextAsync(name, input, cancellation));
        var reader = new ArgdownReader(name, read);
        reader.Take(parser);
        return reader._records.ToInput();
    }

    /// <summary>Whether a text has a statement or an argument with a title at the beginning of a line, and a relation below it.</summary>
    public static bool IsIn(string start) => Typical().IsMatch(start);

    private void Take(ArgdownParser parsed)
    {
        foreach (var element in parsed.Elements)
            TakeSteps(element);
        foreach (var link in parsed.Links.Where(l => l.From.OurEvidence is not null || l.To.OurEvidence is not null))
            TakeOurs(link);
        foreach (var element in parsed.Elements.Where(e => e.OurEvidence is null && e.Steps.Count == 0))
            Says(element);
        foreach (var link in parsed.Links.Where(l => !IsOurs(l)))
            TakeLink(link, isLast: false);
        foreach (var link in parsed.Links.Where(l => !IsOurs(l)))
            TakeLink(link, isLast: true);
    }

    private static bool IsOurs(ArgdownLink link) => link.From.OurEvidence is not null || IsBasis(link);

    /// <summary>The statement below evidence of ours on which it rests.</summary>
    private static bool IsBasis(ArgdownLink link) =>
        link.To.Ours is { } ours && link.To.OurEvidence is not null && link.From.OurKey is { } key && (string?)ours["statement"] == key;

    private void TakeSteps(ArgdownElement argument)
    {
        List<Arguing> premises = [];
        foreach (var (statement, isConclusion) in argument.Steps)
        {
            var said = Says(statement);
            if (isConclusion && premises.Count > 0)
            {
                Arguing? first = null;
                foreach (var premise in premises.Where(p => p != said))
                {
                    var evidence = _records.Evidence(premise, said, Stance.Supports, Place(argument.Line), jointWith: first);
                    first ??= evidence;
                }
                if (first is { } made)
                    Add(argument, made);
                premises.Clear();
                _says[argument] = said;
            }
            premises.Add(said);
        }
        if (argument.Steps.Count > 0 && !_says.ContainsKey(argument))
        {
            new Losses(read, name, Place(argument.Line)).Doubt(
                LossCode.Repaired,
                "",
                "The argument has no conclusion; the last step is one."
            );
            _says[argument] = premises[^1];
        }
    }

    /// <summary>The evidence of a relation that we wrote.</summary>
    private void TakeOurs(ArgdownLink link)
    {
        if (link.From.OurEvidence is not { } key || link.From.Ours is not { } ours)
            return;
        var place = Place(link.Line);
        var basis = ours["source"] is { } source
            ? _records.Source((string)source!, (string?)ours["url"], (string?)ours["title"], place)
            : new Arguing(NodeKind.Statement, (string)ours["statement"]!);
        var target = link.To.OurEvidence is { } above ? new Arguing(NodeKind.Evidence, above) : Says(link.To);
        var joint = (string?)ours["jointWith"] is { } first ? new Arguing(NodeKind.Evidence, first) : (Arguing?)null;
        _records.Evidence(basis, target, StanceOf(link.Relation), place, key, joint, (string?)ours["note"]);
    }

    /// <param name="isLast">Undercuts come last: what they undercut must be known.</param>
    private void TakeLink(ArgdownLink link, bool isLast)
    {
        var place = Place(link.Line);
        var isOnArgument =
            link.Relation == ArgdownRelation.Undercut
            || link.To is { IsArgument: true } && (link.To.Steps.Count > 0 || link.To.OurEvidence is not null);
        if (isOnArgument != isLast)
            return;
        if (link.Relation == ArgdownRelation.Contradiction)
        {
            _records.Contradiction(Says(link.From), Says(link.To), place);
            return;
        }
        var targets = !isLast ? [Says(link.To)] : OnArgument(link, place);
        foreach (var target in targets.Where(t => t != Says(link.From)))
            Add(link.From, _records.Evidence(Says(link.From), target, StanceOf(link.Relation), place));
    }

    private List<Arguing> OnArgument(ArgdownLink link, string place)
    {
        if (link.To.OurEvidence is { } ours)
            return [new Arguing(NodeKind.Evidence, ours)];
        if (_argues.TryGetValue(link.To, out var evidence))
            return evidence;
        new Losses(read, name, place).Doubt(
            LossCode.Ambiguous,
            "",
            "What is undercut argues for nothing and against nothing; it is taken for rebutted."
        );
        return [Says(link.To)];
    }

    private Arguing Says(ArgdownElement element)
    {
        if (_says.TryGetValue(element, out var known))
            return known;
        var text = (string?)element.Ours?["text"] ?? element.Text;
        return _says[element] =
            element.OurKey is { } key && text is null
                ? new Arguing(NodeKind.Statement, key)
                : _records.Statement(
                    text ?? element.Title!,
                    Place(element.Line),
                    element.OurKey,
                    (string?)element.Ours?["language"],
                    element.Tags
                );
    }

    private void Add(ArgdownElement argument, Arguing evidence)
    {
        if (!_argues.TryGetValue(argument, out var list))
            _argues[argument] = list = [];
        list.Add(evidence);
    }

    private static Stance StanceOf(ArgdownRelation relation) => relation == ArgdownRelation.Support ? Stance.Supports : Stance.Rebuts;

    private static string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    [GeneratedRegex(
        @"(^|\n)(\[[^\]\n]+\]|<[A-Za-z0-9][^>\n]*>)(:[^\n]*)?\n+[ \t]+(\+>?|->?|_>?|<[-+_]|><)[ \t]+[\[<]",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Typical();
}
