namespace AwsIr.S3;

/// <summary>The error ids of objects in S3. Public API by way of the module's list: they do not change.</summary>
internal static class S3ErrorIds
{
    /// <summary>An object lies in an archive class.</summary>
    public const string Archived = "S3ObjectArchived";

    /// <summary>An object changed, or went away, after it was listed.</summary>
    public const string Changed = "S3ObjectChanged";
}
