namespace AwsIr.Detection;

/// <summary>Which of the rules occurred, in whatever order.</summary>
internal sealed class TemporalWindow : Window
{
    private readonly CorrelationLogic _logic;
    private readonly long[] _last;
    private readonly bool[] _occurred;

    public TemporalWindow(CorrelationLogic logic)
    {
        _logic = logic;
        _last = new long[logic.Rules.Count];
        _occurred = new bool[logic.Rules.Count];
        for (int i = 0; i < _last.Length; i++)
        {
            _last[i] = long.MinValue;
        }
    }

    public override void Add(in Occurrence occurrence) => _last[occurrence.Rule] = occurrence.Time;

    public override bool Holds(long start, out decimal? value)
    {
        value = null;
        int count = 0;
        for (int i = 0; i < _last.Length; i++)
        {
            _occurred[i] = _last[i] >= start && _last[i] != long.MinValue;
            count += _occurred[i] ? 1 : 0;
        }

        if (_logic.Formula is Formula formula)
        {
            return formula.Holds(_occurred);
        }

        return _logic.Criteria.Count == 0 ? count == _last.Length : _logic.Holds(count);
    }
}
