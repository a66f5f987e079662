using System.Runtime.InteropServices;

namespace AwsIr.Detection;

/// <summary>
/// Something that happened to one of a correlation's rules, in one of its groups: a record matched it, or a correlation's
/// condition held. 64 bytes that hold all of it, so that millions can be kept, sorted and written to a file.
/// One that has several values to count is several of these.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Occurrence : IComparable<Occurrence>
{
    /// <summary>There is no text.</summary>
    public const long NoText = -1;

    /// <summary>The hash of the values that the correlation groups by.</summary>
    [FieldOffset(0)]
    public Hash128 Group;

    /// <summary>When, in ticks.</summary>
    [FieldOffset(16)]
    public long Time;

    /// <summary>Where in the input (<see cref="Place"/>), which decides between equal times; the same for all matches of one record.</summary>
    [FieldOffset(24)]
    public long Ordinal;

    /// <summary>What is counted: the hash of a value, or of the combination of several.</summary>
    [FieldOffset(32)]
    public Hash128 Value;

    /// <summary>What is reckoned with.</summary>
    [FieldOffset(32)]
    public decimal Number;

    /// <summary>
    /// Where in the <see cref="TextStore"/> the group's values are written, and after them what the rule captures;
    /// <see cref="NoText"/> where that is not known, as in all but the first of a group when nothing is captured.
    /// </summary>
    [FieldOffset(48)]
    public long Text;

    /// <summary>The correlation's number in <see cref="RuleSet.Correlations"/>.</summary>
    [FieldOffset(56)]
    public int Correlation;

    /// <summary>Which of the correlation's rules.</summary>
    [FieldOffset(60)]
    public int Rule;

    /// <summary>Whether it is in the same group of the same correlation.</summary>
    public readonly bool IsInGroupOf(in Occurrence other) => Group == other.Group && Correlation == other.Correlation;

    /// <inheritdoc/>
    public readonly int CompareTo(Occurrence other) => Compare(in this, in other);

    /// <summary>By correlation and group, then by time, then by input, then by rule.</summary>
    public static int Compare(in Occurrence left, in Occurrence right)
    {
        if (left.Correlation != right.Correlation)
        {
            return left.Correlation.CompareTo(right.Correlation);
        }

        int order = left.Group.CompareTo(right.Group);
        order = order != 0 ? order : left.Time.CompareTo(right.Time);
        order = order != 0 ? order : left.Ordinal.CompareTo(right.Ordinal);
        order = order != 0 ? order : left.Rule.CompareTo(right.Rule);

        // So that numbers are added up in the same order on every run.
        return order != 0 ? order : left.Value.CompareTo(right.Value);
    }
}
