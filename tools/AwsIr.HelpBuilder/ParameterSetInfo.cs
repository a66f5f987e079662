namespace AwsIr.HelpBuilder;

/// <summary>A parameter's place in one parameter set.</summary>
/// <param name="Set">The set; null for all of them.</param>
/// <param name="Mandatory">Whether it must be given.</param>
/// <param name="Position">Its position; null if it must be named.</param>
/// <param name="ByValue">Whether it takes objects from the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes a property of objects from the pipeline.</param>
internal sealed record ParameterSetInfo(string? Set, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>How help names its pipeline input.</summary>
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
