using System.Text;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>The columns of a flow log's lines: what a header says, or a format that a user gives. Immutable.</summary>
internal sealed class FlowLogColumns
{
    /// <summary>More columns than this are no flow log.</summary>
    public const int MaxCount = 256;

    private const int LongestName = 64;

    private readonly string[] _names;
    private readonly FlowLogValueKind[] _kinds;
    private readonly bool[] _known;

    /// <summary>The column of each field; -1 where there is none.</summary>
    private readonly int[] _columns = new int[(int)FlowLogField.Count];

    private FlowLogColumns(string[] names)
    {
        _names = names;
        _kinds = new FlowLogValueKind[names.Length];
        _known = new bool[names.Length];
        for (var field = 0; field < _columns.Length; field++)
        {
            _columns[field] = -1;
        }

        for (var column = 0; column < names.Length; column++)
        {
            if (FlowLogFieldNames.Find(Encoding.UTF8.GetBytes(names[column])) is { } field)
            {
                names[column] = FlowLogFieldNames.Name(field);
                _kinds[column] = FlowLogFieldNames.Kind(field);
                _known[column] = true;
                _columns[(int)field] = column;
            }
        }

        Checked = [.. Enumerable.Range(0, names.Length).Where(column => _kinds[column] != FlowLogValueKind.Text)];
    }

    /// <summary>The default format, version 2.</summary>
    public static FlowLogColumns Default { get; } = new([.. FlowLogFieldNames.All.Take((int)FlowLogField.LogStatus + 1)]);

    /// <summary>How many columns there are.</summary>
    public int Count => _names.Length;

    /// <summary>The columns whose values can be wrong.</summary>
    public int[] Checked { get; }

    /// <summary>The columns that are none of the documented fields.</summary>
    public IEnumerable<int> Unknown => Enumerable.Range(0, Count).Where(column => !_known[column]);

    /// <summary>The column of a field; -1 if there is none.</summary>
    public int this[FlowLogField field] => _columns[(int)field];

    /// <summary>Reads a custom format as AWS writes it, <c>${version} ${account-id}</c>, or names with spaces between.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FlowLogColumns FromFormat(string format)
    {
        var names = format.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            names[i] = name.StartsWith("${", StringComparison.Ordinal) && name.EndsWith("}", StringComparison.Ordinal) ? name.Substring(2, name.Length - 3) : name;
            if (!IsName(Encoding.UTF8.GetBytes(names[i])))
            {
                throw new FormatException($"'{SafeText.Line(name)}' is not the name of a flow log field, such as srcaddr or ${{srcaddr}}.");
            }
        }

        return names.Length is > 0 and <= MaxCount
            ? new FlowLogColumns(names)
            : throw new FormatException("A flow log format is the names of its fields with spaces between, such as '${version} ${srcaddr} ${dstaddr}' (in single quotes: PowerShell fills in what double ones hold).");
    }

    /// <summary>
    /// Reads a header. All must look like names and most be documented: among three or more, half as many others may stand, so that
    /// logs are read to which AWS has added fields since.
    /// </summary>
    /// <returns>Null if the line is none.</returns>
    public static FlowLogColumns? FromHeader(ReadOnlySpan<byte> line)
    {
        if (line.Length > MaxCount * LongestName)
        {
            return null;
        }

        var bounds = new int[(MaxCount + 1) * 2];
        var count = FlowLogLine.Split(line, bounds);
        if (count is < 2 or > MaxCount)
        {
            return null;
        }

        var names = new string[count];
        var unknown = 0;
        for (var i = 0; i < count; i++)
        {
            var name = line.Slice(bounds[2 * i], bounds[(2 * i) + 1] - bounds[2 * i]);
            if (!IsName(name))
            {
                return null;
            }

            names[i] = JsonText.GetString(name);
            unknown += FlowLogFieldNames.Find(name) is null ? 1 : 0;
        }

        return unknown == 0 || (count - unknown >= 3 && unknown <= (count - unknown) / 2) ? new FlowLogColumns(names) : null;
    }

    /// <summary>Makes columns of the names in a Parquet file; null if they are no flow log's.</summary>
    public static FlowLogColumns? FromNames(IEnumerable<string> names) => FromHeader(Encoding.UTF8.GetBytes(string.Join(" ", names)));

    /// <summary>A column's name, with hyphens where it is a documented one.</summary>
    public string Name(int column) => _names[column];

    /// <summary>What a column holds.</summary>
    public FlowLogValueKind Kind(int column) => _kinds[column];

    /// <summary>The column that a rule or user names: exactly, else without regard to case and with underscores for hyphens; -1 if there is none.</summary>
    public int Find(string name)
    {
        var exact = Array.LastIndexOf(_names, name);
        return exact >= 0 ? exact
            : Array.FindLastIndex(_names, column => string.Equals(column.Replace('_', '-'), name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LongestName || name[0] is < (byte)'a' or > (byte)'z')
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }
}
