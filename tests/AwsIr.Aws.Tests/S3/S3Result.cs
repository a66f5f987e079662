using AwsIr.Evidence;

namespace AwsIr.Aws.Tests.S3;

/// <summary>What came of reading a source.</summary>
internal sealed class S3Result
{
    /// <summary>The objects in the order in which they came, with their bytes; null for one that failed.</summary>
    public List<(string Key, byte[]? Content)> Items { get; } = [];

    public IEnumerable<string> Keys => Items.Select(static item => item.Key);

    /// <summary>The errors of objects.</summary>
    public List<SourceException> Failures { get; } = [];

    public List<SourceNotice> Notices { get; } = [];

    public IEnumerable<SourceNotice> Errors => Of(SourceNoticeKind.Error);

    public IEnumerable<SourceNotice> Warnings => Of(SourceNoticeKind.Warning);

    public string Verbose => string.Join("\n", Of(SourceNoticeKind.Verbose).Select(static notice => notice.Message));

    /// <summary>The error that ended it; null if none did.</summary>
    public SourceException? End { get; set; }

    /// <summary>Fails unless nothing went wrong.</summary>
    public S3Result Ok()
    {
        Assert.Null(End);
        Assert.Empty(Errors.Select(static error => error.Message));
        Assert.Empty(Failures.Select(static failure => failure.Message));
        return this;
    }

    private IEnumerable<SourceNotice> Of(SourceNoticeKind kind) => Notices.Where(notice => notice.Kind == kind);
}
