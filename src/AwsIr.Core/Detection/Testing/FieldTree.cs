namespace AwsIr.Detection;

/// <summary>The documented fields of a kind of log, by their paths. Immutable.</summary>
internal sealed class FieldTree
{
    private readonly Node _root = new("");
    private readonly List<string> _names = [];

    /// <param name="paths">Paths with dots; one that ends in <c>.*</c> may have anything below it.</param>
    public FieldTree(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            Node node = _root;
            foreach (string part in path.Split('.'))
            {
                if (part == "*")
                {
                    node.IsOpen = true;
                    break;
                }

                if (!node.Parts.TryGetValue(part, out Node? next))
                {
                    node.Parts[part] = next = new Node(part);
                }

                node = next;
            }

            _names.Add(path.Replace(".*", ""));
        }
    }

    /// <summary>What a path leads to.</summary>
    public enum Found
    {
        /// <summary>Nothing known.</summary>
        None,

        /// <summary>A single value.</summary>
        Value,

        /// <summary>Something with parts, or a part of something that may have any.</summary>
        Parts,
    }

    /// <summary>Every known path.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Looks for a path, without regard to case.</summary>
    /// <param name="path">The path as a rule has it.</param>
    /// <param name="right">The path as the logs have it, as far as it is known.</param>
    public Found Find(string path, out string right)
    {
        right = path;
        Node node = _root;
        string[] parts = path.Split('.');
        for (int i = 0; i < parts.Length; i++)
        {
            if (node.IsOpen)
            {
                break;
            }

            if (!node.Parts.TryGetValue(parts[i], out Node? next))
            {
                return Found.None;
            }

            node = next;
            parts[i] = node.Name;
        }

        right = string.Join(".", parts);
        return node.IsOpen || node.Parts.Count > 0 ? Found.Parts : Found.Value;
    }

    private sealed class Node(string name)
    {
        public string Name { get; } = name;

        public bool IsOpen { get; set; }

        public Dictionary<string, Node> Parts { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
