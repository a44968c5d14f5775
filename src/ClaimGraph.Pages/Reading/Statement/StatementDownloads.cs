using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>The argument map of a claim as a picture.</summary>
internal sealed class MapDownload : IDownload
{
    public string Pattern => "/statements/{id}/map.svg";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        if (await StatementPage.FindAsync(visit) is not { } claim)
            return null;
        var map = await StatementPage.AskMapAsync(visit, claim.Id, first: 100);
        return new Download(
            "image/svg+xml; charset=utf-8",
            MapDrawing.Of(map, visit.Reader.Language, alone: true),
            $"{claim.Key ?? claim.Id}.svg"
        );
    }
}
