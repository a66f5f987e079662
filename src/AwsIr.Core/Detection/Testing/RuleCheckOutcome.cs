namespace AwsIr;

/// <summary>What a check of a rule came to.</summary>
public enum RuleCheckOutcome
{
    /// <summary>Nothing is wrong with it.</summary>
    Passed,

    /// <summary>It runs, but something about it is missing or looks wrong.</summary>
    Warning,

    /// <summary>It cannot run, or does not do on its test events what these say.</summary>
    Failed,
}
