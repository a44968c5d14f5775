using System.Collections.Concurrent;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Plans;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>A parsed and validated document with what its operations need to run. Shared by all requests.</summary>
internal sealed class PreparedDocument
{
    private readonly PreparedOperation[] _operations;

    public PreparedDocument(GraphQLDocument document, ISchema schema, GraphQLOptions options)
    {
        Document = document;
        _operations =
        [
            .. document.Definitions.OfType<GraphQLOperationDefinition>().Select(o => new PreparedOperation(o, document, schema, options)),
        ];
    }

    public GraphQLDocument Document { get; }

    /// <exception cref="RequestException">There is none of that name, or several and no name was given.</exception>
    public PreparedOperation Operation(string? name)
    {
        if (!string.IsNullOrEmpty(name))
            return Array.Find(_operations, o => o.Definition.Name?.Value == name)
                ?? throw new RequestException(ErrorCode.OperationNotFound, $"The document has no operation with the name '{name}'.");
        return _operations.Length == 1
            ? _operations[0]
            : throw new RequestException(
                ErrorCode.OperationNotFound,
                _operations.Length == 0
                    ? "The document has no operation."
                    : "The document has several operations; say by operationName which one is to run."
            );
    }
}

/// <summary>One operation of a document: its plans, and the reading of its variables.</summary>
internal sealed class PreparedOperation
{
    private const int MaxKeptConditions = 6; // each condition doubles the plans that are kept

    private readonly GraphQLDocument _document;
    private readonly ISchema _schema;
    private readonly GraphQLOptions _options;
    private readonly string[] _conditions;
    private readonly ConcurrentDictionary<int, Plan> _plans = new();
    private ValidationContext? _idle;

    public PreparedOperation(GraphQLOperationDefinition definition, GraphQLDocument document, ISchema schema, GraphQLOptions options)
    {
        (Definition, _document, _schema, _options) = (definition, document, schema, options);
        _conditions = Selections.Conditions(document);
    }

    public GraphQLOperationDefinition Definition { get; }

    /// <summary>The plan for these variables, which decide about @skip and @include.</summary>
    /// <exception cref="RequestException">The operation is deeper or larger than the server takes.</exception>
    public Plan PlanFor(Variables variables)
    {
        if (_conditions.Length > MaxKeptConditions)
            return Compile(variables);
        var key = 0;
        for (var i = 0; i < _conditions.Length; i++)
            if (Holds(variables, _conditions[i]))
                key |= 1 << i;
        return _plans.TryGetValue(key, out var plan) ? plan : _plans.GetOrAdd(key, Compile(variables));
    }

    /// <summary>The values of the operation's variables, of the right types and with defaults.</summary>
    /// <exception cref="RequestException">A value does not fit.</exception>
    public async ValueTask<Variables> ReadVariablesAsync(Inputs given, CancellationToken cancellation)
    {
        if (Definition.Variables is null)
            return Variables.None;
        var context =
            Interlocked.Exchange(ref _idle, null)
            ?? new ValidationContext
            {
                Schema = _schema,
                Document = _document,
                Operation = Definition,
                TypeInfo = new TypeInfo(_schema),
                UserContext = new Dictionary<string, object?>(),
                Metrics = Metrics.None,
                Extensions = Inputs.Empty,
            };
        (context.Variables, context.CancellationToken) = (given, cancellation);
        try
        {
            var (variables, errors) = await context.GetVariablesValuesAsync();
            return errors is null
                ? variables
                : throw new RequestException([.. errors.Select(e => DocumentErrors.ToResponse(e, ErrorCode.InvalidVariable))]);
        }
        catch (RefusedException refused)
        {
            throw new RequestException(ErrorCode.InvalidVariable, string.Join(' ', refused.Problems.Select(p => p.Message)));
        }
        finally
        {
            context.Variables = Inputs.Empty;
            _idle = context; // it remembers where the variables are used, which is costly to find out
        }
    }

    private Plan Compile(Variables variables) =>
        new PlanCompiler(_schema, _document, _options, name => Holds(variables, name)).Compile(Definition);

    private static bool Holds(Variables variables, string name) => variables.ValueFor(name) is true;
}
