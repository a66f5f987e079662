namespace AwsIr;

/// <summary>How the connection of a request was encrypted: CloudTrail's tlsDetails.</summary>
public sealed class TlsDetails
{
    internal TlsDetails(JsonDictionary fields) => Fields = fields;

    /// <summary>The TLS version, such as <c>TLSv1.3</c>.</summary>
    public string? TlsVersion => Fields.GetString("tlsVersion");

    /// <summary>The cipher suite.</summary>
    public string? CipherSuite => Fields.GetString("cipherSuite");

    /// <summary>The host name that the client asked for, usually the service's endpoint.</summary>
    public string? ClientProvidedHostHeader => Fields.GetString("clientProvidedHostHeader");

    /// <summary>The key exchange, where logged.</summary>
    public string? KeyExchange => Fields.GetString("keyExchange");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>Version and cipher suite.</summary>
    public override string ToString() => $"{TlsVersion} {CipherSuite}".Trim();
}
