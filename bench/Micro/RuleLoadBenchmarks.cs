using AwsIr.Detection;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>Reading and compiling rules, which every run of a detection begins with.</summary>
public class RuleLoadBenchmarks
{
    /// <summary>Which rules: the built-in ones, or generated ones.</summary>
    [Params("built-in", "800", "6400")]
    public string Rules { get; set; } = "";

    /// <summary>From files to a rule set.</summary>
    [Benchmark]
    public int LoadAndCompile()
    {
        var loader = new RuleLoader();
        loader.AddPath(RuleBenchmarks.FolderOf(Rules));
        return RuleSet.Compile(loader.Complete(), new CompileOptions()).Rules.Count;
    }
}
