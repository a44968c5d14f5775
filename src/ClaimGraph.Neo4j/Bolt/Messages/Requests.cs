using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>Writes messages to the server into the flight that is being prepared, and counts the answers that will come.</summary>
internal sealed class Requests
{
    private readonly MessageWriter _writer = new();

    /// <summary>Everything written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Flight => _writer.Framed;

    /// <summary>Answers that these requests will bring; each is a SUCCESS, FAILURE or IGNORED.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        _writer.Clear();
        Count = 0;
    }

    /// <param name="header">Null inside a transaction that BEGIN has begun.</param>
    public void Run(Query query, TransactionConfig? header)
    {
        var message = Begin(Signature.Run, 3);
        message.Write(query.Text);
        message.WriteMapSize(query.Parameters.Count);
        foreach (var (name, value) in query.Parameters)
        {
            message.Write(name);
            message.WriteValue(value);
        }
        if (header is null) message.WriteMapSize(0);
        else header.Write(message);
        _writer.End();
        // Several statements can follow each other in one flight only when each asks for all of its rows.
        message = Begin(query.OnRow is null ? Signature.Discard : Signature.Pull, 1);
        message.WriteMapSize(1);
        message.Write("n");
        message.Write(-1);
        _writer.End();
    }

    public void Begin(TransactionConfig header)
    {
        header.Write(Begin(Signature.Begin, 1));
        _writer.End();
    }

    public void Add(Signature signature, params ReadOnlySpan<object?> fields)
    {
        var message = Begin(signature, fields.Length);
        foreach (var field in fields) message.WriteValue(field);
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
