using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.S3;

/// <summary>Objects in S3: lists what can hold what is asked for, and fetches it ahead of who reads it.</summary>
internal sealed class S3Source : EvidenceSource
{
    /// <summary>After so many objects that were denied, and none that was not, the rest will be denied too.</summary>
    private const int EnoughDenied = 50;

    /// <summary>How many names an error lists.</summary>
    private const int MaxNames = 10;

    private readonly Func<CancellationToken, AwsTarget> _home;
    private readonly S3Options _options;
    private readonly List<(S3Location Location, S3Progress Progress)> _progress = [];
    private S3Clients? _clients;
    private S3Reading? _reading;

    /// <param name="session">Who to be.</param>
    /// <param name="options">What to read.</param>
    public S3Source(AwsSession session, S3Options options)
        : this(session.Home, options)
    {
    }

    /// <param name="home">Who to be, and in which region to ask first.</param>
    /// <param name="options">What to read.</param>
    public S3Source(Func<CancellationToken, AwsTarget> home, S3Options options)
    {
        _home = home;
        _options = options;
    }

    /// <summary>The most memory that objects took, in bytes.</summary>
    public long MostMemory => _reading?.Memory.Most ?? 0;

    /// <inheritdoc/>
    public override void Run(IEvidenceFeed feed, CancellationToken cancellation)
    {
        _clients = new S3Clients(_home(cancellation), _options.RequesterPays);
        _reading = new S3Reading(_clients, _options, cancellation);
        foreach (var location in _options.Locations.Distinct())
        {
            if (_options.Locations.FirstOrDefault(other => other != location && location.IsIn(other)) is { } outer)
            {
                feed.Tell(new SourceNotice(SourceNoticeKind.Verbose, $"{location} is read with {outer}."));
                continue;
            }

            new Location(this, location, feed).Read(cancellation);
        }
    }

    /// <inheritdoc/>
    public override void Commit()
    {
        foreach ((var location, var progress) in _progress)
        {
            // One that is gone, another one by now, or archived will not be there next time either.
            progress.Commit([.. _reading!.Failures.Where(item => item.Location == location && item.Failure!.ErrorId is not (S3ErrorIds.Changed or S3ErrorIds.Archived)).Select(static item => item.Object)]);
        }
    }

    /// <inheritdoc/>
    public override string Reached(EvidenceItem last) =>
        _reading?.FirstUnread is { } first ? $"what comes before {first.Name}" : last.Name;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _reading?.Dispose();
        _clients?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The reading of one location.</summary>
    private sealed class Location(S3Source source, S3Location location, IEvidenceFeed feed)
    {
        private readonly S3Options _options = source._options;
        private readonly S3Clients _clients = source._clients!;
        private readonly S3Reading _reading = source._reading!;
        private readonly S3Tally _tally = new();
        private readonly List<S3Object> _archived = [];
        private bool _isComplete = true;

        public void Read(CancellationToken cancellation)
        {
            var progress = _options.Checkpoint is { } checkpoint ? new S3Progress(checkpoint.Entry(location.ToString())) : null;
            if (progress is not null)
            {
                source._progress.Add((location, progress));
                foreach (var failed in progress.Pending())
                {
                    Give(failed);
                }
            }

            var walk = new S3Walk(_clients, location, _options.Selection, progress?.Earliest ?? long.MinValue, _tally) { OnFailure = OnFailure };
            using (new Timer(_ => SayWhere(), null, 1000, 1000))
            {
                foreach (var found in walk.Objects(cancellation))
                {
                    ThrowIfEnded();
                    if (_options.IsWanted?.Invoke(found.Key) == false)
                    {
                        _tally.Add("not asked for", objects: 1);
                    }
                    else if (progress?.IsNew(found) == false)
                    {
                        _tally.Seen++;
                    }
                    else if (found.ArchiveClass is not null)
                    {
                        _archived.Add(found);
                    }
                    else if (!AreAllDenied())
                    {
                        Give(found);
                    }
                    else
                    {
                        _isComplete = false;
                        break;
                    }
                }
            }

            ThrowIfEnded();
            if (progress is not null)
            {
                progress.IsComplete = _isComplete;
            }

            Report();
        }

        private void Give(S3Object found)
        {
            var item = new S3Item(_reading, location, found);
            item.Prefetch();
            _tally.Given++;
            _tally.Bytes += found.Size;
            feed.Add(item);
        }

        private bool OnFailure(string prefix, Exception e)
        {
            _isComplete = false;
            var error = S3Errors.OfListing(e, _clients.TargetOf(location.Bucket), location with { Prefix = prefix });
            if (S3Errors.EndsRun(error))
            {
                throw error;
            }

            // A folder may be denied and the next one not; anything else is true of all of them.
            var goesOn = error.ErrorId == AwsErrorIds.AccessDenied && prefix != location.Prefix;
            feed.Tell(new SourceNotice(SourceNoticeKind.Error, error.Message + (goesOn || _tally.Given == 0 ? "" : " What was listed before it is still read; the rest is not."))
            {
                ErrorId = error.ErrorId,
                Problem = error.Problem,
                Target = location.UriOf(prefix),
            });
            return goesOn;
        }

        private void ThrowIfEnded()
        {
            if (_reading.End is { } end)
            {
                throw new SourceException(end.ErrorId, end.Problem, end.Message);
            }
        }

        private bool AreAllDenied()
        {
            var denied = _reading.DeniedIn(location);
            if (denied < EnoughDenied || denied < _tally.Given - (_options.InFlight * 4))
            {
                return false;
            }

            feed.Tell(new SourceNotice(SourceNoticeKind.Error, $"{location}: the first {denied} objects were all denied. The rest was not tried.")
            {
                ErrorId = AwsErrorIds.AccessDenied,
                Problem = SourceProblemKind.AccessDenied,
                Target = location.ToString(),
            });
            return true;
        }

        private void SayWhere()
        {
            if (_tally.Given == 0)
            {
                feed.Tell(new SourceNotice(SourceNoticeKind.Progress, $"Listing {location}: {S3Tally.Count(_tally.Listed, "key")} in {S3Tally.Count(_clients.Listings, "request")}"));
            }
        }

        private void Report()
        {
            if (_archived.Count > 0)
            {
                var names = string.Join(", ", _archived.Take(MaxNames).Select(one => location.UriOf(one.Key)));
                var more = _archived.Count > MaxNames ? $" and {_archived.Count - MaxNames} more (-Verbose names each)" : "";
                var classes = string.Join(", ", _archived.Select(static one => one.ArchiveClass).Distinct());
                feed.Tell(new SourceNotice(SourceNoticeKind.Error, $"{S3Tally.Count(_archived.Count, "object")} in an archive class ({classes}) could not be read: {names}{more}. {S3Errors.HowToRestore}")
                {
                    ErrorId = S3ErrorIds.Archived,
                    Problem = SourceProblemKind.Unavailable,
                    Target = location.UriOf(_archived[0].Key),
                });
                _archived.ForEach(one => feed.Tell(new SourceNotice(SourceNoticeKind.Verbose, $"{location.UriOf(one.Key)} is archived ({one.ArchiveClass}).")));
            }

            var passed = _tally.PassedOver();
            passed = passed.Length > 0 ? " Passed over by their keys: " + passed + "." : "";
            if (_isComplete && _tally.Given == 0 && _tally.Seen == 0 && _archived.Count == 0)
            {
                var times = _options.Selection.TimeRange == TimeRange.All ? "" : " of the time asked for";
                feed.Tell(new SourceNotice(SourceNoticeKind.Warning, $"{location}: there is nothing to read{times}.{passed}"));
            }

            feed.Tell(new SourceNotice(SourceNoticeKind.Verbose,
                $"{location}: {S3Tally.Count(_tally.Given, "object")} of {S3Tally.Count(_tally.Bytes, "byte")} to read, of {S3Tally.Count(_tally.Listed, "key")} listed; {S3Tally.Count(_clients.Listings, "listing request")} so far.{passed}"));
        }
    }
}
