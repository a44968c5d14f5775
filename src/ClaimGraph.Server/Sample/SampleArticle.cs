using ClaimGraph.Import;

namespace ClaimGraph.Server.Sample;

/// <summary>
/// The sample that comes with the program: a real article on open-source AI with its 45 assertions, 15 statements by others that respond to
/// them, and the evidence and reviews for all of them.
/// </summary>
internal static class SampleArticle
{
    /// <summary>No file on disk can have this name, because it contains a slash.</summary>
    internal const string Name = "sample/article.json";

    /// <summary>
    /// Loads the sample into a new, empty store, or completes it if loading was interrupted and nobody has written since.
    /// </summary>
    /// <returns>The result of the import; null when the store holds something else.</returns>
    public static async Task<ImportResult?> LoadIntoNewAsync(IClaimStore store, IdSource ids, CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        if (head.Revision > 0)
        {
            var last = (await store.ChangesAsync(head.Revision - 1, 1, cancellation))[0];
            if (last.Principal != "import:" + Name)
                return null;
        }
        using var input = new ImportInput(Name, Open("article.json")!, Open);
        var result = await new Importer(store, ids).RunAsync(input, null, cancellation);
        return result.Errors.Count == 0 ? result : throw new ClaimGraphException($"The sample could not be loaded: {result.Errors[0]}");
    }

    internal static Stream? Open(string file) => typeof(SampleArticle).Assembly.GetManifestResourceStream("sample/" + file);
}
