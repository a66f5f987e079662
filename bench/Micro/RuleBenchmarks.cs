using AwsIr.Bench.Corpora;
using AwsIr.Detection;
using AwsIr.Records;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>Running rules on records that are indexed.</summary>
public class RuleBenchmarks
{
    private const int Records = 256;
    private readonly List<RuleHit> _hits = [];
    private readonly List<EvaluationProblem> _problems = [];
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
        _hits.Clear();
        _problems.Clear();
        foreach (CloudTrailFields fields in _fields)
        {
            _evaluator.Evaluate(fields, _hits, _problems);
        }

        return _hits.Count;
    }

    /// <summary>The folder of some rules.</summary>
    internal static string FolderOf(string rules) => rules switch
    {
        "800" => new BenchOptions().Corpora.Rules.Folder,
        "6400" => new BenchOptions().Corpora.ManyRules.Folder,
        _ => Repository.BuiltInRules,
    };
}
