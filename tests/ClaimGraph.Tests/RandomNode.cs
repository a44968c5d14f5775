namespace ClaimGraph.Tests;

/// <summary>Stored nodes of every noun.</summary>
internal static class RandomNode
{
    public static Node Of(Dice dice)
    {
        var kind = dice.AnyOf<NodeKind>();
        var content = new RandomContent(dice, k => [new NodeId(k, 1), new NodeId(k, NodeId.GreatestNumber)]);
        var node = Node.Create(
            new NodeId(kind, dice.Between(1, 9)),
            dice.Chance(50) ? Texts.Some(dice) : null,
            content.Time(),
            content.Of(kind).Canonical()
        );
        return !dice.Chance(30)
            ? node
            : node with
            {
                Status = RecordStatus.Retracted,
                StatusReason = Texts.Some(dice),
                Version = dice.Between(2, 99),
            };
    }
}
