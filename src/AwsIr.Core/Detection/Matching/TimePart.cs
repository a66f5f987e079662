namespace AwsIr.Detection;

/// <summary>A part of a time that rules compare.</summary>
internal enum TimePart
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}
