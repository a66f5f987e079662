using System.Globalization;
using System.Text;
using System.Xml;

namespace AwsIr.HelpBuilder;

/// <summary>Writes the pages as MAML, the form in which Get-Help reads the help of compiled cmdlets.</summary>
internal sealed class MamlWriter
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _xml;

    private MamlWriter(XmlWriter xml) => _xml = xml;

    public static void Write(string path, IEnumerable<(CmdletInfo Cmdlet, Page Page)> help)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        xml.WriteStartElement("helpItems", "http://msh");
        xml.WriteAttributeString("schema", "maml");
        var writer = new MamlWriter(xml);
        foreach ((CmdletInfo cmdlet, Page page) in help)
        {
            writer.WriteCommand(cmdlet, page);
        }

        xml.WriteEndElement();
    }

    private void WriteCommand(CmdletInfo cmdlet, Page page)
    {
        Start("command", Command);
        _xml.WriteAttributeString("xmlns", "maml", null, Maml);
        _xml.WriteAttributeString("xmlns", "dev", null, Dev);

        string[] name = cmdlet.Name.Split('-', 2);
        Start("details", Command);
        Element("name", Command, cmdlet.Name);
        Element("verb", Command, name[0]);
        Element("noun", Command, name[1]);
        Paragraphs("description", Maml, PlainText.Paragraphs(page.Top.Lines));
        End();
        Paragraphs("description", Maml, PlainText.Paragraphs(page.Text("Description")));

        WriteSyntax(cmdlet, page);
        Start("parameters", Command);
        foreach (ParameterInfo parameter in cmdlet.Parameters)
        {
            WriteParameter(parameter, parameter.Sets[0], page, syntax: false);
        }

        End();
        WriteTypes("inputTypes", "inputType", page.Entries("Inputs"));
        WriteTypes("returnValues", "returnValue", page.Entries("Outputs"));
        Start("alertSet", Maml);
        Paragraphs("alert", Maml, PlainText.Paragraphs(page.Text("Notes")));
        End();
        WriteExamples(page);
        WriteLinks(page);
        End();
    }

    private void WriteSyntax(CmdletInfo cmdlet, Page page)
    {
        string[] sets = [.. cmdlet.Parameters.SelectMany(static p => p.Sets).Select(static s => s.Set).OfType<string>().Distinct()];
        Start("syntax", Command);
        foreach (string? set in sets.OrderByDescending(s => s == cmdlet.DefaultParameterSet).DefaultIfEmpty<string?>(null))
        {
            Start("syntaxItem", Command);
            Element("name", Maml, cmdlet.Name);
            var members = cmdlet.Parameters
                .Select(p => (Parameter: p, In: p.Sets.FirstOrDefault(s => s.Set == set) ?? p.Sets.FirstOrDefault(static s => s.Set is null)))
                .Where(static m => m.In is not null)
                .OrderBy(static m => m.In!.Position ?? int.MaxValue)
                .ThenByDescending(static m => m.In!.Mandatory);
            foreach ((ParameterInfo parameter, ParameterSetInfo? place) in members)
            {
                WriteParameter(parameter, place!, page, syntax: true);
            }

            End();
        }

        End();
    }

    private void WriteParameter(ParameterInfo parameter, ParameterSetInfo place, Page page, bool syntax)
    {
        Start("parameter", Command);
        _xml.WriteAttributeString("required", Bool(place.Mandatory));
        _xml.WriteAttributeString("variableLength", Bool(parameter.TypeName.EndsWith("[]", StringComparison.Ordinal)));
        _xml.WriteAttributeString("globbing", Bool(parameter.Wildcards));
        _xml.WriteAttributeString("pipelineInput", place.Pipeline);
        _xml.WriteAttributeString("position", place.Position?.ToString(CultureInfo.InvariantCulture) ?? "named");
        _xml.WriteAttributeString("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases));
        Element("name", Maml, parameter.Name);
        Section text = page.Entries("Parameters").First(s => s.Title.TrimStart('-') == parameter.Name);
        Paragraphs("description", Maml, PlainText.Paragraphs(text.Lines));
        if (syntax && parameter.Values.Count > 0)
        {
            Start("parameterValueGroup", Command);
            foreach (string value in parameter.Values)
            {
                Start("parameterValue", Command);
                _xml.WriteAttributeString("required", "false");
                _xml.WriteAttributeString("variableLength", "false");
                _xml.WriteString(value);
                End();
            }

            End();
        }

        // A switch takes no value; the syntax would show one.
        if (!syntax || !parameter.IsSwitch)
        {
            Start("parameterValue", Command);
            _xml.WriteAttributeString("required", Bool(!parameter.IsSwitch));
            _xml.WriteAttributeString("variableLength", "false");
            _xml.WriteString(parameter.TypeName);
            End();
        }

        Start("type", Dev);
        Element("name", Maml, parameter.TypeName);
        _xml.WriteElementString("uri", Maml, "");
        End();
        Element("defaultValue", Dev, parameter.Default ?? (parameter.IsSwitch ? "False" : "None"));
        End();
    }

    private void WriteTypes(string list, string item, IReadOnlyList<Section> entries)
    {
        Start(list, Command);
        foreach (Section entry in entries)
        {
            Start(item, Command);
            Start("type", Dev);
            Element("name", Maml, entry.Title);
            End();
            Paragraphs("description", Maml, PlainText.Paragraphs(entry.Lines));
            End();
        }

        End();
    }

    private void WriteExamples(Page page)
    {
        Start("examples", Command);
        int number = 0;
        foreach (Section example in page.Entries("Examples"))
        {
            Start("example", Command);
            Element("title", Maml, string.Create(CultureInfo.InvariantCulture, $"--- Example {++number}: {example.Title} ---"));
            Element("code", Dev, example.Code ?? "");
            // The empty paragraph keeps the next title off this text.
            Paragraphs("remarks", Dev, [.. PlainText.Paragraphs(example.Remarks), ""]);
            End();
        }

        End();
    }

    private void WriteLinks(Page page)
    {
        Start("relatedLinks", Command);
        // No address as such: PowerShell would take the first one for the online version of this help.
        foreach (string text in PlainText.Links(page.Text("Links")))
        {
            Start("navigationLink", Maml);
            Element("linkText", Maml, text);
            Element("uri", Maml, "");
            End();
        }

        End();
    }

    private void Paragraphs(string name, string space, IReadOnlyList<string> paragraphs)
    {
        Start(name, space);
        foreach (string paragraph in paragraphs)
        {
            Element("para", Maml, paragraph);
        }

        End();
    }

    private void Element(string name, string space, string text)
    {
        Start(name, space);
        _xml.WriteString(text);
        End();
    }

    private void Start(string name, string space) =>
        _xml.WriteStartElement(space == Maml ? "maml" : space == Command ? "command" : "dev", name, space);

    private void End() => _xml.WriteEndElement();

    private static string Bool(bool value) => value ? "true" : "false";
}
