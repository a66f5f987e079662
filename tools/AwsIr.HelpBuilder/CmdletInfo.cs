namespace AwsIr.HelpBuilder;

/// <summary>A cmdlet as the assembly declares it.</summary>
/// <param name="Name">Verb-Noun.</param>
/// <param name="DefaultParameterSet">The set that counts when the arguments don't tell; null if none is named.</param>
/// <param name="Parameters">Its parameters, in the order declared.</param>
/// <param name="SupportsShouldProcess">Whether it has -WhatIf and -Confirm.</param>
internal sealed record CmdletInfo(string Name, string? DefaultParameterSet, IReadOnlyList<ParameterInfo> Parameters, bool SupportsShouldProcess);
