namespace AwsIr.FakeAws;

/// <summary>A log group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN, without the ":*" at the end.</param>
public sealed record LogGroup(string Name, string Arn)
{
    /// <summary>When it was made, UTC.</summary>
    public DateTime CreationTime { get; set; } = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How many days it keeps events, or null for ever.</summary>
    public int? RetentionInDays { get; set; }

    /// <summary>STANDARD, INFREQUENT_ACCESS or DELIVERY.</summary>
    public string Class { get; set; } = "STANDARD";

    /// <summary>The key that encrypts it.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Its events.</summary>
    public List<LogEntry> Events { get; } = [];

    /// <summary>Names of streams, also of those without events.</summary>
    public HashSet<string> Streams { get; } = [];

    /// <summary>Adds an event.</summary>
    /// <param name="stream">Its stream.</param>
    /// <param name="time">When it happened, UTC.</param>
    /// <param name="message">What it says.</param>
    /// <param name="id">Its id, or null for one made of its place.</param>
    /// <param name="ingested">When it came in, or null for a second later.</param>
    public void Add(string stream, DateTime time, string message, string? id = null, DateTime? ingested = null)
    {
        Streams.Add(stream);
        Events.Add(new LogEntry(stream, time, message, id ?? $"{Milliseconds(time):D14}{Events.Count:D42}", ingested ?? time.AddSeconds(1)));
    }

    internal static long Milliseconds(DateTime time) => new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
