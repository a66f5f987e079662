namespace AwsIr.Tests.Records.Messages;

/// <summary>Windows events as the CloudWatch agent sends them, by Microsoft's documentation of 4625 and 1102 and the agent's text format.</summary>
public class WindowsMessageTests
{
    private const string Failed = """
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>
        <EventID Qualifiers=''>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='2026-03-17T09:00:00.5012345Z'/>
        <EventRecordID>229977</EventRecordID><Correlation/><Execution ProcessID='516' ThreadID='3240'/><Channel>Security</Channel><Computer>WEB01.example.com</Computer><Security/></System>
        <EventData><Data Name='SubjectUserName'>-</Data><Data Name='TargetUserName'>Administrator &amp; co</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>203.0.113.45</Data><Data Name='IpPort'>0</Data><Data Name='Level'>forged</Data></EventData></Event>
        """;

    [Fact]
    public void Xml_gives_its_own_names_and_ours() => Parsed.Is(
        Failed,
        LogMessageKind.WindowsEvent,
        "{'Provider':'Microsoft-Windows-Security-Auditing','EventID':4625,'Version':0,'Level':0,'Task':12544,'Keywords':'0x8010000000000000','TimeCreated':'2026-03-17T09:00:00.5012345Z',"
        + "'EventRecordID':229977,'ProcessID':516,'ThreadID':3240,'Channel':'Security','Computer':'WEB01.example.com','SubjectUserName':'-','TargetUserName':'Administrator & co','LogonType':3,"
        + "'IpAddress':'203.0.113.45','IpPort':0,'address':'203.0.113.45','user':'Administrator & co','outcome':'failure'}");

    [Theory]
    [InlineData("<UserData><LogFileCleared xmlns='x'><SubjectUserName>bob</SubjectUserName><A><B>c</B></A></LogFileCleared></UserData>", ",'SubjectUserName':'bob','B':'c'")]
    [InlineData("<EventData><Data>one</Data><Data>two</Data></EventData>", ",'Data':['one','two']")]
    [InlineData("<EventData/><RenderingInfo Culture='en-US'><Message>The log was cleared.</Message></RenderingInfo>", ",'Message':'The log was cleared.'")]
    [InlineData("<EventData><Data Name='a'><![CDATA[x]]>y</Data></EventData>", ",'a':'xy'")]
    public void Data_of_other_shapes_are_read(string data, string fields) => Parsed.Is(
        $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>104</EventID><Channel>System</Channel></System>{data}</Event>",
        LogMessageKind.WindowsEvent,
        "{'EventID':104,'Channel':'System'" + fields + "}");

    [Fact]
    public void Of_an_event_that_was_cut_off_what_came_whole_is_there() => Parsed.Is(
        "<Event><System><EventID>4624</EventID></System><EventData><Data Name='TargetUserName'>bob</Data><Data Name='IpAddress'>203.0.1",
        LogMessageKind.WindowsEvent,
        "{'EventID':4624,'TargetUserName':'bob','user':'bob','outcome':'success'}");

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><Event><System><EventID>1</EventID></System></Event>")]
    [InlineData("<Event><System/></Event>")]
    [InlineData("<Events/>")]
    [InlineData("<Event")]
    public void Other_xml_is_text(string message) => Parsed.Is(message, LogMessageKind.Text, "{}");

    /// <summary>Entities are not expanded: there are none without a document type, and none is read.</summary>
    [Fact]
    public void Entities_are_none() => Parsed.Is(
        "<Event><System><EventID>1</EventID></System><EventData><Data Name='a'>&lol;</Data></EventData></Event>", LogMessageKind.WindowsEvent, "{'EventID':1}");

    [Fact]
    public void The_agents_text_gives_the_same_names()
    {
        const string Message = "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WEB01.example.com] [An account failed to log on.\r\n\r\n"
            + "Subject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\t-\r\n\r\nLogon Type:\t\t\t3\r\n\r\n"
            + "Account For Which Logon Failed:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\tbob\r\n\tSource Network Address:\t1.1.1.1\r\n\tAccount Domain:\t\tWEB01\r\n\r\n"
            + "Failure Information:\r\n\tSub Status:\t\t0xC000006A\r\n\r\n"
            + "Network Information:\r\n\tWorkstation Name:\tKALI\r\n\tSource Network Address:\t203.0.113.45\r\n\tSource Port:\t\t4711\r\n]";
        using var document = System.Text.Json.JsonDocument.Parse(Parsed.Of(Message).Fields);
        Assert.Equal(
            "Channel=Security Level=INFORMATION EventID=4625 Provider=Microsoft-Windows-Security-Auditing Computer=WEB01.example.com SubjectUserSid=S-1-0-0 SubjectUserName=- LogonType=3 "
            + "TargetUserSid=S-1-0-0 TargetUserName=bob TargetDomainName=WEB01 SubStatus=0xC000006A WorkstationName=KALI IpAddress=203.0.113.45 IpPort=4711 address=203.0.113.45 user=bob outcome=failure",
            string.Join(" ", document.RootElement.EnumerateObject().Where(field => field.Name != "Message").Select(field => $"{field.Name}={field.Value}")));
    }

    [Theory]
    [InlineData("[Application] [INFORMATION] [1102] [MyShop] [WEB01] [Account Name: x]", "{'Channel':'Application','Level':'INFORMATION','EventID':1102,'Provider':'MyShop','Computer':'WEB01','Message':'Account Name: x'}")]
    [InlineData("[System] [INFORMATION] [7045] [Service Control Manager] [WEB01] [A service was installed in the system.\r\n\r\nService Name:  x\r\nService File Name:  C:\\x.exe]", "{'Channel':'System','Level':'INFORMATION','EventID':7045,'Provider':'Service Control Manager','Computer':'WEB01','Message':'A service was installed in the system.\\r\\n\\r\\nService Name:  x\\r\\nService File Name:  C:\\\\x.exe','ServiceName':'x','ServiceFileName':'C:\\\\x.exe'}")]
    public void Text_of_other_events(string message, string fields) => Parsed.Is(message, LogMessageKind.WindowsEvent, fields);
}
