using System.Text;

namespace AwsIr.FakeAws;

/// <summary>A bucket.</summary>
/// <param name="name">Its name.</param>
/// <param name="region">Where it is.</param>
/// <param name="owner">Whose it is.</param>
public sealed class Bucket(string name, string region, AwsAccount owner)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is.</summary>
    public string Region { get; } = region;

    /// <summary>Whose it is.</summary>
    public AwsAccount Owner { get; } = owner;

    /// <summary>The other accounts that its policy lets in.</summary>
    public HashSet<string> SharedWith { get; } = [];

    /// <summary>Whether whoever asks has to say that they pay.</summary>
    public bool RequesterPays { get; set; }

    /// <summary>The objects by key, in the order of their UTF-8 bytes, which is that of listings.</summary>
    public SortedDictionary<string, StoredObject> Objects { get; } = new(Comparer<string>.Create(static (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))));

    /// <summary>Its ARN.</summary>
    public string Arn => $"arn:{Owner.Partition}:s3:::{Name}";

    /// <summary>Stores an object.</summary>
    public StoredObject Put(string key, ReadOnlyMemory<byte> content, DateTime? lastModified = null)
    {
        var stored = new StoredObject(content) { LastModified = lastModified ?? new DateTime(2026, 3, 17, 15, 0, 0, DateTimeKind.Utc) };
        Objects[key] = stored;
        return stored;
    }

    /// <summary>Stores a text.</summary>
    public StoredObject Put(string key, string content) => Put(key, Encoding.UTF8.GetBytes(content));
}
