// Finds claims and prints what speaks for and against them: dotnet run claims.cs -- http://127.0.0.1:5080 WORDS
using System.Text;
using System.Text.Json.Nodes;

const string document = """
    query Claims($words: String!) {
      search(query: $words, kinds: [STATEMENT], first: 3) {
        nodes { ... on Statement { text verdict strength { value } evidence(first: 10) { nodes { stance note } } } }
      }
    }
    """;

var variables = new JsonObject { ["words"] = string.Join(' ', args[1..]) };
var request = new JsonObject { ["query"] = document, ["variables"] = variables };
using var http = new HttpClient();
using var content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
using var response = await http.PostAsync(new Uri(new Uri(args[0]), "/graphql"), content);
var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
if (answer["errors"] is JsonArray errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine(error!["message"]);
    return 1;
}
foreach (var claim in answer["data"]!["search"]!["nodes"]!.AsArray())
{
    Console.WriteLine($"{claim!["verdict"] ?? "no verdict"}, strength {(double)claim["strength"]!["value"]!:0.00}: {claim["text"]}");
    foreach (var evidence in claim["evidence"]!["nodes"]!.AsArray())
        Console.WriteLine($"  {evidence!["stance"]}: {evidence["note"]}");
}
return 0;
