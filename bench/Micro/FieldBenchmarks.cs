using AwsIr.Records;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>Looking a field up in records that are indexed.</summary>
public class FieldBenchmarks
{
    private const int Records = 256;
    private readonly FieldValues _values = new();
    private CloudTrailFields[] _fields = [];
    private FieldPath _path = null!;

    /// <summary>The field: at the top, below it, deep down, an element of an array, and one that is not there.</summary>
    [Params("userAgent", "userIdentity.arn", "userIdentity.sessionContext.sessionIssuer.userName", "resources.ARN", "requestParameters.notThere")]
    public string Field { get; set; } = "";

    /// <summary>Makes the records.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _fields = new SampleRecords(Records).Fields();
        _path = new FieldPath(Field, 0);
    }

    /// <summary>The field of each record.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Resolve()
    {
        int found = 0;
        foreach (CloudTrailFields fields in _fields)
        {
            _values.Clear();
            fields.Resolve(_path, _values);
            found += _values.Items.Length;
        }

        return found;
    }
}
