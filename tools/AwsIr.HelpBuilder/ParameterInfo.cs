namespace AwsIr.HelpBuilder;

/// <summary>A parameter as the assembly declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Its type as users write it, such as <c>string[]</c>.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Values">What it may be, where that is a fixed list.</param>
/// <param name="Wildcards">Whether wildcards are understood.</param>
/// <param name="Default">Its default in words, where the code declares one.</param>
/// <param name="Sets">Its place in each parameter set.</param>
internal sealed record ParameterInfo(
    string Name,
    string TypeName,
    bool IsSwitch,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    bool Wildcards,
    string? Default,
    IReadOnlyList<ParameterSetInfo> Sets);
