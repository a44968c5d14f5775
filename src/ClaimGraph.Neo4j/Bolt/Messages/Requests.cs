using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>Writes the requests of one exchange, pipelined, and counts the responses to expect.</summary>
internal sealed class Requests
{
    private const string Language = "CYPHER 5 ";

    private readonly MessageWriter _writer = new();

    /// <summary>
    /// Names the version of Cypher that queries are written in. The default of a newer server may be a later one, in which a query can mean
    /// something else.
    /// </summary>
    public bool NamesLanguage { get; set; }

    /// <summary>Everything written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _writer.Framed;

    /// <summary>The number of responses to expect; each is a SUCCESS, FAILURE or IGNORED.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        _writer.Clear();
        Count = 0;
    }

    /// <summary>RUN, and PULL or DISCARD.</summary>
    /// <param name="config">Null inside a transaction that was begun with <see cref="Begin(TransactionConfig)"/>.</param>
    public void Run(Query query, TransactionConfig? config)
    {
        var message = Begin(Signature.Run, 3);
        message.Write(NamesLanguage ? Language : "", query.Text);
        message.WriteMapSize(query.Parameters.Count);
        foreach (var (name, value) in query.Parameters)
        {
            message.Write(name);
            message.WriteValue(value);
        }
        if (config is null)
            message.WriteMapSize(0);
        else
            config.Write(message);
        _writer.End();
        // Queries can be pipelined only if each asks for all of its rows.
        message = Begin(query.OnRow is null ? Signature.Discard : Signature.Pull, 1);
        message.WriteMapSize(1);
        message.Write("n");
        message.Write(-1);
        _writer.End();
    }

    public void Begin(TransactionConfig config)
    {
        config.Write(Begin(Signature.Begin, 1));
        _writer.End();
    }

    public void Add(Signature signature, params ReadOnlySpan<object?> fields)
    {
        var message = Begin(signature, fields.Length);
        foreach (var field in fields)
            message.WriteValue(field);
        _writer.End();
    }

    private PackWriter Begin(Signature signature, int fields)
    {
        Count++;
        var message = _writer.Begin();
        message.WriteStructure(fields, (byte)signature);
        return message;
    }
}
