using System.Globalization;
using System.Text;

namespace AwsIr.Detection;

/// <summary>Reads Sigma documents from files and folders. What cannot be used is set aside with its reason, and the rest goes on.</summary>
internal sealed class RuleLoader
{
    private readonly List<RuleDraft> _drafts = [];
    private readonly List<RuleFilter> _filters = [];
    private readonly List<RejectedRule> _rejected = [];
    private readonly List<RuleWarning> _warnings = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Whether a file of this name holds rules: in folders, only such files are read.</summary>
    public static bool IsRuleFile(string path) =>
        Path.GetExtension(path) is { } extension
        && (extension.Equals(".yml", StringComparison.OrdinalIgnoreCase) || extension.Equals(".yaml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a file, or every .yml and .yaml file below a folder in ordinal order of their paths.</summary>
    public void AddPath(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (Directory.Exists(full))
            {
                List<string> files = [];
                Collect(new DirectoryInfo(full), files);
                files.Sort(StringComparer.Ordinal);
                files.ForEach(AddFile);
            }
            else
            {
                AddFile(full);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Reject(path, null, e.Message, 0, 0);
        }
    }

    /// <summary>Reads documents from text; <paramref name="path"/> is what it is called in messages.</summary>
    public void AddText(string text, string path)
    {
        if (text.Length > RuleLimits.FileBytes)
        {
            Reject(path, null, TooLarge(), 0, 0);
            return;
        }

        int documents = YamlParts.Of(text).Sum(part => AddPart(new YamlReader(part.Text, part.FirstLine), path));
        if (documents == 0)
        {
            Reject(path, null, "the file holds no document", 0, 0);
        }
    }

    /// <summary>Resolves what rules say of each other, and gives what there is.</summary>
    public LoadedRules Complete()
    {
        IReadOnlyList<DetectionRule> rules = new RuleLinker(_drafts, _rejected).Link();
        var byName = new Dictionary<string, DetectionRule>(StringComparer.OrdinalIgnoreCase);
        foreach (DetectionRule rule in rules)
        {
            byName[rule.Name] = rule;
            byName[rule.Id ?? rule.Name] = rule;
        }

        _filters.ForEach(filter => WarnOfFilter(filter, byName));

        return new LoadedRules { Rules = rules, Filters = _filters.ToArray(), Rejected = _rejected.ToArray(), Warnings = _warnings.ToArray() };
    }

    /// <returns>How many documents there are, good or bad.</returns>
    private int AddPart(YamlReader reader, string path)
    {
        int documents = 0;
        while (true)
        {
            YamlNode? root = null;
            try
            {
                root = reader.Next();
                if (root is null)
                {
                    return documents;
                }

                if (!root.IsNull)
                {
                    documents++;
                    AddDocument(root, path);
                }
            }
            catch (RuleException e)
            {
                documents++;
                Reject(path, root is null ? null : Label(root), e.Message, e.Line, e.Column);
            }
        }
    }

    private static void Collect(DirectoryInfo folder, List<string> files)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            if (IsRuleFile(file.Name))
            {
                files.Add(file.FullName);
            }
        }

        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            // A link may lead back up.
            if ((child.Attributes & FileAttributes.ReparsePoint) == 0)
            {
                Collect(child, files);
            }
        }
    }

    private void AddFile(string path)
    {
        if (!_files.Add(path))
        {
            return;
        }

        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                Reject(path, null, "there is no such file or folder", 0, 0);
            }
            else if (file.Length > RuleLimits.FileBytes)
            {
                Reject(path, null, TooLarge(), 0, 0);
            }
            else
            {
                AddText(File.ReadAllText(path, Encoding.UTF8), path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Reject(path, null, e.Message, 0, 0);
        }
    }

    private void AddDocument(YamlNode root, string path)
    {
        if (root.Kind != YamlKind.Map)
        {
            throw new RuleException("not a Sigma document: a map with title, logsource and detection is expected", root);
        }

        if (root.Find("action") is YamlNode action)
        {
            throw new RuleException(
                $"'action: {YamlNode.Quote(action.Text).Trim('\'')}' is the old way to share parts of rules: write each rule out in a document of its own", action);
        }

        if (root.Find("filter") is not null)
        {
            _filters.Add(new RuleFilter(root, path));
        }
        else if (root.Find("correlation") is not null || root.Find("detection") is not null)
        {
            var draft = new RuleDraft(root, path);
            _drafts.Add(draft);
            foreach (YamlNode unused in draft.Unused)
            {
                _warnings.Add(new RuleWarning(
                    path, Label(root), $"the selection {YamlNode.Quote(unused.Text)} is not in the condition", unused.Line, unused.Column));
            }
        }
        else
        {
            throw new RuleException("not a Sigma document: it has neither a detection, nor a correlation, nor a filter", root);
        }
    }

    private void WarnOfFilter(RuleFilter filter, Dictionary<string, DetectionRule> rules)
    {
        void Warn(string message) => _warnings.Add(new RuleWarning(filter.Path, filter.Title, message, filter.Line, filter.Column));

        if (!filter.HasNot)
        {
            Warn("the filter has no 'not': it keeps what its selections list and suppresses everything else; to let that pass, write 'not' in its condition");
        }

        foreach (string name in filter.Rules)
        {
            rules.TryGetValue(name, out DetectionRule? rule);
            if (rule is null)
            {
                Warn($"the filter names {YamlNode.Quote(name)}, which is not among the rules loaded");
            }
            else if (rule.Correlation is not null)
            {
                Warn($"filters don't apply to correlations: name the rules that {YamlNode.Quote(name)} refers to");
            }
            else if (!filter.AppliesTo(rule))
            {
                Warn($"the filter is for another log source than {YamlNode.Quote(name)}");
            }
        }
    }

    private void Reject(string path, string? rule, string reason, int line, int column) =>
        _rejected.Add(new RejectedRule(path, rule, reason, line, column));

    private static string TooLarge() => string.Format(
        CultureInfo.InvariantCulture, "larger than {0} bytes: split it", RuleLimits.FileBytes);

    private static string? Label(YamlNode root)
    {
        foreach (string key in new[] { "name", "title", "id" })
        {
            if (root.Kind == YamlKind.Map && root.Find(key) is { Kind: YamlKind.Scalar, IsNull: false } node)
            {
                string label = YamlNode.Quote(node.Text);
                return label.Substring(1, label.Length - 2);
            }
        }

        return null;
    }
}
