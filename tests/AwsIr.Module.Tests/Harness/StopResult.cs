using System.Management.Automation;

namespace AwsIr.Module.Tests.Harness;

/// <summary>How a pipeline took it to be stopped.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Output">The objects that had come until then.</param>
/// <param name="Warnings">The warnings that the host was given.</param>
internal sealed record StopResult(PSInvocationState State, IReadOnlyList<PSObject> Output, IReadOnlyList<string> Warnings);
