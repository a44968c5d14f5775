using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;

namespace ClaimGraph.Pages.Requests;

/// <summary>Finds the record that an address names by its id or its key.</summary>
public static class Named
{
    /// <summary>
    /// Asks a document that takes the variables <c>id</c> and <c>key</c>. What looks like an id is tried as one first, and then as a key.
    /// </summary>
    /// <param name="isFound">Whether the answer has the record.</param>
    /// <returns>The answer; null when there is no such record.</returns>
    public static async ValueTask<T?> AskAsync<T>(
        this Visit visit,
        string document,
        string segment,
        Func<T, bool> isFound,
        Action<JsonObject>? add = null
    )
        where T : class
    {
        if (Address.IsId(segment) && await TryAsync("id") is { } byId)
            return byId;
        return await TryAsync("key");

        async ValueTask<T?> TryAsync(string name)
        {
            var variables = new JsonObject { [name] = segment };
            add?.Invoke(variables);
            try
            {
                var answer = await visit.AskAsync<T>(document, variables);
                return isFound(answer) ? answer : null;
            }
            catch (UnansweredException e) when (name == "id" && e.IsWrongAddress)
            {
                return null;
            }
        }
    }
}
