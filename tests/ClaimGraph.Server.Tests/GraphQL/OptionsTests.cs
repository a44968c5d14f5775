using ClaimGraph.GraphQL;
using ClaimGraph.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.GraphQL;

public class OptionsTests
{
    [Theory]
    [InlineData(nameof(GraphQLOptions.MaxDepth), 0)]
    [InlineData(nameof(GraphQLOptions.MaxPageSize), 501)]
    [InlineData(nameof(GraphQLOptions.DefaultPageSize), 101)]
    [InlineData(nameof(GraphQLOptions.MaxRequestBytes), 0)]
    [InlineData(nameof(GraphQLOptions.DocumentCacheSize), -1)]
    public void Options_out_of_their_range_are_refused_at_start(string option, int value)
    {
        var error = Should.Throw<InvalidOptionsException>(() =>
            new ServiceCollection().AddClaimGraphApi(options => typeof(GraphQLOptions).GetProperty(option)!.SetValue(options, value))
        );
        error.Message.ShouldStartWith($"GraphQLOptions.{option}: {value} is out of range; use ");
    }
}
