using System.Collections.Concurrent;
using System.Text.Json;

namespace ClaimGraph.Pages.Documents;

/// <summary>
/// Answers that stay right until the next commit: what counts over the whole graph is computed once for each revision of the ledger and
/// each reader, not for each visit. Safe for many threads.
/// </summary>
public sealed class KeptAnswers
{
    /// <summary>So many answers are kept; when there are more, it begins anew.</summary>
    public const int Most = 200;

    private Kept _kept = new(-1);

    /// <summary>The answer as it is at a revision; null when it has to be asked for.</summary>
    internal JsonElement? Find(int revision, string question)
    {
        var kept = Volatile.Read(ref _kept);
        return kept.Revision == revision && kept.Answers.TryGetValue(question, out var answer) ? answer : null;
    }

    /// <summary>Keeps an answer that was given at a revision or after it.</summary>
    internal void Keep(int revision, string question, JsonElement answer)
    {
        var kept = Volatile.Read(ref _kept);
        if (kept.Revision > revision)
            return;
        if (kept.Revision < revision || kept.Answers.Count >= Most)
        {
            var next = new Kept(revision);
            kept = Interlocked.CompareExchange(ref _kept, next, kept) == kept ? next : Volatile.Read(ref _kept);
        }
        if (kept.Revision == revision)
            kept.Answers[question] = answer;
    }

    private sealed class Kept(int revision)
    {
        public int Revision { get; } = revision;
        public ConcurrentDictionary<string, JsonElement> Answers { get; } = new(StringComparer.Ordinal);
    }
}
