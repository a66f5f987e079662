using System.Collections;
using System.Management.Automation;

namespace AwsIr.Commands;

/// <summary>Takes PowerShell's own wrapping off objects that hold credentials or a region.</summary>
internal static class CredentialObject
{
    /// <summary>The object without wrapping: a PSCredential, and objects as ConvertFrom-Json makes them, as dictionaries.</summary>
    public static object? Plain(object? value) => value is PSObject wrapped ? Plain(wrapped) : value switch
    {
        PSCredential credential => new Hashtable { ["AccessKeyId"] = credential.UserName, ["SecretAccessKey"] = credential.GetNetworkCredential().Password },
        _ => value,
    };

    /// <summary>A region's name, of a text or of the SDK's RegionEndpoint, whatever copy that is of.</summary>
    public static string? Region(object? value) => value is null ? null
        : PSObject.AsPSObject(value) is { BaseObject: string name } ? name
        : PSObject.AsPSObject(value).Properties["SystemName"]?.Value as string;

    private static object? Plain(PSObject wrapped)
    {
        if (wrapped.BaseObject is not PSCustomObject)
        {
            return Plain(wrapped.BaseObject);
        }

        var values = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in wrapped.Properties)
        {
            values[property.Name] = Plain(property.Value);
        }

        return values;
    }
}
