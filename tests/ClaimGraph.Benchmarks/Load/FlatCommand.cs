using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimGraph.Benchmarks.Load;

/// <summary><c>flat FILE RECORDS [NOTE]</c>: a file to import, one record a line, sources and statements in turn, which name no others and
/// have a note of so many characters. The same in every run.</summary>
internal static class FlatCommand
{
    private static readonly string[] Syllables = ["pal", "tro", "stea", "gour", "lim", "bran", "dro", "vel", "hain", "kos", "zar", "mep"];

    public static int Run(string file, int records, int note)
    {
        var random = new Random(1);
        using var lines = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        lines.WriteLine("""{"format":"claimgraph/1"}""");
        for (var i = 0; i < records; i++)
            lines.WriteLine(i % 2 == 0 ? Source(i, random, Note(note)) : Statement(i, random, Note(note)));
        return 0;
    }

    private static string Source(int number, Random random, string? note)
    {
        var title = Words(random, 8);
        var url = $"https://p{random.Next(2_000)}.example/{title.Replace(' ', '-')}-{number}";
        var published = new DateOnly(2016, 1, 1).AddDays(random.Next(3_600)).ToString("O", CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(
            new
            {
                source = new
                {
                    key = $"source:{number}",
                    status = "ACTIVE",
                    url,
                    title,
                    language = "en",
                    publishedOn = published,
                    note,
                },
            }
        );
    }

    private static string Statement(int number, Random random, string? note) =>
        JsonSerializer.Serialize(
            new
            {
                statement = new
                {
                    key = $"statement:{number}",
                    status = "ACTIVE",
                    text = $"{Words(random, 20)} {number}",
                    language = "en",
                    note,
                },
            }
        );

    private static string? Note(int characters) => characters == 0 ? null : new string('n', characters);

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Concat(random.GetItems(Syllables, random.Next(1, 4)))));
}
