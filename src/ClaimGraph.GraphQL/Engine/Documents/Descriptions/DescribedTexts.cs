using GraphQLParser;

namespace ClaimGraph.GraphQL.Engine.Documents.Descriptions;

/// <summary>What a document with one operation says about itself and its variables.</summary>
internal sealed class DescribedTexts
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _comments = [];
    private string? _operation;

    /// <param name="text">A document that is known to be valid.</param>
    public DescribedTexts(string text)
    {
        var (before, last, depth) = (TokenKind.UNKNOWN, default(Token), 0);
        var (waiting, isFirst) = ((string?)null, true);
        foreach (var token in DocumentTokens.Of(text))
        {
            if (token.Kind == TokenKind.COMMENT)
            {
                if (isFirst)
                    _comments.Add(token.Value.ToString().Trim());
                continue;
            }
            isFirst = false;
            if (waiting is not null)
                _variables[token.Value.ToString()] = waiting;
            waiting = null;
            if (last.Kind == TokenKind.STRING && depth == 0 && DocumentText.IsDescribed(before, token))
                waiting = Take(last, token);
            depth += token.Kind switch
            {
                TokenKind.BRACE_L => 1,
                TokenKind.BRACE_R => -1,
                _ => 0,
            };
            (before, last) = (last.Kind, token);
        }
    }

    /// <summary>What the operation does; null when the document does not say.</summary>
    public string? Operation => _operation ?? (_comments.Count == 0 ? null : string.Join(' ', _comments));

    /// <summary>What a variable means; null when the document does not say.</summary>
    public string? OfVariable(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The description of a variable, whose name follows; that of the operation is kept here.</summary>
    private string? Take(Token described, Token token)
    {
        var text = described.Value.ToString();
        if (token.Kind == TokenKind.DOLLAR)
            return text;
        if (token.Value.Span is not "fragment")
            _operation = text;
        return null;
    }
}
