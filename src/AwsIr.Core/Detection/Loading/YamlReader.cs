using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AwsIr.Detection;

/// <summary>Reads the documents of a part of a YAML text one by one, within limits of depth and size.</summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly int _firstLine;
    private int _depth;
    private bool _ended;

    /// <param name="text">The text.</param>
    /// <param name="firstLine">How many lines of the file come before it.</param>
    public YamlReader(string text, int firstLine)
    {
        _parser = new Parser(new StringReader(text));
        _firstLine = firstLine;
    }

    /// <summary>
    /// Reads the next document: its root, or null when there is none left.
    /// A <see cref="RuleException"/>, for what is not YAML or breaks a limit, ends the reading.
    /// </summary>
    public YamlNode? Next()
    {
        if (_ended)
        {
            return null;
        }

        try
        {
            while (Advance())
            {
                if (_parser.Current is DocumentStart)
                {
                    _anchors.Clear();
                    _open.Clear();
                    _depth = 0;
                    Advance();
                    return ReadNode();
                }
            }

            _ended = true;
            return null;
        }
        catch (YamlException e)
        {
            _ended = true;
            throw new RuleException($"not valid YAML: {Plainly(e)}", _firstLine + (int)e.Start.Line, (int)e.Start.Column);
        }
        catch (RuleException)
        {
            // Not to the end of the document: the YAML parser takes quadratic time over what nests without end.
            _ended = true;
            throw;
        }
    }

    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            // On some text that is not YAML the parser itself gives out: fuzzing found InvalidOperationException.
            throw new RuleException($"not valid YAML: {e.Message}", _firstLine + (int)(_parser.Current?.Start.Line ?? 1), (int)(_parser.Current?.Start.Column ?? 1));
        }
    }

    private static string Plainly(YamlException e)
    {
        string message = e.InnerException?.Message ?? e.Message;
        int place = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith("(Line", StringComparison.Ordinal) && place > 0 ? message.Substring(place + 3) : message;
    }

    /// <summary>Reads the node that the parser stands at, and leaves it at the node's last event.</summary>
    private YamlNode ReadNode()
    {
        ParsingEvent current = _parser.Current ?? throw new RuleException("the document ends too early", 0, 0);
        int line = _firstLine + (int)current.Start.Line;
        int column = (int)current.Start.Column;
        switch (current)
        {
            case Scalar scalar:
                var node = new YamlNode(YamlKind.Scalar, line, column) { Text = scalar.Value, Plain = scalar.IsPlainImplicit };
                Name(scalar.Anchor, node);
                return node;

            case AnchorAlias alias:
                string name = alias.Value.Value;
                if (_anchors.TryGetValue(name, out YamlNode? target))
                {
                    return target;
                }

                throw new RuleException(
                    _open.Contains(name) ? $"the alias *{name} contains itself: write the value out" : $"the alias *{name} has no anchor",
                    line,
                    column);

            case SequenceStart start:
                return ReadList(start, new YamlNode(YamlKind.List, line, column));

            case MappingStart start:
                return ReadMap(start, new YamlNode(YamlKind.Map, line, column));

            default:
                throw new RuleException("the document is empty", line, column);
        }
    }

    private YamlNode ReadList(SequenceStart start, YamlNode list)
    {
        Enter(start, list);
        while (Advance() && _parser.Current is not SequenceEnd)
        {
            YamlNode item = ReadNode();
            list.Items.Add(item);
            Grow(list, item.Weight);
        }

        Leave(start, list);
        return list;
    }

    private YamlNode ReadMap(MappingStart start, YamlNode map)
    {
        Enter(start, map);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Advance() && _parser.Current is not MappingEnd)
        {
            YamlNode key = ReadNode();
            if (key.Kind != YamlKind.Scalar)
            {
                throw new RuleException("a key must be plain text", key);
            }

            if (!keys.Add(key.Text))
            {
                throw new RuleException($"the key {YamlNode.Quote(key.Text)} is there twice: merge the two", key);
            }

            if (key.Text == "<<" && key.Plain)
            {
                throw new RuleException("merge keys (<<) are not supported: write the values out", key);
            }

            Advance();
            YamlNode value = ReadNode();
            map.Entries.Add(new KeyValuePair<YamlNode, YamlNode>(key, value));
            Grow(map, value.Weight + 1);
        }

        Leave(start, map);
        return map;
    }

    private void Enter(NodeEvent start, YamlNode node)
    {
        if (++_depth > RuleLimits.YamlDepth)
        {
            throw new RuleException(string.Format(CultureInfo.InvariantCulture, "nested deeper than {0} levels", RuleLimits.YamlDepth), node);
        }

        if (!start.Anchor.IsEmpty)
        {
            _open.Add(start.Anchor.Value);
            _anchors.Remove(start.Anchor.Value);
        }
    }

    private void Leave(NodeEvent start, YamlNode node)
    {
        _depth--;
        Name(start.Anchor, node);
    }

    private void Name(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
        {
            _open.Remove(anchor.Value);
            _anchors[anchor.Value] = node;
        }
    }

    private static void Grow(YamlNode node, long weight)
    {
        node.Weight += weight;
        if (node.Weight > RuleLimits.YamlNodes)
        {
            throw new RuleException(
                string.Format(CultureInfo.InvariantCulture, "larger than {0} values when its aliases are written out", RuleLimits.YamlNodes),
                node);
        }
    }
}
