using System.Management.Automation;

namespace AwsIr.Module.Tests.Harness;

/// <summary>How a pipeline took it to be stopped.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Output">The objects that had come until then.</param>
/// <param name="Host">What was written to the host directly.</param>
internal sealed record StopResult(PSInvocationState State, IReadOnlyList<PSObject> Output, string Host);
