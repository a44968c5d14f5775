namespace ClaimGraph;

/// <summary>The strongly connected components of a directed graph (Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972),
/// without recursion, so that a chain of any length is no problem.</summary>
internal static class Components
{
    /// <param name="count">The nodes are 0 to <paramref name="count"/> − 1.</param>
    /// <param name="next">For each node those to which an edge leads.</param>
    /// <returns>The components in an order in which every edge between two of them leads forward.</returns>
    public static List<int[]> Of(int count, IReadOnlyList<int>[] next)
    {
        var search = new Search(count, next);
        for (var node = 0; node < count; node++)
            search.From(node);
        search.Found.Reverse();
        return search.Found;
    }

    private sealed class Search(int count, IReadOnlyList<int>[] next)
    {
        private readonly int[] _order = new int[count]; // 0: not seen yet
        private readonly int[] _lowest = new int[count];
        private readonly bool[] _isOpen = new bool[count];
        private readonly Stack<int> _open = new();
        private readonly Stack<(int Node, int Edge)> _path = new();
        private int _seen;

        public List<int[]> Found { get; } = [];

        public void From(int root)
        {
            if (_order[root] != 0)
                return;
            Enter(root);
            while (_path.TryPop(out var at))
            {
                var (node, edge) = at;
                if (edge == next[node].Count)
                {
                    Leave(node);
                    continue;
                }
                _path.Push((node, edge + 1));
                var to = next[node][edge];
                if (_order[to] == 0)
                    Enter(to);
                else if (_isOpen[to])
                    _lowest[node] = Math.Min(_lowest[node], _order[to]);
            }
        }

        private void Enter(int node)
        {
            _order[node] = _lowest[node] = ++_seen;
            _isOpen[node] = true;
            _open.Push(node);
            _path.Push((node, 0));
        }

        private void Leave(int node)
        {
            if (_path.TryPeek(out var above))
                _lowest[above.Node] = Math.Min(_lowest[above.Node], _lowest[node]);
            if (_lowest[node] == _order[node])
                Found.Add([.. Close(node)]);
        }

        private IEnumerable<int> Close(int root)
        {
            int node;
            do
            {
                node = _open.Pop();
                _isOpen[node] = false;
                yield return node;
            } while (node != root);
        }
    }
}
