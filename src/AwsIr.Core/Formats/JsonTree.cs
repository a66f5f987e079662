using System.Globalization;

namespace AwsIr.Formats;

/// <summary>
/// A JSON object or array in the making, filled by paths. An entry whose name ends in <c>.0_</c> or <c>:0</c> is an element of an array,
/// which is how Security Hub flattens them.
/// </summary>
internal sealed class JsonTree
{
    /// <summary>Deeper paths stay one name with its slashes: who writes them wants the stack to end.</summary>
    private const int MaxDepth = 32;

    private readonly List<KeyValuePair<string, object?>> _members = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, object?> _items = [];

    /// <summary>Whether there is anything in it.</summary>
    public bool IsEmpty => _members.Count == 0 && _items.Count == 0;

    /// <summary>The members, or if it is an array the elements in their order.</summary>
    public object Value => _items.Count > 0 ? _items.Values.ToArray() : _members;

    /// <summary>The value of a member; null if there is none.</summary>
    public object? this[string name] => _places.TryGetValue(name, out var place) ? _members[place].Value : null;

    /// <summary>Sets a member; a null is not written.</summary>
    public void Set(string name, object? value)
    {
        if (value is not null && value is not JsonTree { IsEmpty: true } && value is not object?[] { Length: 0 })
        {
            Put(name, value);
        }
    }

    /// <summary>Sets what a path with slashes leads to; a null is written.</summary>
    public void SetPath(string path, object? value)
    {
        var names = path.Split(['/'], MaxDepth);
        var tree = this;
        for (var i = 0; i < names.Length; i++)
        {
            var last = i == names.Length - 1;
            if (Element(names[i], out var index) is { } array)
            {
                tree = tree.Child(array);
                if (last)
                {
                    tree._items[index] = value;
                }
                else
                {
                    tree = tree.Child(index);
                }
            }
            else if (!last)
            {
                tree = tree.Child(names[i]);
            }
            else if (tree[names[i]] is not JsonTree)
            {
                tree.Put(names[i], value);
            }
        }
    }

    /// <summary>The name of an array and the index in it; null if the name is no element's.</summary>
    private static string? Element(string name, out int index)
    {
        var end = name.EndsWith("_", StringComparison.Ordinal) ? name.Length - 1 : name.Length;
        var at = name.LastIndexOf(end < name.Length ? '.' : ':');
        index = 0;
        return at > 0 && int.TryParse(name.Substring(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out index)
            ? name.Substring(0, at)
            : null;
    }

    private JsonTree Child(string name)
    {
        if (this[name] is not JsonTree child)
        {
            Put(name, child = new JsonTree());
        }

        return child;
    }

    private JsonTree Child(int index)
    {
        if (!_items.TryGetValue(index, out var item) || item is not JsonTree child)
        {
            _items[index] = child = new JsonTree();
        }

        return child;
    }

    private void Put(string name, object? value)
    {
        if (_places.TryGetValue(name, out var place))
        {
            _members[place] = new(name, value);
            return;
        }

        _places.Add(name, _members.Count);
        _members.Add(new(name, value));
    }
}
