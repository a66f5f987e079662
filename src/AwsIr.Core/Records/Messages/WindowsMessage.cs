using System.Text;
using System.Text.Json;
using System.Xml;

namespace AwsIr.Records;

/// <summary>
/// Windows events: the XML that the CloudWatch agent sends, or its text
/// <c>[Channel] [Level] [EventID] [Provider] [Computer] [message]</c>, the message of which tells the data of security events in words.
/// </summary>
internal static class WindowsMessage
{
    /// <summary>Windows nests less.</summary>
    private const int MaxDepth = 32;

    /// <summary>Where the data of security events stand in their messages: section (empty: none), label, and the data's own name.</summary>
    private static readonly (string Section, string Label, string Name)[] Labels =
    [
        ("Subject", "Security ID", "SubjectUserSid"),
        ("Subject", "Account Name", "SubjectUserName"),
        ("Subject", "Account Domain", "SubjectDomainName"),
        ("Subject", "Logon ID", "SubjectLogonId"),
        ("Target", "Security ID", "TargetUserSid"),
        ("Target", "Account Name", "TargetUserName"),
        ("Target", "Account Domain", "TargetDomainName"),
        ("Target", "Logon ID", "TargetLogonId"),
        ("Target", "Group Name", "TargetUserName"),
        ("Target", "Group Domain", "TargetDomainName"),
        ("Member", "Security ID", "MemberSid"),
        ("Member", "Account Name", "MemberName"),
        ("", "Logon Type", "LogonType"),
        ("", "Failure Reason", "FailureReason"),
        ("", "Status", "Status"),
        ("", "Sub Status", "SubStatus"),
        ("", "Workstation Name", "WorkstationName"),
        ("", "Source Network Address", "IpAddress"),
        ("", "Client Address", "IpAddress"),
        ("", "Source Port", "IpPort"),
        ("", "Client Port", "IpPort"),
        ("", "Logon Process", "LogonProcessName"),
        ("", "Authentication Package", "AuthenticationPackageName"),
        ("", "Service Name", "ServiceName"),
        ("", "Service File Name", "ServiceFileName"),
        ("", "Task Name", "TaskName"),
        ("", "New Process Name", "NewProcessName"),
        ("", "Process Command Line", "CommandLine"),
    ];

    /// <summary>The sections of messages that tell of the account or group that something is done to.</summary>
    private static readonly string[] Targets =
    [
        "New Logon", "Account For Which Logon Failed", "New Account", "Target Account", "Account That Was Locked Out", "Group", "New Group", "Deleted Group", "Account Information",
    ];

    /// <summary>Writes the fields of an event in XML; false, and nothing is written, if it is none. Of one that was cut off what came whole.</summary>
    public static bool TryParseXml(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var fields = ReadXml(text.ToString());
        if (!fields.Has("EventID"))
        {
            return false;
        }

        WriteAll(fields, writer);
        return true;
    }

    /// <summary>Writes the fields of an event in the agent's text; false, and nothing is written, if it is none.</summary>
    public static bool TryParseText(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        text = text.TrimEnd();
        if (!MessageText.Take(ref text, "["))
        {
            return false;
        }

        var channel = MessageText.TakeUntil(ref text, "] [");
        var level = MessageText.TakeUntil(ref text, "] [");
        var id = MessageText.TakeUntil(ref text, "] [");
        var provider = MessageText.TakeUntil(ref text, "] [");
        var computer = MessageText.TakeUntil(ref text, "] [");
        if (id.Length > 10 || !id.IsDigits() || computer.IsEmpty)
        {
            return false;
        }

        MessageText.TakeEnd(ref text, "]");
        var fields = new WindowsFields();
        fields.Add("Channel", channel);
        fields.Add("Level", level);
        fields.Add("EventID", id);
        fields.Add("Provider", provider);
        fields.Add("Computer", computer);
        fields.Add("Message", text);
        if (provider.Begins("Microsoft-Windows-Security-Auditing") || provider.Begins("Service Control Manager"))
        {
            ReadMessage(text, fields);
        }

        WriteAll(fields, writer);
        return true;
    }

    /// <summary>What a logon event (4624, 4625) came to; null for others.</summary>
    public static string? Outcome(string? eventId) => eventId switch
    {
        "4624" => "success",
        "4625" => "failure",
        _ => null,
    };

    private static void WriteAll(WindowsFields fields, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        fields.Write(writer);
        writer.WriteEndObject();
    }

    private static WindowsFields ReadXml(string xml)
    {
        var fields = new WindowsFields();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = xml.Length + 1L,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            if (reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Event")
            {
                ReadEvent(reader, fields);
            }
        }
        catch (XmlException)
        {
            // What was read before stays: agents cut off long events.
        }

        return fields;
    }

    private static void ReadEvent(XmlReader reader, WindowsFields fields)
    {
        var section = "";
        reader.Read();
        while (!reader.EOF && reader.Depth <= MaxDepth)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
            }
            else if (reader.Depth == 1)
            {
                section = reader.LocalName;
                reader.Read();
            }
            else
            {
                ReadElement(section, reader, fields);
            }
        }
    }

    /// <summary>Reads one element of a section and goes on to the next node.</summary>
    private static void ReadElement(string section, XmlReader reader, WindowsFields fields)
    {
        var name = reader.LocalName;
        switch (section)
        {
            case "System":
                ReadSystem(name, reader, fields);
                break;
            case "EventData":
                name = reader.GetAttribute("Name") ?? "Data";
                fields.AddData(name, ReadText(reader));
                break;
            case "UserData" when reader.Depth > 2:
                fields.AddData(name, ReadText(reader));
                break;
            case "RenderingInfo" when name == "Message":
                fields.AddData(name, ReadText(reader));
                break;
            default:
                reader.Read();
                break;
        }
    }

    private static void ReadSystem(string name, XmlReader reader, WindowsFields fields)
    {
        switch (name)
        {
            case "Provider":
                fields.Add(name, reader.GetAttribute("Name").AsSpan());
                break;
            case "TimeCreated":
                fields.Add(name, reader.GetAttribute("SystemTime").AsSpan());
                break;
            case "Security":
                fields.Add("UserID", reader.GetAttribute("UserID").AsSpan());
                break;
            case "Execution":
                fields.Add("ProcessID", reader.GetAttribute("ProcessID").AsSpan());
                fields.Add("ThreadID", reader.GetAttribute("ThreadID").AsSpan());
                break;
            case "Correlation":
                break;
            default:
                fields.Add(name, ReadText(reader).AsSpan());
                return;
        }

        reader.Read();
    }

    /// <summary>The text that the element at which a reader stands begins with; the reader goes on to the tag behind it.</summary>
    private static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
        {
            text.Append(reader.Value);
        }

        return text.ToString();
    }

    /// <summary>
    /// Reads what a message says line by line: <c>Section:</c> at the margin, <c>TAB Label: TABs value</c> below. Of a label that is there twice in a section the
    /// first counts, since what an attacker names may have lines in it; of the source's address and port, which Windows writes behind such names, the last.
    /// </summary>
    private static void ReadMessage(ReadOnlySpan<char> text, WindowsFields fields)
    {
        var section = "";
        ReadOnlySpan<char> address = default;
        ReadOnlySpan<char> port = default;
        while (!text.IsEmpty)
        {
            var line = MessageText.TakeUntil(ref text, '\n').TrimEnd();
            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                continue;
            }

            var value = line.Slice(colon + 1).Trim();
            var label = line.Slice(0, colon).Trim();
            if (value.IsEmpty && line[0] is not ('\t' or ' '))
            {
                section = SectionOf(label);
                continue;
            }

            foreach (var (of, name, field) in Labels)
            {
                if ((of.Length == 0 || of == section) && label.Is(name))
                {
                    switch (field)
                    {
                        case "IpAddress":
                            address = value;
                            break;
                        case "IpPort":
                            port = value;
                            break;
                        default:
                            fields.Add(field, value);
                            break;
                    }
                }
            }
        }

        fields.Add("IpAddress", address);
        fields.Add("IpPort", port);
    }

    private static string SectionOf(ReadOnlySpan<char> label)
    {
        foreach (var target in Targets)
        {
            if (label.Is(target))
            {
                return "Target";
            }
        }

        return label.Length > 40 ? "" : label.ToString();
    }
}
