using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests;

public class EnrolmentTests
{
    private static readonly Type[] Suites =
    [
        .. typeof(StoreConformance).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(StoreConformance))),
    ];

    /// <summary>The folder of a store's place is the folder of its enrolments.</summary>
    public static TheoryData<Type> Places =>
        [.. typeof(IStorePlace).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IStorePlace)))];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_suite_is_enrolled_for_every_store(Type place)
    {
        var enrolled = place.Assembly.GetTypes().Where(t => t.Namespace == place.Namespace && !t.IsAbstract);
        Suites.Except(enrolled.Select(t => t.BaseType)).ShouldBeEmpty();
        Suites.ShouldNotBeEmpty();
    }
}
