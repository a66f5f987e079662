using System.Management.Automation;

namespace AwsIr.Parameters;

/// <summary>Lets a TimeSpan parameter take <c>24h</c> and <c>7d</c> too.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not TimeSpan span)
        {
            // PowerShell reads 30d as a decimal number and keeps what was written for whoever asks for text.
            var text = LanguagePrimitives.ConvertTo<string>(inputData);
            if (!Duration.TryParse(text, out span))
            {
                throw new ArgumentTransformationMetadataException($"'{Display.Text(text)}' is not a length of time. {Duration.Expected}");
            }
        }

        return span > TimeSpan.Zero
            ? span
            : throw new ArgumentTransformationMetadataException($"'{span}' is not longer than nothing. {Duration.Expected}");
    }
}
