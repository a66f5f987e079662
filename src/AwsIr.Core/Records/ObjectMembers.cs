using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// Where the members of objects within one record lie. An object is walked through once, however many of a rule set's fields are in it;
/// filled again for each record.
/// </summary>
internal sealed class ObjectMembers
{
    /// <summary>How many objects are kept; further ones, in long arrays, are walked through again.</summary>
    private const int MaxObjects = 16;

    private readonly int[] _objects = new int[MaxObjects];
    private readonly int[] _firsts = new int[MaxObjects + 1];
    private Member[] _members = new Member[64];
    private int _count;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;

    /// <summary>The members of an object, in the order logged.</summary>
    /// <param name="record">The record's text, which is valid.</param>
    /// <param name="start">Where the object begins in it.</param>
    public ReadOnlySpan<Member> Of(ReadOnlySpan<byte> record, int start)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_objects[i] == start)
            {
                return _members.AsSpan(_firsts[i], _firsts[i + 1] - _firsts[i]);
            }
        }

        if (_count == MaxObjects)
        {
            _count--;
        }

        var first = _firsts[_count];
        var next = first;
        var at = start + 1;
        while (JsonFields.NextMember(record, ref at, out var keyStart, out var keyLength, out var valueStart, out var valueEnd))
        {
            if (next == _members.Length)
            {
                Array.Resize(ref _members, next * 2);
            }

            _members[next++] = new Member(keyStart, keyLength, valueStart, valueEnd, IsPlain(record.Slice(keyStart, keyLength)));
        }

        _objects[_count++] = start;
        _firsts[_count] = next;
        return _members.AsSpan(first, next - first);
    }

    /// <summary>Whether a key is written as it is, in ASCII, and without dots, so that it stands for one segment of a path.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> key)
    {
        foreach (var b in key)
        {
            if (b is >= 0x80 or (byte)'.' or (byte)'\\')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One member: where its key (inside the quotes, as written) and its value lie in the record, and whether the key is ASCII without dots and escapes.</summary>
    internal readonly record struct Member(int KeyStart, int KeyLength, int Start, int End, bool IsPlain);
}
