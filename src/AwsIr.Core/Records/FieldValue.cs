namespace AwsIr.Records;

/// <summary>What kind of JSON value a field holds.</summary>
internal enum FieldKind
{
    /// <summary>JSON null.</summary>
    Null,

    /// <summary>Text.</summary>
    String,

    /// <summary>A number, kept as the text it was logged as.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An object, as compact JSON text.</summary>
    Object,
}

/// <summary>One value of a field: its kind and the text that rules compare.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">
/// The decoded text of a string; a number or boolean as logged (<c>200</c>, <c>true</c>); an object as compact JSON
/// (no spaces, keys in the order logged, characters not escaped beyond need); empty for null.
/// </param>
internal readonly record struct FieldValue(FieldKind Kind, string Text)
{
    /// <summary>JSON null.</summary>
    public static FieldValue Null => new(FieldKind.Null, "");
}

/// <summary>
/// What one field of one record holds: nothing (absent), or the values reached by walking through arrays.
/// A buffer that is filled again for each record.
/// </summary>
internal sealed class FieldValues
{
    private FieldValue[] _items = new FieldValue[4];

    /// <summary>Whether the record has the field at all; an empty array or a null is present.</summary>
    public bool Present { get; set; }

    /// <summary>How many values there are: 0 when absent or an empty array, more than one only through arrays.</summary>
    public int Count { get; private set; }

    /// <summary>The values, in the order logged.</summary>
    public ReadOnlySpan<FieldValue> Items => _items.AsSpan(0, Count);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Present = false;
        Count = 0;
    }

    /// <summary>Adds a value and marks the field present.</summary>
    public void Add(FieldValue value)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = value;
        Present = true;
    }
}
