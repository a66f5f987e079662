using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>
/// Sigma rules for the CloudTrail corpus, built as public ones are: nearly all name events, six in 800 must see every record.
/// Only planted records and those of the root user match, so it is known how many alerts there must be.
/// </summary>
internal sealed class RuleCorpus
{
    private const int Base = 800;
    private const int EveryRecord = 6;

    /// <summary>About a third of all records are of events that no rule names, as with public rules.</summary>
    private const double Unnamed = 1.0 / 3;

    private static readonly EventKind[] Named = ChooseNamed();
    private readonly int _times;
    private readonly string _root;

    /// <summary>Names a folder of rules.</summary>
    /// <param name="root">Where all corpora lie.</param>
    /// <param name="times">How many times 800 rules; the second 800 and so on look for what is not there.</param>
    public RuleCorpus(string root, int times)
    {
        _times = times;
        _root = root;
    }

    /// <summary>How many rules there are.</summary>
    public int Count => Base * _times;

    /// <summary>What a user would give as -RulePath. Made first if it is missing.</summary>
    public string Folder
    {
        get
        {
            string folder = Path.Combine(_root, $"rules-{Count}-v1");
            if (!Directory.Exists(folder))
            {
                // By another name first: a folder that is there is a whole one.
                string unfinished = folder + ".part";
                foreach (GeneratedRule rule in Rules())
                {
                    string path = Path.Combine(unfinished, rule.Events.Count > 0 ? rule.Events[0].Service : "any", rule.Name + ".yml");
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.WriteAllText(path, rule.Yaml);
                }

                Directory.Move(unfinished, folder);
            }

            return folder;
        }
    }

    /// <summary>The event that a planted record is of: one that rules name, each in turn.</summary>
    public static EventKind PlantedKind(int number) => Named[(number * 7) % Named.Length];

    /// <summary>How many alerts the rules must give on a corpus.</summary>
    public long Alerts(CloudTrailFacts facts)
    {
        long alerts = 0;
        foreach (GeneratedRule rule in Rules())
        {
            alerts += rule.Finds switch
            {
                Finds.Planted when rule.Events.Count > 0 => rule.Events.Sum(kind => facts.Planted[kind.Name]),
                Finds.Planted => facts.Planted.Values.Sum(),
                Finds.Root => facts.Root,
                _ => 0,
            };
        }

        return alerts;
    }

    private static EventKind[] ChooseNamed()
    {
        // Names are given to rules without the service in view, so a name that two services have is left out.
        double[] weights = EventKinds.Weights;
        double all = weights.Sum(), unnamed = 0;
        var named = new List<EventKind>();
        var shared = EventKinds.All.GroupBy(static kind => kind.Name).Where(static group => group.Count() > 1).Select(static group => group.Key).ToHashSet(StringComparer.Ordinal);
        Rng rng = Rng.Of("named");
        foreach (EventKind kind in EventKinds.All)
        {
            // Of the frequent ones every third is boring; of the rare ones hardly any.
            bool boring = kind.Name == EventKinds.ConsoleLogin || shared.Contains(kind.Name) || rng.Chance(kind.Rank < 60 ? 0.4 : 0.15);
            if (boring && unnamed < Unnamed * all)
            {
                unnamed += weights[kind.Rank];
            }
            else if (!shared.Contains(kind.Name) && kind.Name != EventKinds.ConsoleLogin)
            {
                named.Add(kind);
            }
        }

        return [.. named];
    }

    private IEnumerable<GeneratedRule> Rules()
    {
        for (int variant = 0; variant < _times; variant++)
        {
            Rng rng = Rng.Of("rules" + variant);
            for (int i = 0; i < EveryRecord; i++)
            {
                yield return GeneratedRule.ForEveryRecord(i, variant);
            }

            for (int i = EveryRecord; i < Base; i++)
            {
                // Every event that is named has two rules or more of its own; some rules name a few events of one service.
                EventKind first = Named[i % Named.Length];
                EventKind[] events = rng.Chance(0.3)
                    ? [first, .. Named.Where(kind => kind.Service == first.Service && kind != first && rng.Chance(0.2)).Take(5)]
                    : [first];
                yield return GeneratedRule.ForEvents(events, i, variant, rng);
            }
        }
    }
}
