using System.Text;

namespace ClaimGraph.Import;

/// <summary>Texts in the order in which they were added, of which there may be many millions: they are in a temporary file. For one
/// thread.</summary>
internal sealed class TemporaryTexts : IDisposable
{
    private readonly FileStream _file = TemporaryFile.Open();
    private readonly BufferedStream _added;
    private readonly TemporaryTable<long> _ends = new(rowsOfPage: 256);

    public TemporaryTexts() => _added = new BufferedStream(_file, 1 << 14);

    public int Count { get; private set; }

    public void Add(string text)
    {
        _added.Write(Encoding.UTF8.GetBytes(text));
        _ends.Change(Count++) = _added.Position;
    }

    public string Read(int number)
    {
        _added.Flush();
        var start = number == 0 ? 0 : _ends.Read(number - 1);
        var text = new byte[_ends.Read(number) - start];
        var length = RandomAccess.Read(_file.SafeFileHandle, text, start);
        return Encoding.UTF8.GetString(text, 0, length);
    }

    public void Dispose()
    {
        _added.Dispose();
        _ends.Dispose();
    }
}
