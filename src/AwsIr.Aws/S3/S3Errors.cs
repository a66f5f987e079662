using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>Errors of S3 as texts that say what to do: what is S3's own; the rest is every service's.</summary>
internal static class S3Errors
{
    /// <summary>Why something could not be listed.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="target">Who asked.</param>
    /// <param name="location">What was listed.</param>
    public static SourceException OfListing(Exception e, AwsTarget target, S3Location location)
    {
        var what = location.ToString();
        return AwsErrors.Code(e) switch
        {
            "NoSuchBucket" => new SourceException(AwsErrorIds.NotFound, SourceProblemKind.NotFound, $"{what}: there is no bucket of the name {location.Bucket}."),
            "AllAccessDisabled" => new SourceException(AwsErrorIds.AccessDenied, SourceProblemKind.AccessDenied, $"{what}: S3 has switched off all access to the bucket."),
            _ when AwsErrors.IsAccessDenied(e) => Denied(e, target, "s3:ListBucket", what,
                $" Listing needs s3:ListBucket on the bucket {location.Bucket}, in the policy of the credentials and, in another account, in the bucket's too. Is it a bucket for which the requester pays? Then give -RequestPayer requester."),
            _ => AwsErrors.Exception(e, target, "s3:ListBucket", what),
        };
    }

    /// <summary>Why an object could not be read.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="target">Who asked.</param>
    /// <param name="uri">The object.</param>
    public static SourceException OfObject(Exception e, AwsTarget target, string uri) => AwsErrors.Code(e) switch
    {
        "NoSuchKey" => new SourceException(S3ErrorIds.Changed, SourceProblemKind.NotFound, $"{uri}: it is gone since it was listed."),
        "PreconditionFailed" => new SourceException(S3ErrorIds.Changed, SourceProblemKind.Unavailable, $"{uri}: it changed since it was listed. Run it again to read it as it is now."),
        "InvalidObjectState" => new SourceException(S3ErrorIds.Archived, SourceProblemKind.Unavailable, $"{uri}: it lies in an archive class. {HowToRestore}"),
        { } code when code.StartsWith("KMS.", StringComparison.Ordinal) => new SourceException(AwsErrorIds.Unavailable, SourceProblemKind.Unavailable,
            $"{uri}: its key in KMS cannot be used ({code}): it is switched off, to be deleted, or gone."),
        _ when AwsErrors.IsAccessDenied(e) => Denied(e, target, "s3:GetObject", uri,
            " Reading needs s3:GetObject on the object and, where it is encrypted with a key of KMS, kms:Decrypt on that key."),
        _ => AwsErrors.Exception(e, target, "s3:GetObject", uri),
    };

    /// <summary>What to do with an archived object.</summary>
    public const string HowToRestore = "Restore it (aws s3api restore-object --bucket … --key … --restore-request Days=7; it takes minutes to two days) and run it again.";

    /// <summary>Whether nothing else can be read either: who asks is not accepted any more.</summary>
    public static bool EndsRun(SourceException e) => e.ErrorId is AwsErrorIds.Credentials or AwsErrorIds.CredentialsExpired or AwsErrorIds.ClockSkew;

    private static SourceException Denied(Exception e, AwsTarget target, string action, string what, string more)
    {
        var error = AwsErrors.Exception(e, target, action, what);
        return new SourceException(error.ErrorId, error.Problem, error.Message + more);
    }
}
