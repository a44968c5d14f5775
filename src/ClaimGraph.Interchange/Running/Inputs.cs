using System.Collections.Frozen;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Running;

/// <summary>Our own import files.</summary>
internal sealed class OurInput : InputFormat
{
    public override string Name => Ours;

    public override async Task<ImportOutcome> RunAsync(ImportWork work, CancellationToken cancellation)
    {
        var importer = new Importer(work.Store, work.Ids) { Principal = work.Principal };
        var result = await importer.RunAsync(work.Input!, work.Track, work.Progress, cancellation);
        return new ImportOutcome(result, null, FrozenDictionary<string, int>.Empty);
    }
}

/// <summary>Formats from which records of our own are made.</summary>
internal sealed class RecordsInput(RecordFormat format) : InputFormat
{
    public override string Name => format.Name;

    public override async Task<bool> IsInAsync(Stream content, CancellationToken cancellation) =>
        format.IsIn(await ClaimReviewFormat.StartOfAsync(content, cancellation));

    public override async Task<ImportOutcome> RunAsync(ImportWork work, CancellationToken cancellation)
    {
        var result = work.Track.Result;
        result.IsMuted = work.Track.Position is not null;
        using var input = await format.OpenAsync(work.Name, work.Input!.Content, result, cancellation);
        var importer = new Importer(work.Store, work.Ids) { Principal = work.Principal };
        await importer.RunAsync(input, work.Track, work.Progress, cancellation);
        return new ImportOutcome(result, null, FrozenDictionary<string, int>.Empty);
    }
}

/// <summary>What fact-checkers publish.</summary>
internal sealed class ClaimReviewInput : InputFormat
{
    public override string Name => ClaimReviewFormat.Name;

    public override bool TakesFolders => true;

    public override Task<bool> IsInAsync(Stream content, CancellationToken cancellation) =>
        ClaimReviewFormat.IsInAsync(content, cancellation);

    public override async Task<ImportOutcome> RunAsync(ImportWork work, CancellationToken cancellation)
    {
        var importer = new ClaimReviewImporter(work.Store, work.Ids)
        {
            Verdicts = work.Verdicts,
            Principal = work.Principal,
            Track = work.Track,
        };
        var progress = new Reviews(work);
        var read = work.Input is { } input
            ? await importer.RunAsync(work.Name, input.Content, progress, cancellation)
            : await importer.RunAsync(work.Folder!, progress, cancellation);
        return new ImportOutcome(read.Result, read.Found, read.Unmapped);
    }

    private sealed class Reviews(ImportWork work) : IProgress<long>
    {
        public void Report(long value) =>
            work.Progress?.Report(new ImportProgress(NodeKind.Review, value, 0, work.Track.Result.ErrorCount));
    }
}

/// <summary>Tables, whose columns a mapping names.</summary>
internal sealed class TableInput : InputFormat
{
    public const string Table = "table";

    public override string Name => Table;

    public override async Task<ImportOutcome> RunAsync(ImportWork work, CancellationToken cancellation)
    {
        var importer = new TableImporter(work.Store, work.Ids)
        {
            Verdicts = work.Verdicts,
            Principal = work.Principal,
            Track = work.Track,
        };
        var read = await importer.RunAsync(work.Name, work.Input!.Content, work.Mapping!, work.Progress, cancellation);
        return new ImportOutcome(read.Result, read.Rows, read.Unmapped);
    }
}
