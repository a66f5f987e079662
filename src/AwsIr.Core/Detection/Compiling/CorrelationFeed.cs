using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>What a rule is to a correlation that refers to it. Immutable.</summary>
internal sealed class CorrelationFeed
{
    /// <summary>The correlation's number in <see cref="RuleSet.Correlations"/>.</summary>
    public required int Correlation { get; init; }

    /// <summary>Which of the correlation's rules it is.</summary>
    public required int Rule { get; init; }

    /// <summary>What the correlation says.</summary>
    public required CorrelationLogic Logic { get; init; }

    /// <summary>The rule's fields that the correlation groups by, in its order.</summary>
    public required FieldPath[] GroupBy { get; init; }

    /// <summary>The rule's fields that the correlation counts or reckons with.</summary>
    public required FieldPath[] Fields { get; init; }
}
