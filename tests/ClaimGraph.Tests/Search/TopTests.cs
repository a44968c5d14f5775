using ClaimGraph.Search;

namespace ClaimGraph.Tests.Search;

public sealed class TopTests
{
    [Fact]
    public void The_best_are_kept_best_first_and_of_the_same_score_those_with_the_lower_ids() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 5].Array[0, 100])
            .Sample(
                (most, scores) =>
                {
                    var index = new SearchIndex();
                    // The numbers of targets do not go with their ids.
                    Candidate[] all = [.. scores.Select((s, i) => new Candidate(index.Targets.Add(Id(scores.Length - i)), i, s))];
                    var top = new Top(index, most);
                    foreach (var candidate in all)
                        top.Add(candidate);
                    Candidate[] expected = [.. all.OrderByDescending(c => c.Score).ThenBy(c => index.Targets.Node(c.Target)).Take(most)];
                    top.Sorted().ShouldBe(expected);
                    if (most > 0 && expected.Length == most)
                        top.Least.ShouldBeLessThanOrEqualTo(expected[^1].Score);
                },
                iter: 2_000
            );

    private static NodeId Id(long number) => NodeId.FromValue(number * 16 + (long)NodeKind.Statement);
}
