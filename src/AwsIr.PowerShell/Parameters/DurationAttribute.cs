using System.Management.Automation;

namespace AwsIr.Parameters;

/// <summary>Lets a TimeSpan parameter take <c>24h</c> and <c>7d</c> too.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var span = value switch
        {
            TimeSpan given => given,
            string text when Duration.TryParse(text, out var parsed) => parsed,
            _ => throw new ArgumentTransformationMetadataException($"'{Display.Text(value)}' is not a length of time. {Duration.Expected}"),
        };
        return span > TimeSpan.Zero
            ? span
            : throw new ArgumentTransformationMetadataException($"'{Display.Text(value)}' is not longer than nothing. {Duration.Expected}");
    }
}
