using System.Text;
using System.Text.Json;
using AwsIr.Clients;

namespace AwsIr.Live;

/// <summary>A page of events as a service answers it: where its events lie in the text, nothing copied.</summary>
internal sealed class EventPage
{
    private readonly byte[] _body;
    private readonly string _arrayName;
    private readonly List<Entry> _entries = [];

    private EventPage(byte[] body, string arrayName)
    {
        _body = body;
        _arrayName = arrayName;
    }

    /// <summary>What the next page is asked for with; null or empty at the end.</summary>
    public string? NextToken { get; private set; }

    /// <summary>How many events are on it.</summary>
    public int Count => _entries.Count;

    /// <summary>The latest time of an event on it, in the service's unit; null if there is none.</summary>
    public double? Latest => _entries.Max(static entry => entry.Time.Number);

    /// <summary>The earliest time of an event on it, in the service's unit; null if there is none.</summary>
    public double? Earliest => _entries.Min(static entry => entry.Time.Number);

    /// <summary>Reads a page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="array">The property that holds the events.</param>
    /// <param name="id">The property of an event that is its id.</param>
    /// <param name="time">The property of an event that is its time.</param>
    /// <param name="token">The property that holds the next page's token.</param>
    /// <exception cref="Amazon.Runtime.AmazonUnmarshallingException">It is not what the service's protocol allows.</exception>
    public static EventPage Read(byte[] body, string array, string id, string time, string token)
    {
        var page = new EventPage(body, array);
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ServiceClient.Garbled();
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isArray = reader.ValueTextEquals(array);
                var isToken = reader.ValueTextEquals(token);
                reader.Read();
                if (isToken && reader.TokenType == JsonTokenType.String)
                {
                    page.NextToken = reader.GetString();
                }
                else if (isArray && reader.TokenType == JsonTokenType.StartArray)
                {
                    page.ReadEvents(ref reader, id, time);
                }
                else
                {
                    reader.Skip();
                }
            }

            // What is behind the object must be nothing.
            while (reader.Read())
            {
            }

            return page;
        }
        catch (JsonException e)
        {
            throw ServiceClient.Garbled(e);
        }
    }

    /// <summary>The page without the events that were seen before.</summary>
    /// <param name="isNew">Tells by an event's id and time, as they are written; events without an id are kept.</param>
    /// <param name="count">How many events are left.</param>
    /// <returns>The answer as it came if all are new.</returns>
    public byte[] Without(Func<string, EventTime, bool> isNew, out int count)
    {
        var kept = _entries.FindAll(entry => entry.Id is null || isNew(entry.Id, entry.Time));
        count = kept.Count;
        if (kept.Count == _entries.Count)
        {
            return _body;
        }

        using var text = new MemoryStream();
        Write(text, Encoding.UTF8.GetBytes($"{{\"{_arrayName}\":["));
        for (var i = 0; i < kept.Count; i++)
        {
            if (i > 0)
            {
                text.WriteByte((byte)',');
            }

            text.Write(_body, kept[i].Start, kept[i].Length);
        }

        Write(text, "]}"u8.ToArray());
        return text.ToArray();

        static void Write(MemoryStream text, byte[] bytes) => text.Write(bytes, 0, bytes.Length);
    }

    private void ReadEvents(ref Utf8JsonReader reader, string id, string time)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ServiceClient.Garbled();
            }

            string? foundId = null;
            var foundTime = default(EventTime);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals(id);
                var isTime = reader.ValueTextEquals(time);
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String)
                {
                    foundId = reader.GetString();
                }
                else if (isTime && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number))
                {
                    foundTime = new EventTime(number, null);
                }
                else if (isTime && reader.TokenType == JsonTokenType.String)
                {
                    foundTime = new EventTime(null, reader.GetString());
                }
                else
                {
                    reader.Skip();
                }
            }

            _entries.Add(new Entry(start, (int)reader.BytesConsumed - start, foundId, foundTime));
        }
    }

    /// <summary>An event's time as it is written.</summary>
    /// <param name="Number">As a number, in the service's unit; null if it is none.</param>
    /// <param name="Text">As a text; null if it is none.</param>
    internal readonly record struct EventTime(double? Number, string? Text);

    /// <summary>An event: where its text lies, and what is known of it.</summary>
    private readonly record struct Entry(int Start, int Length, string? Id, EventTime Time);
}
