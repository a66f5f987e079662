using System.Text;

namespace AwsIr.FakeAws;

/// <summary>Something that goes wrong with a request.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; }

    /// <summary>The service's code and status for throttling.</summary>
    public static Fault Throttle { get; } = new(FaultKind.Problem) { Problem = AwsProblem.Throttled, Message = "Rate exceeded" };

    /// <summary>500 in the service's words.</summary>
    public static Fault InternalError { get; } = new(FaultKind.Problem) { Problem = AwsProblem.Internal, Message = "We encountered an internal error. Please try again." };

    /// <summary>503 in the service's words.</summary>
    public static Fault Unavailable { get; } = new(FaultKind.Problem) { Problem = AwsProblem.Unavailable, Message = "Service is unable to handle request." };

    /// <summary>The session of the credentials is over.</summary>
    public static Fault ExpiredToken { get; } = new(FaultKind.Problem) { Problem = AwsProblem.Expired, Message = "The security token included in the request is expired" };

    /// <summary>The connection ends before a byte was answered.</summary>
    public static Fault CutBeforeHeaders { get; } = new(FaultKind.CutBeforeHeaders);

    /// <summary>The connection ends within the headers.</summary>
    public static Fault CutInHeaders { get; } = new(FaultKind.CutInHeaders);

    /// <summary>No answer comes, and the connection stays.</summary>
    public static Fault Stall { get; } = new(FaultKind.Stall);

    /// <summary>A page is empty; its token goes on.</summary>
    public static Fault EmptyPage { get; } = new(FaultKind.EmptyPage);

    /// <summary>A page, but the first, is empty, and its token is the one that it was asked for with.</summary>
    public static Fault SameToken { get; } = new(FaultKind.SameToken);

    /// <summary>A page, but the first, begins with the last item of the page before.</summary>
    public static Fault Overlap { get; } = new(FaultKind.Overlap);

    /// <summary>The page token is no longer valid.</summary>
    public static Fault PageTokenExpired { get; } = new(FaultKind.PageTokenExpired);

    /// <summary>Which problem, of one in the service's own words.</summary>
    public AwsProblem Problem { get; private init; }

    /// <summary>The code of an error of the test's choice.</summary>
    public string Code { get; private init; } = "";

    /// <summary>What the error says.</summary>
    public string Message { get; private init; } = "";

    /// <summary>The HTTP status of an error, or of a body that is something else.</summary>
    public int Status { get; private init; } = 200;

    /// <summary>How many bytes come first, or in one piece.</summary>
    public int Bytes { get; private init; }

    /// <summary>How long between pieces, or before the answer.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>What comes for a body.</summary>
    public ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>How long that body is: its content again and again. 0 for once.</summary>
    public long Length { get; private init; }

    /// <summary>An error of the test's choice.</summary>
    public static Fault Error(string code, string message, int status = 400) => new(FaultKind.Error) { Code = code, Message = message, Status = status };

    /// <summary>The connection ends after so many bytes of the body.</summary>
    public static Fault CutInBody(int bytes) => new(FaultKind.CutInBody) { Bytes = bytes };

    /// <summary>Nothing more comes after so many bytes of the body, and the connection stays.</summary>
    public static Fault StallInBody(int bytes) => new(FaultKind.StallInBody) { Bytes = bytes };

    /// <summary>The body comes so many bytes at a time, with a wait before each.</summary>
    public static Fault SlowBody(int bytes, TimeSpan wait) => new(FaultKind.SlowBody) { Bytes = bytes, Wait = wait };

    /// <summary>The answer comes late.</summary>
    public static Fault Delay(TimeSpan wait) => new(FaultKind.Delay) { Wait = wait };

    /// <summary>The body is this text, with the headers that the right one would have had but for its length.</summary>
    public static Fault Body(string content, int status = 200) => new(FaultKind.Body) { Content = Encoding.UTF8.GetBytes(content), Status = status };

    /// <summary>The body is a text again and again, up to a length that nobody should read whole.</summary>
    public static Fault HugeBody(string content, long length) => new(FaultKind.Body) { Content = Encoding.UTF8.GetBytes(content), Length = length };
}
