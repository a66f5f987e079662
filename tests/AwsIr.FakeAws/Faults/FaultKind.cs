namespace AwsIr.FakeAws;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>An error in the service's own words.</summary>
    Problem,

    /// <summary>An error with a code of the test's choice.</summary>
    Error,

    /// <summary>The connection ends before a byte was answered.</summary>
    CutBeforeHeaders,

    /// <summary>The connection ends within the headers.</summary>
    CutInHeaders,

    /// <summary>The connection ends within the body.</summary>
    CutInBody,

    /// <summary>No answer comes, and the connection stays.</summary>
    Stall,

    /// <summary>The headers and the body's beginning come, then nothing, and the connection stays.</summary>
    StallInBody,

    /// <summary>The body comes slowly.</summary>
    SlowBody,

    /// <summary>The answer comes late.</summary>
    Delay,

    /// <summary>The body is something else.</summary>
    Body,

    /// <summary>A page of a listing is empty; its token goes on.</summary>
    EmptyPage,

    /// <summary>A page of a listing, but the first, is empty, and its token is the one that it was asked for with.</summary>
    SameToken,

    /// <summary>A page of a listing, but the first, begins with the last item of the page before.</summary>
    Overlap,

    /// <summary>The page token is no longer valid.</summary>
    PageTokenExpired,
}
