using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AwsIr.FakeAws;

/// <summary>An object in a bucket.</summary>
/// <param name="content">Its bytes.</param>
[SuppressMessage("Security", "CA5351", Justification = "S3's ETag is an MD5.")]
public sealed class StoredObject(ReadOnlyMemory<byte> content)
{
    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <summary>Its ETag without quotes: the MD5, unless it was uploaded in parts.</summary>
    public string ETag { get; set; } = Convert.ToHexStringLower(MD5.HashData(content.Span));

    /// <summary>When it was stored, UTC.</summary>
    public DateTime LastModified { get; set; }

    /// <summary>STANDARD, GLACIER, DEEP_ARCHIVE, GLACIER_IR, INTELLIGENT_TIERING…</summary>
    public string StorageClass { get; set; } = "STANDARD";

    /// <summary>Whether an archived object was restored and can be read.</summary>
    public bool Restored { get; set; }

    /// <summary>The key that encrypts it: reading then needs kms:Decrypt.</summary>
    public string? KmsKeyArn { get; set; }

    /// <summary>What the headers say of its type.</summary>
    public string ContentType { get; set; } = "binary/octet-stream";

    /// <summary>What the headers say of its encoding; CloudTrail sets gzip.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>Whether it can't be read before it is restored.</summary>
    internal bool IsArchived => StorageClass is "GLACIER" or "DEEP_ARCHIVE" && !Restored;
}
