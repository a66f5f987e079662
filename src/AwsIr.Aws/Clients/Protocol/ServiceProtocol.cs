namespace AwsIr.Clients;

/// <summary>How a service's requests and answers are written.</summary>
internal enum ServiceProtocol
{
    /// <summary>A POST with JSON; a header names the operation.</summary>
    Json,

    /// <summary>JSON, with the operation in method and path.</summary>
    RestJson,

    /// <summary>A POST of a form; the answer is XML. EC2 has a variant of it, which differs in the form of lists and of errors.</summary>
    Query,
}
