namespace AwsIr.Aws.Tests.Access;

/// <summary>Tests that set environment variables, which are the process's: nothing else runs at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "Environment";
}
