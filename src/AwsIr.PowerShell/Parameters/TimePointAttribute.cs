using System.Management.Automation;

namespace AwsIr.Parameters;

/// <summary>Makes a <see cref="TimePoint"/> of what a user gives: text, a date and time, or a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimePointAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        switch (inputData is PSObject wrapped ? wrapped.BaseObject : inputData)
        {
            case TimePoint given:
                return given;
            case DateTime time:
                return new TimePoint(time);
            case DateTimeOffset time:
                return new TimePoint(time);
            case TimeSpan ago:
                return new TimePoint(ago);
        }

        try
        {
            // PowerShell reads 7d as a decimal number and keeps what was written for whoever asks for text.
            return new TimePoint(LanguagePrimitives.ConvertTo<string>(inputData));
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
