using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AwsIr.Clients;

/// <summary>Reads an answer's body, and makes exceptions of errors. A server may say anything: sizes and silences are bounded.</summary>
/// <param name="service">The service that answers.</param>
internal sealed class OperationUnmarshaller(ServiceDescription service) : JsonResponseUnmarshaller
{
    /// <summary>The longest body that is taken, in bytes. The longest that a service gives is a few MiB.</summary>
    public const int MaxBody = 64 * 1024 * 1024;

    private const int MaxError = 1024 * 1024;

    /// <summary>How long a server may send nothing in the middle of a body.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) => new OperationResponse { Body = Read(context.Stream, MaxBody) };

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var error = ServiceError.Of(service.Protocol, Read(context.Stream, MaxError), context.ResponseData, statusCode);
        return new AmazonServiceException(error.Message, innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, error.Code, error.RequestId, statusCode);
    }

    private static byte[] Read(Stream stream, int limit)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            // The SDK calls this synchronously, and its timeouts end with the headers.
            var reading = stream.ReadAsync(buffer, 0, buffer.Length);
            if (Task.WaitAny([reading], Silence) != 0)
            {
                throw new IOException(FormattableString.Invariant($"The server sent nothing for {Silence.TotalSeconds} seconds in the middle of an answer."));
            }

            var read = reading.GetAwaiter().GetResult();
            if (read == 0)
            {
                return body.ToArray();
            }

            if (body.Length + read > limit)
            {
                throw new AmazonClientException(FormattableString.Invariant($"The server's answer is longer than {limit / 1024 / 1024} MiB: it was not read."));
            }

            body.Write(buffer, 0, read);
        }
    }
}
