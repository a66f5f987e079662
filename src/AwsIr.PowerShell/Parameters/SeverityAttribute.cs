using System.Management.Automation;
using AwsIr.Records;

namespace AwsIr.Parameters;

/// <summary>Lets a severity parameter take a number or a label: <c>7.5</c>, <c>high</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SeverityAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var text = LanguagePrimitives.ConvertTo<string>(inputData);
        return FindingSeverity.Parse(text)
            ?? throw new ArgumentTransformationMetadataException($"'{Display.Text(text)}' is not a severity. Write a number from 0 to 10, or {string.Join(", ", FindingSeverity.Names)}.");
    }
}
