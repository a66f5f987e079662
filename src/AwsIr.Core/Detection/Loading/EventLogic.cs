namespace AwsIr.Detection;

/// <summary>What a rule on single events says.</summary>
internal sealed class EventLogic;
