namespace AwsIr.Detection;

/// <summary>What a test said of the last text that it saw.</summary>
internal struct TermMemory
{
    public string? Text;
    public bool Result;
}
