using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>
/// All words that were ever indexed, by number: in which documents each occurs, and which words share three letters. One thread adds; any
/// number read at the same time.
/// </summary>
internal sealed class Vocabulary
{
    private const int MostRemembered = 10_000; // words with those that are like them, some 0.3 KB each

    private const char NameMark = '@'; // no word of a text has it

    private readonly ConcurrentDictionary<string, int> _numbers = new(1, 1_024, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, Postings> _byLetters = new(1, 1_024);
    private readonly Growing<string> _words = new();
    private readonly Growing<Postings> _documents = new();
    private readonly Growing<int> _frequencies = new();
    private readonly Growing<byte> _lengths = new(); // 0 for a name; a word has at most 100 letters
    private readonly ConcurrentDictionary<string, (int Changes, (int Word, double Likeness)[] Words)> _alike = new(StringComparer.Ordinal);
    private int _count;
    private int _used;
    private int _changes; // of what words are used

    public int Count => Volatile.Read(ref _count);

    /// <summary>How many words occur in a document now.</summary>
    public int Used => _used;

    public string this[int number] => _words[number];

    /// <summary>How many letters a word has; a name has none.</summary>
    public int Length(int number) => _lengths[number];

    public bool TryFind(string word, out int number) => _numbers.TryGetValue(word, out number);

    /// <summary>The documents in which a word occurs, ascending, with those that were replaced since.</summary>
    public Postings Documents(int number) => _documents[number];

    /// <summary>In how many documents a word occurs now.</summary>
    public int Frequency(int number) => _frequencies[number];

    /// <summary>The number of a word, which is new if the word is.</summary>
    public int Add(string word)
    {
        if (_numbers.TryGetValue(word, out var known))
            return known;
        var number = _count;
        (_words[number], _documents[number], _frequencies[number]) = (word, new Postings(), 0);
        _lengths[number] = word[0] == NameMark ? (byte)0 : (byte)word.Length;
        if (!IsName(number))
            AddLetters(word, number);
        _numbers[word] = number;
        Volatile.Write(ref _count, number + 1);
        return number;
    }

    public void Append(int word, int document)
    {
        _documents[word].Append(document);
        if (_frequencies[word]++ != 0)
            return;
        _used++;
        Interlocked.Increment(ref _changes);
    }

    public void Forget(int word)
    {
        if (--_frequencies[word] != 0)
            return;
        _used--;
        Interlocked.Increment(ref _changes);
    }

    /// <summary>In how many documents words with a group of three letters occur; a document with two such words counts twice.</summary>
    public long FrequencyOfLetters(ulong letters)
    {
        var frequency = 0L;
        if (_byLetters.TryGetValue(letters, out var numbers))
            foreach (var number in numbers)
                frequency += _frequencies[number];
        return frequency;
    }

    /// <summary>The words most like one, which are found once for as long as no word comes or goes.</summary>
    public (int Word, double Likeness)[] Alike(string word)
    {
        var changes = Volatile.Read(ref _changes);
        if (_alike.TryGetValue(word, out var known) && known.Changes == changes)
            return known.Words;
        var words = Likeness.To(word, this).ToArray();
        if (_alike.Count >= MostRemembered)
            _alike.Clear();
        _alike[word] = (changes, words);
        return words;
    }

    /// <summary>The words that begin with some letters, which may be as many as there are.</summary>
    public IEnumerable<int> BeginningWith(string start)
    {
        var found = new List<int>();
        if (_byLetters.TryGetValue(Letters.OfBeginning(start), out var numbers))
            foreach (var number in numbers)
                if (_words[number].StartsWith(start, StringComparison.Ordinal))
                    found.Add(number);
        return found;
    }

    /// <summary>The words that may be like a given one, and how many groups of three letters they share with it: of many, those that
    /// share most.</summary>
    public IEnumerable<(int Word, int Shared)> SharingLetters(string word, int most)
    {
        var (counts, seen) = (Counters(), t_seen ??= []);
        foreach (var letters in Letters.Of(word))
            if (_byLetters.TryGetValue(letters, out var numbers))
                foreach (var number in numbers)
                    if (number < counts.Length && counts[number]++ == 0)
                        seen.Add(number);
        var sharing = new List<(int Word, int Shared)>();
        Span<int> least = stackalloc int[byte.MaxValue + 1];
        for (var length = 0; length < least.Length; length++)
            least[length] = Likeness.LeastShared(word.Length, length);
        foreach (var number in seen)
        {
            if (_frequencies[number] > 0 && counts[number] >= least[_lengths[number]])
                sharing.Add((number, counts[number]));
            counts[number] = 0;
        }
        seen.Clear();
        return sharing.Count <= most ? sharing : MostSharing(sharing, most);
    }

    private static List<(int Word, int Shared)> MostSharing(List<(int Word, int Shared)> sharing, int most)
    {
        Span<int> counts = stackalloc int[byte.MaxValue + 1]; // of words, by how many groups they share
        foreach (var (_, shared) in sharing)
            counts[shared]++;
        var (least, kept) = (byte.MaxValue, 0);
        while (kept + counts[least] <= most)
            kept += counts[least--];
        var left = most - kept; // of those that share the least
        return sharing.FindAll(s => s.Shared > least || (s.Shared == least && left-- > 0));
    }

    // A count for each word, all zero between two uses.
    [ThreadStatic]
    private static byte[]? t_counters;

    // The words that are counted.
    [ThreadStatic]
    private static List<int>? t_seen;

    private byte[] Counters()
    {
        if (t_counters is null || t_counters.Length < Count)
            t_counters = new byte[Count + Count / 4 + 16];
        return t_counters;
    }

    private void AddLetters(string word, int number)
    {
        Append(_byLetters.GetOrAdd(Letters.OfBeginning(word[..1]), static _ => new Postings()), number);
        foreach (var letters in Letters.Of(word))
            Append(_byLetters.GetOrAdd(letters, static _ => new Postings()), number);
    }

    /// <summary>The word that stands for a node in the documents that name it. It is no word of a text.</summary>
    public static string NameOf(NodeId node) => NameMark + node.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>True for a word that stands for a node.</summary>
    public bool IsName(int number) => _lengths[number] == 0;

    private static void Append(Postings words, int number)
    {
        if (words.Last != number) // three letters can occur twice in a word
            words.Append(number);
    }
}
