namespace AwsIr.Detection;

/// <summary>
/// Makes one alert of all alerts of a rule and an actor, for runs where a rule matches thousands of times.
/// What it keeps grows with the rules and actors, not with the matches.
/// </summary>
internal sealed class AlertSummary
{
    /// <summary>How many records a summary keeps as examples.</summary>
    public const int Examples = 5;

    private readonly Dictionary<(string Rule, string? Actor), Group> _groups = [];

    /// <summary>Adds an alert.</summary>
    public void Add(Alert alert)
    {
        (string, string?) key = (alert.RuleName, alert.Actor);
        if (!_groups.TryGetValue(key, out Group? group))
        {
            _groups.Add(key, group = new Group(alert));
        }

        group.Add(alert);
    }

    /// <summary>The summaries, in the order of alerts.</summary>
    public IReadOnlyList<Alert> Complete()
    {
        Alert[] alerts = _groups.Values.Select(group => group.ToAlert()).ToArray();
        Array.Sort(alerts);
        return alerts;
    }

    private sealed class Group(Alert first)
    {
        private readonly FewNames _accounts = new();
        private readonly FewNames _regions = new();
        private readonly FewNames _addresses = new();
        private readonly List<IRecord> _examples = new(Examples);
        private DateTime _time = first.Time;
        private DateTime _firstSeen = first.FirstSeen;
        private DateTime _lastSeen = first.LastSeen;
        private double? _value = first.Value;
        private long _count;

        public void Add(Alert alert)
        {
            _count += alert.Count;
            _time = Earlier(_time, alert.Time);
            _firstSeen = Earlier(_firstSeen, alert.FirstSeen);
            _lastSeen = alert.LastSeen > _lastSeen ? alert.LastSeen : _lastSeen;
            _value = alert.Value > _value ? alert.Value : _value;
            _accounts.Add(alert.AccountId);
            _regions.Add(alert.Region);
            _addresses.Add(alert.SourceAddress);
            for (int i = 0; i < alert.Events.Count && _examples.Count < Examples; i++)
            {
                _examples.Add(alert.Events[i]);
            }
        }

        public Alert ToAlert() => new(first.Rule)
        {
            Time = _time,
            Source = first.Source,
            AccountId = _accounts.ToString(),
            Region = _regions.ToString(),
            Actor = first.Actor,
            SourceAddress = _addresses.ToString(),
            Value = _value,
            Count = _count,
            FirstSeen = _firstSeen,
            LastSeen = _lastSeen,
            GroupBy = _count == first.Count ? first.GroupBy : Alert.NoGroup,
            Events = _examples,
        };

        /// <summary>The earlier of two times, where the least one means that there is none.</summary>
        private static DateTime Earlier(DateTime a, DateTime b) =>
            a == DateTime.MinValue ? b : b == DateTime.MinValue || a < b ? a : b;
    }
}
