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
        var conditions = Selections.Conditions(document);
        _operations =
        [
            .. document
                .Definitions.OfType<GraphQLOperationDefinition>()
                .Select(o => new PreparedOperation(o, document, conditions, schema, options)),
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
                    : "The document has several operations; name the one to run in operationName."
            );
    }
}

/// <summary>One operation of a document: its plans, and the reading of its variables.</summary>
internal sealed class PreparedOperation
{
    private const int MaxConditions = 31; // which decide, as the bits of a number, which plan is meant

    private readonly GraphQLDocument _document;
    private readonly ISchema _schema;
    private readonly GraphQLOptions _options;
    private readonly string[] _conditions;
    private readonly ConcurrentDictionary<int, Plan> _plans = new();
    private ValidationContext? _idle;
    private int _keptFields;

    /// <param name="conditions">The variables of the document that decide about @skip and @include.</param>
    public PreparedOperation(
        GraphQLOperationDefinition definition,
        GraphQLDocument document,
        string[] conditions,
        ISchema schema,
        GraphQLOptions options
    )
    {
        (Definition, _document, _conditions) = (definition, document, conditions);
        (_schema, _options) = (schema, options);
    }

    public GraphQLOperationDefinition Definition { get; }

    /// <summary>The plan for these variables, which decide about @skip and @include.</summary>
    /// <exception cref="RequestException">The operation is deeper or larger than the server takes.</exception>
    public Plan PlanFor(Variables variables, CancellationToken cancellation)
    {
        if (_conditions.Length > MaxConditions)
            return Compile(variables, cancellation);
        var key = 0;
        for (var i = 0; i < _conditions.Length; i++)
            if (Holds(variables, _conditions[i]))
                key |= 1 << i;
        return _plans.TryGetValue(key, out var plan) ? plan : Keep(key, Compile(variables, cancellation));
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
                : throw new RequestException([.. errors.Select(e => DocumentErrors.ToResponse(_schema, e, ErrorCode.InvalidVariable))]);
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

    // Each condition doubles the plans that there can be, so all that are kept have as many fields together as one may have.
    private Plan Keep(int key, Plan plan) =>
        Interlocked.Add(ref _keptFields, plan.Size) <= _options.MaxFields ? _plans.GetOrAdd(key, plan) : plan;

    private Plan Compile(Variables variables, CancellationToken cancellation)
    {
        var collector = new FieldCollector(_schema, _document, _options, name => Holds(variables, name), cancellation);
        return new PlanCompiler(_schema, collector, _options).Compile(Definition);
    }

    private static bool Holds(Variables variables, string name) => variables.ValueFor(name) is true;
}
