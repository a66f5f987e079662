using AwsIr.HelpBuilder;

if (args.Length != 4)
{
    Console.Error.WriteLine("Usage: AwsIr.HelpBuilder <AwsIr.dll> <file with the paths of its references> <folder with the pages> <help file to write>");
    return 2;
}

string pages = args[2];
var problems = new List<string>();
IReadOnlyList<CmdletInfo> cmdlets = CmdletReader.Read(args[0], File.ReadAllLines(args[1]));
var help = new List<(CmdletInfo Cmdlet, Page Page)>();
foreach (CmdletInfo cmdlet in cmdlets)
{
    string path = Path.Combine(pages, cmdlet.Name + ".md");
    if (!File.Exists(path))
    {
        problems.Add($"{path}: error IRHELP01: {cmdlet.Name} has no help page.");
        continue;
    }

    var page = Page.Parse(path, File.ReadAllLines(path), problems);
    PageCheck.Check(cmdlet, page, problems);
    help.Add((cmdlet, page));
}

// An assembly without cmdlets is one still being written.
string[] known = [.. cmdlets.Select(static c => c.Name)];
foreach (string path in Directory.EnumerateFiles(pages, "*-*.md").Order(StringComparer.Ordinal))
{
    if (cmdlets.Count > 0 && !known.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal))
    {
        problems.Add($"{path}: error IRHELP02: There is no such cmdlet. Its page goes with it.");
    }
}

if (problems.Count > 0)
{
    // In MSBuild's own form, so that the build shows them as its errors.
    problems.ForEach(Console.Error.WriteLine);
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[3]))!);
MamlWriter.Write(args[3], help);
return 0;
