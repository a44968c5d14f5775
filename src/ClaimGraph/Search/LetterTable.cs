using System.Numerics;

namespace ClaimGraph.Search;

/// <summary>
/// What groups of letters tell, for a text. A search asks for ten thousands of groups, most of which are not there, so this is a hash table
/// with much room in which most questions end at the first place.
/// </summary>
internal sealed class LetterTable(int most)
{
    private const int Room = 4;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong[] _letters = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, most * Room))];
    private readonly float[] _weights = new float[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, most * Room))];

    /// <summary>The sum of all weights.</summary>
    public float Sum { get; private set; }

    /// <param name="letters">Not 0; at most so many different ones as the table was made for.</param>
    public void Add(ulong letters, float weight)
    {
        var place = PlaceOf(letters);
        Sum += weight - _weights[place];
        (_letters[place], _weights[place]) = (letters, weight);
    }

    /// <summary>What a group tells; 0 if it is not there.</summary>
    public float this[ulong letters] => _weights[PlaceOf(letters)];

    private int PlaceOf(ulong letters)
    {
        var place = (int)((letters * Golden) >> 32) & (_letters.Length - 1);
        while (_letters[place] != letters && _letters[place] != 0)
            place = (place + 1) & (_letters.Length - 1);
        return place;
    }
}
