namespace AwsIr.Detection;

/// <summary>What a rule on single events says. Immutable.</summary>
internal sealed class EventLogic
{
    private readonly YamlNode _section;
    private readonly CompiledDetection _compiled;

    public EventLogic(LogSource logSource, YamlNode section)
    {
        LogSource = logSource;
        _section = section;
        _compiled = DetectionCompiler.Compile(section, Placeholders.Unknown);
    }

    public LogSource LogSource { get; }

    /// <summary>The selections that the condition does not name.</summary>
    public IReadOnlyCollection<YamlNode> Unused => _compiled.Unused;

    /// <summary>The rule's logic, with its placeholders filled.</summary>
    public Expr Express(Placeholders placeholders)
    {
        Expr logic = _compiled.HasPlaceholders ? DetectionCompiler.Compile(_section, placeholders).Expression : _compiled.Expression;
        return LogSource.HostCondition() is Expr host ? Expr.All([host, logic]) : logic;
    }
}
