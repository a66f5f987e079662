using AwsIr.Bench.Corpora;
using AwsIr.Detection;
using AwsIr.Records;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>Running rules on records that are indexed.</summary>
public class RuleBenchmarks
{
    private const int Records = 256;
    private readonly HitBatch _batch = new();
    private CloudTrailFields[] _fields = [];
    private Evaluator _evaluator = null!;

    /// <summary>Which rules: the built-in ones, or generated ones.</summary>
    [Params("built-in", "800", "6400")]
    public string Rules { get; set; } = "";

    /// <summary>Compiles the rules and makes the records.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var loader = new RuleLoader();
        loader.AddPath(FolderOf(Rules));
        _evaluator = new Evaluator(RuleSet.Compile(loader.Complete(), new CompileOptions()));
        _fields = new SampleRecords(Records).Fields();
    }

    /// <summary>All rules on each record.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Evaluate()
    {
        _batch.Clear();
        foreach (CloudTrailFields fields in _fields)
        {
            _evaluator.Evaluate(fields, _batch);
        }

        return _batch.Hits.Count;
    }

    /// <summary>The folder of some rules.</summary>
    internal static string FolderOf(string rules) => rules switch
    {
        "800" => new BenchOptions().Corpora.Rules.Folder,
        "6400" => new BenchOptions().Corpora.ManyRules.Folder,
        _ => Repository.BuiltInRules,
    };
}
