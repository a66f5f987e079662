using System.Globalization;
using System.Text;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>What selects values in JSON: <c>$.a.b</c>, <c>$.list[0]</c>, <c>$.list[*].id</c>, <c>$.*</c>, <c>$.['a.b']</c>.</summary>
internal sealed class JsonSelector
{
    private readonly List<Step> _steps = [];

    private JsonSelector()
    {
    }

    /// <summary>Tests a value, given as valid JSON.</summary>
    public delegate bool Test(ReadOnlySpan<byte> value);

    /// <summary>Whether it has a wildcard.</summary>
    public bool HasWildcard { get; private set; }

    /// <summary>Reads a selector.</summary>
    public static JsonSelector Read(PatternText text)
    {
        var selector = new JsonSelector();
        if (!text.Take("$"))
        {
            throw text.Error("a property must follow. Write it with a dollar sign and a dot before it, such as $.eventName");
        }

        while (text.Next is '.' or '[')
        {
            text.Take(".");
            selector._steps.Add(text.Next == '[' ? selector.ReadBrackets(text) : selector.ReadName(text));
        }

        return selector._steps.Count > 0 ? selector : throw text.Error("a name must follow the dollar sign. Write a dot and the name, such as $.eventName");
    }

    /// <summary>Whether one of the values that it leads to passes a test.</summary>
    /// <param name="json">A valid JSON object.</param>
    /// <param name="test">The test.</param>
    public bool Any(ReadOnlySpan<byte> json, Test test) => Any(json, 0, test);

    private bool Any(ReadOnlySpan<byte> json, int used, Test test)
    {
        if (used == _steps.Count)
        {
            return test(json);
        }

        var step = _steps[used];
        return json[0] switch
        {
            (byte)'{' => step.Index is null && AnyMember(json, step, used, test),
            (byte)'[' => step.Name is null && AnyElement(json, step, used, test),
            _ => false,
        };
    }

    private bool AnyMember(ReadOnlySpan<byte> json, Step step, int used, Test test)
    {
        // Of a key that is there twice the last counts.
        ReadOnlySpan<byte> found = default;
        for (var at = 1; JsonFields.NextMember(json, ref at, out var keyStart, out var keyLength, out var start, out var end);)
        {
            var value = json.Slice(start, end - start);
            if (step.Name is null)
            {
                if (Any(value, used + 1, test))
                {
                    return true;
                }
            }
            else if (step.IsKey(json.Slice(keyStart, keyLength)))
            {
                found = value;
            }
        }

        return !found.IsEmpty && Any(found, used + 1, test);
    }

    private bool AnyElement(ReadOnlySpan<byte> json, Step step, int used, Test test)
    {
        var number = 0;
        for (var at = 1; JsonFields.NextElement(json, ref at, out var element); number++)
        {
            if (step.Index is null)
            {
                if (Any(element, used + 1, test))
                {
                    return true;
                }
            }
            else if (number == step.Index)
            {
                return Any(element, used + 1, test);
            }
        }

        return false;
    }

    private Step ReadName(PatternText text)
    {
        if (text.Next == '*')
        {
            return ReadWildcard(text);
        }

        var name = text.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-');
        return name.Length > 0 ? new Step(name, null) : throw text.Error("a name must follow the dot. One with other characters than letters, digits, - and _ is written $.['name']");
    }

    private Step ReadBrackets(PatternText text)
    {
        var start = text.At;
        text.Read();
        Step step;
        switch (text.Next)
        {
            case '*':
                step = ReadWildcard(text);
                break;
            case '"':
                step = new Step(text.TakeQuoted(), null);
                break;
            case '\'':
                text.Read();
                step = new Step(text.TakeWhile(c => c != '\''), null);
                if (!text.Take("'"))
                {
                    throw text.Error("the quote is not closed", start);
                }

                break;
            default:
                var digits = text.TakeWhile(c => c is >= '0' and <= '9');
                step = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? new Step(null, index)
                    : throw text.Error("a number from 0, * or a name in quotes must stand in brackets", start);
                break;
        }

        return text.Take("]") ? step : throw text.Error("the bracket is not closed", start);
    }

    private Step ReadWildcard(PatternText text)
    {
        if (HasWildcard)
        {
            throw text.Error("there may be one wildcard in a selector");
        }

        text.Read();
        HasWildcard = true;
        return new Step(null, null);
    }

    /// <summary>One step: to a member, to an element, or with neither to each of them.</summary>
    private sealed class Step(string? name, int? index)
    {
        private readonly byte[]? _utf8 = name is null ? null : Encoding.UTF8.GetBytes(name);

        public string? Name { get; } = name;

        public int? Index { get; } = index;

        public bool IsKey(ReadOnlySpan<byte> rawKey) =>
            rawKey.IndexOf((byte)'\\') < 0 ? rawKey.SequenceEqual(_utf8) : JsonText.Decode(rawKey) == Name;
    }
}
