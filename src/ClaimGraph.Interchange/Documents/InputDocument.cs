namespace ClaimGraph.Interchange.Documents;

/// <summary>One file as it was found in the input, be it in a folder or in an archive.</summary>
/// <param name="File">How reports name it: the path, and the path within the archive behind it.</param>
internal sealed record InputDocument(string File, byte[] Bytes);
