namespace AwsIr.S3;

/// <summary>
/// Lists what can hold what is asked for, in the order of keys. Where AWS's layout of logs is recognised it goes down with delimiters,
/// so that other accounts, services, regions and days are not listed; a region is listed from its first day on. What is not recognised
/// is listed key by key, until AWSLogs turns up in it. Listings run ahead, several at a time, by a bounded number of keys.
/// </summary>
internal sealed class S3Walk
{
    /// <summary>How many listings are asked for at the same time.</summary>
    private const int InFlight = 8;

    /// <summary>How many pages of keys may wait to be taken; a page has a thousand keys.</summary>
    private const int PagesAhead = 16;

    // No key lies behind this one that begins as the folder before it does, but for keys made to.
    private const string Highest = "\U0010FFFF";

    private readonly S3Clients _clients;
    private readonly S3Location _location;
    private readonly S3Selection _selection;
    private readonly S3Tally _tally;
    private readonly LinkedList<Node> _line = new();
    private readonly bool _anyService;
    private readonly long _earliest;

    /// <param name="clients">Asks.</param>
    /// <param name="location">Where.</param>
    /// <param name="selection">What is asked for.</param>
    /// <param name="earliest">The least time of keys to list, in UTC ticks, beyond what the selection says.</param>
    /// <param name="tally">Counts what is passed over.</param>
    public S3Walk(S3Clients clients, S3Location location, S3Selection selection, long earliest, S3Tally tally)
    {
        _clients = clients;
        _location = location;
        _selection = selection;
        _earliest = earliest;
        _tally = tally;
        _anyService = LogPath.Parse(location.Prefix).Service is not null;
    }

    /// <summary>Called with a folder that could not be listed, and why; it says whether the others are still to be listed.</summary>
    public required Func<string, Exception, bool> OnFailure { get; init; }

    /// <summary>Lists.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<S3Object> Objects(CancellationToken cancellation)
    {
        Add(_line.AddFirst(new Node()), _location.Prefix);
        while (_line.First is { } first)
        {
            List<LinkedListNode<Node>> started = StartAhead(cancellation);
            if (first.Value.Objects is { } objects)
            {
                _line.RemoveFirst();
                foreach (var found in objects)
                {
                    yield return found;
                }

                continue;
            }

            var pages = started.ConvertAll(static place => (Task)place.Value.Page!);
            Task.WaitAny([.. pages], cancellation);
            foreach (var place in started)
            {
                if (place.Value.Page!.IsCompleted && !Take(place, cancellation))
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Asks for the next pages of what comes first.</summary>
    /// <returns>All that have been asked for.</returns>
    private List<LinkedListNode<Node>> StartAhead(CancellationToken cancellation)
    {
        var started = new List<LinkedListNode<Node>>(InFlight);
        var pages = 0;
        for (var place = _line.First; place is not null && started.Count < InFlight && pages < PagesAhead; place = place.Next)
        {
            var node = place.Value;
            if (node.Objects is not null)
            {
                pages++;
                continue;
            }

            node.Page ??= _clients.ListAsync(_location.Bucket, node.Prefix, node.IsFolder ? "/" : null, node.StartAfter, node.Token, cancellation);
            started.Add(place);
        }

        return started;
    }

    /// <summary>Puts what a page lists in the place of its listing.</summary>
    /// <returns>Whether to go on.</returns>
    private bool Take(LinkedListNode<Node> place, CancellationToken cancellation)
    {
        var node = place.Value;
        S3Page page;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            page = node.Page!.GetAwaiter().GetResult();
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            _line.Remove(place);
            return OnFailure(node.Prefix, e);
        }

        var objects = new List<S3Object>();
        var next = page.Next;
        string? jumped = null;
        foreach (var entry in page.Entries)
        {
            if (entry.Key == node.Last || IsIn(node.Covered, entry.Key))
            {
                continue;
            }

            if (entry.IsPrefix)
            {
                objects = Flush(place, objects);
                Add(_line.AddBefore(place, new Node()), entry.Key);
                continue;
            }

            if (IsIn(jumped, entry.Key))
            {
                continue;
            }

            var path = LogPath.Parse(entry.Key);
            if (node.IsPlain && LogPath.FirstRoot(entry.Key, node.Prefix.Length) is { } root)
            {
                // What is recognised is listed as such, and jumped over here.
                objects = Flush(place, objects);
                Add(_line.AddBefore(place, new Node()), root);
                jumped = root;
                continue;
            }

            _tally.Listed++;
            if (path.FolderFrom >= node.End)
            {
                // Days are in order: no more of this region.
                _tally.Add(S3Selection.OtherTime, objects: 1);
                next = null;
                break;
            }

            if (IsWanted(entry, path))
            {
                objects.Add(entry);
            }
        }

        Flush(place, objects);
        if (next is not null)
        {
            var last = page.Entries.Count > 0 ? page.Entries[page.Entries.Count - 1].Key : node.Last;
            var isInside = IsIn(jumped, last!);
            _line.AddBefore(place, new Node
            {
                Prefix = node.Prefix,
                IsFolder = node.IsFolder,
                IsPlain = node.IsPlain,
                End = node.End,
                Token = isInside ? null : next,
                StartAfter = isInside ? jumped + Highest : null,
                Covered = jumped ?? node.Covered,
                Last = last,
            });
        }

        _line.Remove(place);
        return true;
    }

    private static bool IsIn(string? folder, string key) => folder is not null && key.StartsWith(folder, StringComparison.Ordinal);

    private List<S3Object> Flush(LinkedListNode<Node> place, List<S3Object> objects)
    {
        if (objects.Count == 0)
        {
            return objects;
        }

        _line.AddBefore(place, new Node { Objects = objects });
        return [];
    }

    /// <summary>Decides how a folder, or the beginning of keys, is listed.</summary>
    private void Add(LinkedListNode<Node> place, string prefix)
    {
        var node = place.Value;
        var path = LogPath.Parse(prefix);
        if (_selection.WhyNot(path, _anyService) is { } reason)
        {
            _tally.Add(reason, folders: 1);
            _line.Remove(place);
            return;
        }

        node.Prefix = prefix;
        switch (path.Level)
        {
            case LogLevel.Unknown:
                node.IsPlain = true;
                break;
            case LogLevel.Region:
                var range = _selection.RangeOf(path);
                var start = LogService.Find(path.Service) is { } service && service.Source is not null ? Math.Max(range.StartTicks, _earliest) : range.StartTicks;
                node.End = range.EndTicks;
                node.StartAfter = start > DateTime.MinValue.Ticks ? path.DayFolder(new DateTime(start, DateTimeKind.Utc).Date) : null;
                break;
            default:
                node.IsFolder = LogService.Find(path.Service) is not null || path.Service is null;
                node.IsPlain = !node.IsFolder;
                break;
        }
    }

    private bool IsWanted(S3Object found, LogPath path)
    {
        if (found.Size == 0 && found.Key.EndsWith("/", StringComparison.Ordinal))
        {
            _tally.Add("that stand for folders", objects: 1);
            return false;
        }

        if (_selection.WhyNot(path, _anyService) is { } reason)
        {
            _tally.Add(reason, objects: 1);
            return false;
        }

        return true;
    }

    /// <summary>A listing, or what came of one.</summary>
    private sealed class Node
    {
        /// <summary>What was listed; null for what is still to be listed.</summary>
        public List<S3Object>? Objects { get; init; }

        public string Prefix { get; set; } = "";

        /// <summary>Whether folders in it are listed as such.</summary>
        public bool IsFolder { get; set; }

        /// <summary>Whether nothing is known of it: AWSLogs may turn up.</summary>
        public bool IsPlain { get; set; }

        public string? StartAfter { get; set; }

        public string? Token { get; init; }

        /// <summary>What keys begin with that another listing has.</summary>
        public string? Covered { get; init; }

        /// <summary>The last key of the page before: a server may repeat it.</summary>
        public string? Last { get; init; }

        /// <summary>The time of keys at which it ends.</summary>
        public long End { get; set; } = long.MaxValue;

        public Task<S3Page>? Page { get; set; }
    }
}
