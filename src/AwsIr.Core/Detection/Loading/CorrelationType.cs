namespace AwsIr.Detection;

/// <summary>What a correlation looks at in its window.</summary>
internal enum CorrelationType
{
    EventCount,
    ValueCount,
    Temporal,
    TemporalOrdered,
    ValueSum,
    ValueAvg,
    ValuePercentile,
    ValueMedian,
}
