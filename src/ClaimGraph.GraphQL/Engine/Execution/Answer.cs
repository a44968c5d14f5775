using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>Where a response goes that is too large to be kept whole.</summary>
internal interface ILargeResponse
{
    /// <summary>Called once, before the first part.</summary>
    /// <param name="length">How many bytes follow, all parts together.</param>
    ValueTask BeginAsync(long length);

    ValueTask SendAsync(ReadOnlyMemory<byte> part);
}

/// <summary>The response to an operation that has run: all that is left is to write it.</summary>
/// <param name="charge">Null where the response tells of an event, which was charged with its subscription.</param>
internal sealed class Answer(OperationRun run, Charge? charge, RequestScope scope)
{
    /// <summary>True when there are errors beside the data.</summary>
    public bool HasErrors => run.Errors is not null;

    /// <summary>
    /// Writes the response to the buffer. One that outgrows it is measured first; then its parts go to <paramref name="large"/>, and
    /// nothing is left in the buffer.
    /// </summary>
    /// <param name="large">Null where the response is kept whole, whatever its size.</param>
    /// <returns>True when the response went to <paramref name="large"/>.</returns>
    /// <exception cref="RequestException">The response has more bytes than the server sends; nothing of it was sent.</exception>
    public async ValueTask<bool> WriteAsync(ResponseBuffer buffer, ILargeResponse? large = null)
    {
        var isLarge = false;
        buffer.WhenFull = async () =>
        {
            if (!isLarge)
            {
                isLarge = true;
                var length = await MeasureAsync();
                if (large is not null)
                    await large.BeginAsync(length);
            }
            if (large is null)
                buffer.WhenFull = null;
            else
                await SendAsync(buffer, large);
        };
        await WriteToAsync(buffer);
        buffer.WhenFull = null;
        if (!isLarge || large is null)
            return false;
        await SendAsync(buffer, large);
        return true;
    }

    private static async ValueTask SendAsync(ResponseBuffer buffer, ILargeResponse large)
    {
        await large.SendAsync(buffer.Memory);
        buffer.Drain();
    }

    private async ValueTask<long> MeasureAsync()
    {
        var meter = new ResponseMeter(scope.Options.MaxResponseBytes);
        try
        {
            await WriteToAsync(meter);
        }
        catch (ResponseTooLargeException)
        {
            throw scope.ResponseTooLarge();
        }
        if (meter.Length > scope.Options.MaxResponseBytes)
            throw scope.ResponseTooLarge();
        scope.Quota?.TakeForBytes(meter.Length);
        return meter.Length;
    }

    private async ValueTask WriteToAsync(ResponseOutput output)
    {
        var json = output.Json;
        json.WriteStartObject();
        if (run.Errors is { } errors)
            ErrorWriter.Write(json, errors);
        json.WritePropertyName("data"u8);
        await run.WriteDataAsync(output);
        charge?.Write(json);
        json.WriteEndObject();
    }
}
