namespace ClaimGraph.Search;

/// <summary>Groups of three neighbouring letters of a word, its ends counted as letters: words that are alike share many.</summary>
internal static class Letters
{
    private const char Beginning = '\u0001';
    private const char End = '\u0002';

    /// <summary>The groups, in their order; one that occurs twice is there twice. The first has the first two letters.</summary>
    public static Enumerator Of(string word) => new(word);

    /// <summary>The group of four letters that two neighbouring groups of three make.</summary>
    public static ulong Join(ulong first, ulong second) => (first << 16) | (second & 0xFFFF);

    /// <summary>The group that all words with a beginning have.</summary>
    public static ulong OfBeginning(string start) => start.Length == 1 ? OfFirst(start[0]) : Pack(Beginning, start[0], start[1]);

    /// <summary>The group that all words with a first letter have.</summary>
    public static ulong OfFirst(char letter) => Pack('\0', Beginning, letter);

    /// <summary>How many groups a word has.</summary>
    public static int Count(string word) => word.Length;

    private static ulong Pack(char first, char second, char third) => ((ulong)first << 32) | ((ulong)second << 16) | third;

    /// <summary>Goes through the groups of a word without an allocation: a search does so for thousands of words.</summary>
    public struct Enumerator(string word)
    {
        private char _first = Beginning;
        private char _second = word[0];
        private int _next = 1;

        public ulong Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next > word.Length)
                return false;
            var third = _next < word.Length ? word[_next] : End;
            Current = Pack(_first, _second, third);
            (_first, _second) = (_second, third);
            _next++;
            return true;
        }
    }
}
