namespace AwsIr.FakeAws;

/// <summary>How S3 answers when the signature's region isn't the bucket's.</summary>
public enum WrongRegionAnswer
{
    /// <summary>301 PermanentRedirect: the endpoint was another region's.</summary>
    PermanentRedirect,

    /// <summary>400 AuthorizationHeaderMalformed: the endpoint was right, or the global one, the signature another region's.</summary>
    AuthorizationHeaderMalformed,
}
