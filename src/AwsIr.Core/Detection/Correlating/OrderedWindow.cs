namespace AwsIr.Detection;

/// <summary>Which of the rules occurred, in their order; at one and the same time any order is as good.</summary>
internal sealed class OrderedWindow : Window
{
    private const long Never = long.MinValue;

    private readonly CorrelationLogic _logic;
    private readonly long[] _last;
    private readonly SortedSet<int> _now = [];
    private readonly (int[] Required, int[] Forbidden, long[] Starts)[] _ways;
    private long _time;

    // For each number of rules in order, and the last rule among them, the latest start of such a sequence.
    private readonly long[,] _starts;

    public OrderedWindow(CorrelationLogic logic)
    {
        _logic = logic;
        int count = logic.Rules.Count;
        _last = new long[count];
        _starts = new long[count + 1, count];
        for (int i = 0; i < count; i++)
        {
            _last[i] = Never;
            for (int length = 0; length <= count; length++)
            {
                _starts[length, i] = Never;
            }
        }

        _ways = (logic.Formula?.Ways() ?? [])
            .Select(way => (way.Required.ToArray(), way.Forbidden.ToArray(), Enumerable.Repeat(Never, way.Required.Count).ToArray()))
            .ToArray();
    }

    public override void Add(in Occurrence occurrence)
    {
        _time = occurrence.Time;
        _now.Add(occurrence.Rule);
    }

    public override bool Holds(long start, out decimal? value)
    {
        value = null;
        Advance();
        if (_logic.Formula is not null)
        {
            return Array.Exists(_ways, way =>
                (way.Starts.Length == 0 || way.Starts[way.Starts.Length - 1] >= start && way.Starts[way.Starts.Length - 1] != Never)
                && Array.TrueForAll(way.Forbidden, rule => _last[rule] < start || _last[rule] == Never));
        }

        int longest = Longest(start);
        return _logic.Criteria.Count == 0 ? longest == _last.Length : _logic.Holds(longest);
    }

    /// <summary>Takes in what came at one time, rule by rule, so that rules of the same time count as in order.</summary>
    private void Advance()
    {
        foreach (int rule in _now)
        {
            _last[rule] = _time;
            Extend(rule, _time);
            foreach ((int[] required, _, long[] starts) in _ways)
            {
                int place = Array.IndexOf(required, rule);
                if (place >= 0)
                {
                    starts[place] = Math.Max(starts[place], place == 0 ? _time : starts[place - 1]);
                }
            }
        }

        _now.Clear();
    }

    private void Extend(int rule, long time)
    {
        if (_logic.Formula is not null)
        {
            return;
        }

        for (int length = 1; length <= rule + 1; length++)
        {
            long best = length == 1 ? time : Never;
            for (int before = 0; before < rule && length > 1; before++)
            {
                best = Math.Max(best, _starts[length - 1, before]);
            }

            _starts[length, rule] = Math.Max(_starts[length, rule], best);
        }
    }

    private int Longest(long start)
    {
        for (int length = _last.Length; length > 0; length--)
        {
            for (int rule = 0; rule < _last.Length; rule++)
            {
                if (_starts[length, rule] >= start && _starts[length, rule] != Never)
                {
                    return length;
                }
            }
        }

        return 0;
    }
}
