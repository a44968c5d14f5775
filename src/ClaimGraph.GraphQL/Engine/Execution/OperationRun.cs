using System.Collections;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Plans;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>
/// Carries out one planned operation (GraphQL specification, section 6). It goes down the plan as far as it comes without the store,
/// dispatches the loaders once for everything that waits, and goes on from there. Scalars that stand in their source are not touched
/// before the response is written.
/// </summary>
internal sealed class OperationRun
{
    private const int ObjectBytes = 64; // what an object takes in memory; in the response it can be shorter
    private const int ObjectsBetweenLooks = 1024;

    private readonly RequestScope _scope;
    private readonly Plan _plan;
    private readonly GraphQLDocument _document;
    private readonly FieldContext[] _contexts;
    private readonly ObjectNode _root;
    private long _objects;
    private List<Waiting> _waiting = [];
    private List<Waiting> _completing = [];
    private bool _isNull;

    /// <exception cref="RequestException">An argument cannot be used.</exception>
    public OperationRun(RequestScope scope, Plan plan, GraphQLDocument document, Variables variables)
    {
        (_scope, _plan, _document) = (scope, plan, document);
        scope.IsAtomic = plan.IsAtomic;
        _contexts = plan.ReadContexts(scope, document, variables);
        _root = new ObjectNode(scope, plan.Root, null, null, -1);
    }

    /// <summary>What went wrong in single fields; null when nothing did.</summary>
    public List<ResponseError>? Errors { get; private set; }

    /// <summary>What the operation costs at most.</summary>
    public long Cost() => CostMeter.Measure(_plan, ContextOf) + CostMeter.OfText(_document.Source.Length);

    public async ValueTask ExecuteAsync()
    {
        if (!_plan.IsMutation)
            await ExecuteAsync(_plan.Root.Fields);
        else if (_plan.IsAtomic)
            await WriteAsync(_plan.Root.Fields);
        else
            foreach (var field in _plan.Root.Fields)
                await WriteAsync(field);
    }

    private async ValueTask ExecuteAsync(params PlanField[] fields)
    {
        await LearnAsync();
        foreach (var field in fields)
            if (field.Slot >= 0)
                Resolve(_root, field);
        await CompleteAsync();
    }

    public ValueTask WriteDataAsync(ResponseOutput output)
    {
        if (!_isNull)
            return _root.WriteAsync(output);
        output.Json.WriteNullValue();
        return default;
    }

    private async ValueTask WriteAsync(params PlanField[] fields)
    {
        try
        {
            await ExecuteAsync(fields);
        }
        catch (Exception exception) when (_scope.HasCommitted && (exception is not OperationCanceledException || _scope.IsOverdue))
        {
            _waiting.Clear();
            foreach (var field in fields)
                if (field.Slot >= 0)
                    FailAfterCommit(field, exception);
        }
    }

    // What the request committed must be told, so the failure is one of the field and not of the request.
    private void FailAfterCommit(PlanField field, Exception exception)
    {
        switch (exception)
        {
            case RequestException failure:
                Fail(_root, field, failure.Errors[0].Code, failure.Message);
                break;
            case StoreUnavailableException unavailable:
                Fail(_root, field, ErrorCode.StoreUnavailable, unavailable.ForClients);
                break;
            case OperationCanceledException:
                Fail(_root, field, ErrorCode.Timeout, TimeLimit.Message(_scope));
                break;
            default:
                _scope.Report(exception);
                Fail(_root, field, ErrorCode.Internal, Failures.Internal);
                break;
        }
    }

    /// <summary>Looks up what the arguments name. A mutation does so before each field, as the one before may have made it.</summary>
    private ValueTask LearnAsync()
    {
        List<string>? names = null;
        foreach (var context in _contexts)
            if (context.Names is { Count: > 0 } some)
                (names ??= []).AddRange(some);
        return names is null ? default : _scope.LearnAsync(names);
    }

    private async ValueTask CompleteAsync()
    {
        while (_waiting.Count > 0)
        {
            _scope.Cancellation.ThrowIfCancellationRequested();
            await _scope.Loaders.DispatchAsync();
            (_waiting, _completing) = (_completing, _waiting);
            foreach (var waiting in _completing)
                Complete(waiting);
            _completing.Clear();
        }
    }

    private void Complete(Waiting waiting)
    {
        object? value;
        try
        {
            value = waiting.Deferred.Result;
        }
        catch (RefusedException refused)
        {
            Fail(waiting.Node, waiting.Field, ErrorCode.InvalidArgument, MessageOf(refused));
            return;
        }
        Accept(waiting.Node, waiting.Field, value);
    }

    private void Process(ObjectNode node)
    {
        foreach (var field in node.Selection.Fields)
            if (field.Slot >= 0)
                Resolve(node, field);
    }

    private void Resolve(ObjectNode node, PlanField field)
    {
        object? value;
        try
        {
            value = field.Resolver!.Resolve(node.Source, field.Context < 0 ? null : ContextOf(field));
        }
        catch (RefusedException refused)
        {
            Fail(node, field, ErrorCode.InvalidArgument, MessageOf(refused));
            return;
        }
        Accept(node, field, value);
    }

    private FieldContext ContextOf(PlanField field) => _contexts[field.Context];

    private void Accept(ObjectNode node, PlanField field, object? value)
    {
        switch (value)
        {
            case Deferred pending:
                _waiting.Add(new Waiting(node, field, pending));
                break;
            case null when field.IsNonNull:
                throw new InvalidOperationException($"{node.Selection.TypeName}.{field.Definition.Name} is null.");
            case null:
                break;
            case var leaf when field.Selections is null:
                node.Values[field.Slot] = leaf;
                _scope.WillSend((leaf as string)?.Length ?? 0);
                break;
            case IReadOnlyList<object?> list when field.IsList:
                AcceptList(node, field, list);
                break;
            case IEnumerable list when field.IsList:
                AcceptList(node, field, [.. list.Cast<object?>()]); // a list of structs
                break;
            default:
                var child = Make(value, node, field, -1);
                node.Values[field.Slot] = child;
                Process(child);
                break;
        }
    }

    private void AcceptList(ObjectNode node, PlanField field, IReadOnlyList<object?> list)
    {
        var items = new ObjectNode?[list.Count];
        node.Values[field.Slot] = items;
        for (var i = 0; i < items.Length; i++)
        {
            if (list[i] is { } value)
                Process(items[i] = Make(value, node, field, i));
            else if (field.IsItemNonNull)
                throw new InvalidOperationException($"{node.Selection.TypeName}.{field.Definition.Name} has an entry that is null.");
        }
    }

    private ObjectNode Make(object value, ObjectNode parent, PlanField field, int item)
    {
        _scope.Hold(ObjectBytes);
        if (++_objects % ObjectsBetweenLooks == 0)
            _scope.Cancellation.ThrowIfCancellationRequested();
        var selection = field.SelectionFor(value);
        foreach (var text in selection.LongTexts)
            _scope.WillSend((text.Resolve(value, null) as string)?.Length ?? 0);
        return new ObjectNode(value, selection, parent, field, item);
    }

    private void Fail(ObjectNode node, PlanField field, ErrorCode code, string message)
    {
        var location = GraphQLParser.Location.FromLinearPosition(_document.Source, field.Ast.Location.Start);
        Errors ??= [];
        Errors.Add(new ResponseError(code, message, [(location.Line, location.Column)], node.PathOf(field)));
        SetNull(node, field);
    }

    /// <summary>Makes a field null and, where it cannot be, what holds it (section 6.4.4).</summary>
    private void SetNull(ObjectNode node, PlanField field)
    {
        node.Values[field.Slot] = null;
        if (!field.IsNonNull)
            return;
        if (node.Parent is null)
            _isNull = true;
        else if (node.Item < 0 || node.Field!.IsItemNonNull)
            SetNull(node.Parent, node.Field!);
        else if (node.Parent.Values[node.Field.Slot] is ObjectNode?[] list)
            list[node.Item] = null;
    }

    private static string MessageOf(RefusedException refused) => string.Join(' ', refused.Problems.Select(p => p.Message));

    private readonly record struct Waiting(ObjectNode Node, PlanField Field, Deferred Deferred);
}
