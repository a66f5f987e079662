namespace AwsIr.Detection;

/// <summary>What does not fit in memory could not be written to a temporary file, or read from it.</summary>
internal sealed class TemporaryFileException(Exception reason) : Exception(reason.Message, reason);
