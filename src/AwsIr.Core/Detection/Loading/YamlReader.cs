using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AwsIr.Detection;

/// <summary>Reads the documents of a YAML text one by one, within limits of depth and size.</summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _depth;
    private bool _ended;

    public YamlReader(string text)
    {
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>
    /// Reads the next document: its root, or null when there is none left. A document that breaks a limit is a
    /// <see cref="RuleException"/>, after which the next one can be read; text that is not YAML ends the reading.
    /// </summary>
    public YamlNode? Next()
    {
        if (_ended)
        {
            return null;
        }

        try
        {
            while (_parser.MoveNext())
            {
                if (_parser.Current is DocumentStart)
                {
                    _anchors.Clear();
                    _open.Clear();
                    _depth = 0;
                    _parser.MoveNext();
                    try
                    {
                        return ReadNode();
                    }
                    catch (RuleException)
                    {
                        SkipDocument();
                        throw;
                    }
                }
            }

            _ended = true;
            return null;
        }
        catch (YamlException e)
        {
            _ended = true;
            throw new RuleException($"not valid YAML: {Plainly(e)}", (int)e.Start.Line, (int)e.Start.Column);
        }
    }

    private static string Plainly(YamlException e)
    {
        string message = e.InnerException?.Message ?? e.Message;
        int place = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith("(Line", StringComparison.Ordinal) && place > 0 ? message.Substring(place + 3) : message;
    }

    private void SkipDocument()
    {
        while (_parser.Current is not DocumentEnd && _parser.MoveNext())
        {
        }
    }

    /// <summary>Reads the node that the parser stands at, and leaves it at the node's last event.</summary>
    private YamlNode ReadNode()
    {
        ParsingEvent current = _parser.Current ?? throw new RuleException("the document ends too early", 0, 0);
        int line = (int)current.Start.Line;
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
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
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
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
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

            _parser.MoveNext();
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
