namespace AwsIr.Detection;

/// <summary>What a correlation says.</summary>
internal sealed class CorrelationLogic;
