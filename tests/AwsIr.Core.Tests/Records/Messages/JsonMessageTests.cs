namespace AwsIr.Tests.Records.Messages;

/// <summary>Messages that are JSON: kept as they are, with our names beside others'.</summary>
public class JsonMessageTests
{
    [Theory]
    [InlineData("{'a':1,'b':{'c':[1,2.50,null,true]},'d':'é\\u001b'}", "{'a':1,'b':{'c':[1,2.50,null,true]},'d':'é\\u001b'}")]
    [InlineData(" {'a' : 1 ,\n'b':2}\n", "{'a':1,'b':2}")]
    [InlineData("{}", "{}")]
    [InlineData("{'a':1,'a':2}", "{'a':2}")]
    public void Members_stay_as_they_are(string message, string fields) => Parsed.Is(Quoted(message), LogMessageKind.Json, Quoted(fields));

    [Theory]
    [InlineData("{'ip':'203.0.113.45','httpMethod':'POST','resourcePath':'/login','status':'401'}", "{'ip':'203.0.113.45','httpMethod':'POST','resourcePath':'/login','status':'401','address':'203.0.113.45','path':'/login','method':'POST'}")]
    [InlineData("{'remote_addr':'203.0.113.45','request_uri':'/a?b=c','status_code':404}", "{'remote_addr':'203.0.113.45','request_uri':'/a?b=c','status_code':404,'address':'203.0.113.45','status':404,'path':'/a'}")]
    [InlineData("{'statusCode':'200'}", "{'statusCode':'200','status':'200'}")]
    [InlineData("{'userName':'bob','clientIp':'2001:db8::1'}", "{'userName':'bob','clientIp':'2001:db8::1','address':'2001:db8::1','user':'bob'}")]
    [InlineData("{'action':'BLOCK','httpRequest':{'clientIp':'203.0.113.45','uri':'/x','httpMethod':'GET'}}", "{'action':'BLOCK','httpRequest':{'clientIp':'203.0.113.45','uri':'/x','httpMethod':'GET'},'address':'203.0.113.45','path':'/x','method':'GET'}")]
    [InlineData("{'url':{'path':'/x'}}", "{'url':{'path':'/x'},'path':'/x'}")]
    [InlineData("{'c-ip':'203.0.113.45','sc-status':'403','cs-uri-stem':'/x','cs-method':'GET'}", "{'c-ip':'203.0.113.45','sc-status':'403','cs-uri-stem':'/x','cs-method':'GET','address':'203.0.113.45','status':'403','path':'/x','method':'GET'}")]
    [InlineData("{'ip':'203.0.113.45','clientIp':'203.0.113.45'}", "{'ip':'203.0.113.45','clientIp':'203.0.113.45','address':'203.0.113.45'}")]
    public void Our_names_stand_beside_others(string message, string fields) => Parsed.Is(Quoted(message), LogMessageKind.Json, Quoted(fields));

    [Theory]
    [InlineData("{'ip':'203.0.113.45','clientIp':'203.0.113.46'}")]
    [InlineData("{'ip':'203.0.113.45','httpRequest':{'clientIp':'203.0.113.46'}}")]
    [InlineData("{'ip':'203.0.113.45','address':'203.0.113.46'}")]
    [InlineData("{'ip':'203.0.113.45','address':null}")]
    [InlineData("{'ip':'not an address'}")]
    [InlineData("{'ip':['203.0.113.45']}")]
    [InlineData("{'ip':'203.0.113.45','clientIp':['203.0.113.46']}")]
    [InlineData("{'statusCode':'OK'}")]
    [InlineData("{'username':'-'}")]
    [InlineData("{'user':{'name':'bob'},'username':'eve'}")]
    public void Nothing_is_added_that_cannot_be_told(string message) => Parsed.Is(Quoted(message), LogMessageKind.Json, Quoted(message));

    /// <summary>Names written with escapes are the same names.</summary>
    [Fact]
    public void Escaped_names_are_found() => Parsed.Is("{\"\\u0069p\":\"203.0.113.45\"}", LogMessageKind.Json, "{\"ip\":\"203.0.113.45\",\"address\":\"203.0.113.45\"}");

    [Theory]
    [InlineData("2026-03-17T13:00:00.123Z\t3604209a-e9a3-11e6-939a-754dd98c7be3\tINFO\t{'a':1}", "{'a':1,'requestId':'3604209a-e9a3-11e6-939a-754dd98c7be3','level':'INFO'}")]
    [InlineData("2026-03-17T13:00:00.123Z\tundefined\tINFO\t{'a':1,'level':'own'}\n", "{'a':1,'level':'own','requestId':'undefined'}")]
    [InlineData("2026-03-17T13:00:00.123Z\tr\t{'a':1}", "{'a':1,'requestId':'r'}")]
    [InlineData("[INFO]\t2026-03-17T13:00:00.123Z\t\t{'a':1}", "{'a':1,'level':'INFO'}")]
    [InlineData("[INFO]\t2026-03-17T13:00:00.123Z\t3604209a\t{'ip':'203.0.113.45'}\n", "{'ip':'203.0.113.45','requestId':'3604209a','level':'INFO','address':'203.0.113.45'}")]
    public void Json_behind_what_Lambda_puts_before_it_is_read(string message, string fields) => Parsed.Is(Quoted(message), LogMessageKind.Json, Quoted(fields));

    [Theory]
    [InlineData("user said {'user':'root'}")]
    [InlineData("x\ty\tz\t{'user':'root'}")]
    [InlineData("2026-03-17T13:00:00.123Z\tid\tINFO\tuser said {'user':'root'}")]
    [InlineData("{'a':1} {'user':'root'}")]
    [InlineData("{'a':1")]
    [InlineData("{'a':}")]
    [InlineData("[{'a':1}]")]
    public void Json_in_other_text_is_text(string message) => Parsed.Is(Quoted(message), LogMessageKind.Text, "{}");

    [Theory]
    [InlineData("{'eventVersion':'1.08','eventTime':'2026-03-17T13:00:00Z','eventSource':'iam.amazonaws.com','eventName':'CreateUser','username':'x'}", LogMessageKind.CloudTrail, "{'eventVersion':'1.08','eventTime':'2026-03-17T13:00:00Z','eventSource':'iam.amazonaws.com','eventName':'CreateUser','username':'x'}")]
    [InlineData("{'eventVersion':'2.1','eventSource':'aws:s3','eventTime':'2026-03-17T13:00:00Z','eventName':'ObjectCreated:Put','s3':{}}", LogMessageKind.Json, "{'eventVersion':'2.1','eventSource':'aws:s3','eventTime':'2026-03-17T13:00:00Z','eventName':'ObjectCreated:Put','s3':{}}")]
    [InlineData("{'_aws':{'Timestamp':1,'CloudWatchMetrics':[]},'ip':'203.0.113.45'}", LogMessageKind.EmbeddedMetric, "{'_aws':{'Timestamp':1,'CloudWatchMetrics':[]},'ip':'203.0.113.45','address':'203.0.113.45'}")]
    [InlineData("{'time':'2026-03-17T13:00:00.123Z','type':'platform.report','record':{'requestId':'r','metrics':{'durationMs':102.25,'billedDurationMs':103,'memorySizeMB':128,'maxMemoryUsedMB':70,'initDurationMs':150.1},'status':'timeout'}}", LogMessageKind.LambdaReport, "{'time':'2026-03-17T13:00:00.123Z','type':'platform.report','record':{'requestId':'r','metrics':{'durationMs':102.25,'billedDurationMs':103,'memorySizeMB':128,'maxMemoryUsedMB':70,'initDurationMs':150.1},'status':'timeout'},'duration':102.25,'billedDuration':103,'memorySize':128,'maxMemoryUsed':70,'initDuration':150.1,'requestId':'r','status':'timeout'}")]
    [InlineData("{'time':'2026-03-17T13:00:00.123Z','type':'platform.start','record':{'requestId':'r','version':'$LATEST'}}", LogMessageKind.LambdaReport, "{'time':'2026-03-17T13:00:00.123Z','type':'platform.start','record':{'requestId':'r','version':'$LATEST'},'requestId':'r'}")]
    [InlineData("{'MESSAGE':'Failed password for root from 203.0.113.45 port 40000 ssh2','SYSLOG_IDENTIFIER':'sshd','_HOSTNAME':'web1','_PID':'12'}", LogMessageKind.Syslog, "{'MESSAGE':'Failed password for root from 203.0.113.45 port 40000 ssh2','SYSLOG_IDENTIFIER':'sshd','_HOSTNAME':'web1','_PID':'12','host':'web1','program':'sshd','pid':12,'text':'Failed password for root from 203.0.113.45 port 40000 ssh2','method':'password','user':'root','address':'203.0.113.45','port':40000,'outcome':'failure'}")]
    [InlineData("{'EventID':4625,'Channel':'Security','TargetUserName':'bob','IpAddress':'203.0.113.45'}", LogMessageKind.WindowsEvent, "{'EventID':4625,'Channel':'Security','TargetUserName':'bob','IpAddress':'203.0.113.45','address':'203.0.113.45','user':'bob','outcome':'failure'}")]
    [InlineData("{'EventId':4624,'LogName':'Security','MachineName':'WEB01','EventData':{'TargetUserName':'bob','IpAddress':'-','LogonType':10}}", LogMessageKind.WindowsEvent, "{'EventId':4624,'LogName':'Security','MachineName':'WEB01','EventData':{'TargetUserName':'bob','IpAddress':'-','LogonType':10},'EventID':4624,'Channel':'Security','Computer':'WEB01','TargetUserName':'bob','LogonType':10,'user':'bob','outcome':'success'}")]
    [InlineData("{'Event':{'System':{'EventID':'4625','Channel':'Security','Computer':'WEB01'},'EventData':{'TargetUserName':'bob'}}}", LogMessageKind.WindowsEvent, "{'Event':{'System':{'EventID':'4625','Channel':'Security','Computer':'WEB01'},'EventData':{'TargetUserName':'bob'}},'EventID':4625,'Channel':'Security','Computer':'WEB01','TargetUserName':'bob','user':'bob','outcome':'failure'}")]
    public void Known_arrangements_are_told_apart(string message, LogMessageKind kind, string fields) => Parsed.Is(Quoted(message), kind, Quoted(fields));

    private static string Quoted(string json) => json.Replace('\'', '"');
}
