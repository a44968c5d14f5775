using ClaimGraph.Neo4j;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>The numbered scripts give every field that the nouns describe its place.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    public async ValueTask InitializeAsync() => await (await SqliteStore.OpenAsync(_place.Options, new ManualClock())).DisposeAsync();

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public void Column_is_named_after_its_field_and_is_null_only_where_the_field_can_be_missing()
    {
        using var file = new RawFile(_place.File);
        foreach (var noun in Noun.All)
        {
            var stored = noun
                .AllFields.Where(f => f.Role != FieldRole.Implied || f.Place.Count == 1)
                .SelectMany(f => ColumnsOf(f))
                .OrderBy(c => c.TrimEnd('?'), StringComparer.Ordinal);
            file.Run(
                    $"""
                    SELECT group_concat(name || iif("notnull" OR pk, '', '?'), ' ' ORDER BY name)
                    FROM pragma_table_info('{Sql(noun.TypeName)}')
                    """
                )
                .ShouldBe(string.Join(' ', stored));
        }
    }

    /// <summary>A file that has one of two scripts with the same number would never get the other.</summary>
    [Theory]
    [InlineData(typeof(SqliteStore))]
    [InlineData(typeof(Neo4jStore))]
    public void Scripts_have_numbers_of_their_own(Type store) => SchemaScript.Of(store.Assembly).Select(s => s.Number).ShouldBeUnique();

    [Fact]
    public void Every_list_that_is_filtered_by_has_a_table_of_entries()
    {
        using var file = new RawFile(_place.File);
        var expected = Noun
            .All.SelectMany(n => n.AllFields.Where(f => f.IsFiltered && IsList(f)).Select(f => $"{Sql(n.TypeName)}_{Sql(f.StoredName)}"))
            .Order();
        file.Run(
                """
                SELECT group_concat(m.name, ' ' ORDER BY m.name) FROM sqlite_schema m
                WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'entry')
                """
            )
            .ShouldBe(string.Join(' ', expected));
    }

    private static IEnumerable<string> ColumnsOf(Field field, string before = "", bool isNullable = false)
    {
        var name = before + Sql(field.StoredName);
        isNullable |= field.IsNullable || IsList(field) || field.Type == DataType.PartList;
        return field is PartField { Part.Fields: var inner }
            ? inner.Where(f => !f.IsKeptApart).SelectMany(f => ColumnsOf(f, name + "_", isNullable))
            : [isNullable ? name + "?" : name];
    }

    private static bool IsList(Field field) => field.Type is DataType.TextList or DataType.ReferenceList;

    private static string Sql(string name) => UpperSnake.Of(name).ToLowerInvariant();
}
