using AwsIr.Bench.Corpora;
using AwsIr.Records;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>One line of a flow log in the default format, from its bytes to what is asked of it.</summary>
public class FlowLineBenchmarks
{
    private const int Lines = 4096;
    private readonly FlowLogFile _file = new("", FlowLogColumns.Default, IpNetwork.Private);
    private readonly FlowLogFields _fields = new();
    private readonly List<(int Start, int Length)> _places = [];
    private byte[] _text = [];

    /// <summary>Makes the lines.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _text = FlowLogCorpus.Sample(Lines);
        _places.Clear();

        // The first line is the header.
        for (int start = Array.IndexOf(_text, (byte)'\n') + 1; start < _text.Length;)
        {
            int end = Array.IndexOf(_text, (byte)'\n', start);
            _places.Add((start, end - start));
            start = end + 1;
        }
    }

    /// <summary>Where its values are.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public int Split()
    {
        int values = 0;
        foreach ((int start, int length) in _places)
        {
            values += _fields.Point(_file, _text, start, length, 0);
        }

        return values;
    }

    /// <summary>And whether they are what they should be.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public int SplitAndCheck()
    {
        int bad = 0;
        foreach ((int start, int length) in _places)
        {
            _fields.Point(_file, _text, start, length, 0);
            bad += _fields.FirstInvalid() < 0 ? 0 : 1;
        }

        return bad;
    }

    /// <summary>And as an object.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public object? SplitAndCopy()
    {
        object? last = null;
        foreach ((int start, int length) in _places)
        {
            _fields.Point(_file, _text, start, length, 0);
            last = _fields.ToRecord();
        }

        return last;
    }
}
