namespace AwsIr.FakeAws;

/// <summary>A log event.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Time">When it happened, UTC, to the millisecond.</param>
/// <param name="Message">What it says.</param>
/// <param name="Id">Its id.</param>
/// <param name="Ingested">When it came in, UTC.</param>
public sealed record LogEntry(string Stream, DateTime Time, string Message, string Id, DateTime Ingested);
