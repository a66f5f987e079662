namespace AwsIr.Live;

/// <summary>A page of a service's answer.</summary>
internal interface ILivePage
{
    /// <summary>What is complete with it, in words that follow "complete up to".</summary>
    string Reached { get; }
}
