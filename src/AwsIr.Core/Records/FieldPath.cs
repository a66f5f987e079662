using System.Text;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// A field as a rule names it: a dotted path into a record, split and encoded once.
/// Immutable and shared by threads.
/// </summary>
internal sealed class FieldPath
{
    /// <summary>Makes a path from its dotted text.</summary>
    /// <param name="name">The name as written, such as <c>requestParameters.userName</c>.</param>
    /// <param name="slot">Its number among the fields of one rule set: readers may cache by it.</param>
    public FieldPath(string name, int slot)
    {
        Name = name;
        Slot = slot;
        Segments = name.Split('.');
        Utf8Segments = Array.ConvertAll(Segments, Encoding.UTF8.GetBytes);
        IsAscii = Array.ConvertAll(Utf8Segments, segment => Array.TrueForAll(segment, b => b < 0x80));
        TopKey = RecordKeys.Find(Utf8Segments[0]);
        TopVariants = RecordKeys.FindVariants(Segments[0]);
    }

    /// <summary>The name as written.</summary>
    public string Name { get; }

    /// <summary>Its number among the fields of one rule set, from 0.</summary>
    public int Slot { get; }

    /// <summary>The name cut at its dots.</summary>
    public string[] Segments { get; }

    /// <summary>The slot of the first segment among the keys that readers know (<see cref="RecordKey"/>); -1 if it has none.</summary>
    public int TopKey { get; }

    /// <summary>The keys that readers know and that differ from the first segment by case at most.</summary>
    public RecordKey[] TopVariants { get; }

    /// <summary>Whether each segment is ASCII only.</summary>
    public bool[] IsAscii { get; }

    /// <summary>The segments in UTF-8.</summary>
    public byte[][] Utf8Segments { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
