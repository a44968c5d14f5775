using ClaimGraph.GraphQL.Api.Ledger;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.History;

/// <summary>Changes in readable form: field by field.</summary>
internal sealed class HistoryPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new FieldChangeType());
        api.Extend<ChangeType>(static type =>
            type.Define(
                "fields",
                "[FieldChange!]!",
                "The fields that the change gave another value, in the order of the record's type. What is computed is not among them.",
                new PartResolver<Change>(FieldChange.Of) { Weight = Weight.SomeValues }
            )
        );
    }

    private sealed class FieldChangeType : ObjectGraphType<FieldChange>
    {
        private const string Written =
            "Dates, ids and the names of enums as this API writes them, an id for a record; lists and parts as JSON. "
            + "Null if there is none.";

        public FieldChangeType()
        {
            Name = "FieldChange";
            Description = "A field that a change gave another value.";
            this.Leaf("name", "String!", "The name of the field in the type of the record.", static f => f.Name);
            this.Leaf("before", "String", "The value before the change. " + Written, static f => f.Before).CanBeLong();
            this.Leaf("after", "String", "The value after the change. " + Written, static f => f.After).CanBeLong();
        }
    }
}
