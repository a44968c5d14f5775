using System.Runtime.InteropServices;
using Simd = System.Numerics.Vector;

namespace ClaimGraph.Embeddings;

/// <summary>
/// The direction of an embedding, a byte for each dimension: a quarter of the size of its numbers, and the cosine of two is off by less
/// than 0.01.
/// </summary>
internal sealed class Vector
{
    private const float Most = sbyte.MaxValue;

    private readonly sbyte[] _values;
    private readonly float _length;

    private Vector(sbyte[] values) => (_values, _length) = (values, MathF.Sqrt(Product(values, values)));

    public int Dimensions => _values.Length;

    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_values.AsSpan());

    public static Vector Of(ReadOnlySpan<float> embedding)
    {
        var greatest = 0f;
        foreach (var value in embedding)
            greatest = Math.Max(greatest, Math.Abs(value));
        var values = new sbyte[embedding.Length];
        for (var i = 0; i < values.Length && greatest > 0; i++)
            values[i] = (sbyte)MathF.Round(embedding[i] / greatest * Most);
        return new Vector(values);
    }

    public static Vector Of(byte[] bytes) => new([.. MemoryMarshal.Cast<byte, sbyte>(bytes)]);

    /// <summary>The cosine of the angle between two; 0 for those of different models.</summary>
    public double Cosine(Vector other) =>
        Dimensions == other.Dimensions && _length * other._length is var lengths and > 0 ? Product(_values, other._values) / lengths : 0;

    private static int Product(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        var (sums, width) = (System.Numerics.Vector<int>.Zero, System.Numerics.Vector<sbyte>.Count);
        var place = 0;
        for (; place <= a.Length - width; place += width)
        {
            Simd.Widen(new System.Numerics.Vector<sbyte>(a[place..]), out var aLow, out var aHigh);
            Simd.Widen(new System.Numerics.Vector<sbyte>(b[place..]), out var bLow, out var bHigh);
            Simd.Widen(aLow * bLow, out var first, out var second);
            Simd.Widen(aHigh * bHigh, out var third, out var fourth);
            sums += first + second + third + fourth;
        }
        var product = Simd.Sum(sums);
        for (; place < a.Length; place++)
            product += a[place] * b[place];
        return product;
    }
}
