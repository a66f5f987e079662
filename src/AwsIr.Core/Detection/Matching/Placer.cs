using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Finds the groups of correlations that an event or a burst belongs to, and what is counted of it there. One a thread.</summary>
internal sealed class Placer
{
    private readonly KeyWriter _key = new();
    private readonly Combinations _groups = new();
    private readonly Combinations _values = new();
    private readonly List<decimal> _numbers = [];

    /// <summary>Adds the occurrences of an event in one correlation, or why it has none.</summary>
    /// <param name="feed">The rule that it is of, in the correlation.</param>
    /// <param name="time">Its time, in ticks; the least number for none.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="placements">Takes what comes of it.</param>
    public void Place(CorrelationFeed feed, long time, IFieldTexts fields, Placements placements)
    {
        CorrelationLogic logic = feed.Logic;
        if (time == long.MinValue)
        {
            placements.LeftOut.Add(new LeftOutMark(feed.Correlation, LeftOutReason.NoTime, 0));
            return;
        }

        if (!Read(_groups, feed.GroupBy, feed, LeftOutReason.NoGroup, fields, placements)
            || !Read(_values, feed.Fields, feed, LeftOutReason.NoValue, fields, placements)
            || (logic.IsNumeric && !ReadNumbers(feed, placements)))
        {
            return;
        }

        var occurrence = new Occurrence { Time = time, Correlation = feed.Correlation, Rule = feed.Rule };
        for (int group = 0; group < _groups.Count; group++)
        {
            occurrence.Text = feed.GroupBy.Length == 0 ? Occurrence.NoText : placements.Names.Count;
            _key.Begin(feed.Correlation);
            for (int i = 0; i < feed.GroupBy.Length; i++)
            {
                string name = _groups.Text(group, i);
                placements.AddName(name);
                _key.Add(name);
            }

            occurrence.Group = _key.End();
            AddValues(logic, occurrence, placements);
        }
    }

    private void AddValues(CorrelationLogic logic, Occurrence occurrence, Placements placements)
    {
        if (logic.IsNumeric)
        {
            foreach (decimal number in _numbers)
            {
                occurrence.Number = number;
                placements.Add(occurrence);
            }
        }
        else if (logic.Type == CorrelationType.ValueCount)
        {
            for (int value = 0; value < _values.Count; value++)
            {
                _key.Begin(0);
                for (int i = 0; i < logic.Fields.Count; i++)
                {
                    _key.Add(_values.Text(value, i));
                }

                occurrence.Value = _key.End();
                placements.Add(occurrence);
            }
        }
        else
        {
            placements.Add(occurrence);
        }
    }

    private static bool Read(
        Combinations into, FieldPath[] paths, CorrelationFeed feed, LeftOutReason ifNone, IFieldTexts fields, Placements placements)
    {
        into.Clear();
        for (int i = 0; i < paths.Length; i++)
        {
            fields.Read(paths[i], into.Next());
            if (!into.Multiply())
            {
                LeftOutReason reason = into.Count == 0 ? ifNone : LeftOutReason.TooMany;
                placements.LeftOut.Add(new LeftOutMark(feed.Correlation, reason, into.Count == 0 ? i : 0));
                return false;
            }
        }

        return true;
    }

    private bool ReadNumbers(CorrelationFeed feed, Placements placements)
    {
        _numbers.Clear();
        for (int i = 0; i < _values.Count; i++)
        {
            // Beyond this, sums of many might not fit.
            if (NumberTest.TryParse(_values.Text(i, 0), out decimal number) && Math.Abs(number) <= 1_000_000_000_000_000_000m)
            {
                _numbers.Add(number);
            }
        }

        if (_numbers.Count == 0)
        {
            placements.LeftOut.Add(new LeftOutMark(feed.Correlation, LeftOutReason.NoNumber, 0));
        }

        return _numbers.Count > 0;
    }
}
