namespace AwsIr.Tests.Records.Messages;

/// <summary>Lines of Lambda, flow logs, access logs and pairs.</summary>
public class LineMessageTests
{
    /// <summary>The lines of AWS's documentation of Lambda's logs, with values of our own.</summary>
    [Theory]
    [InlineData("REPORT RequestId: 3604209a-e9a3\tDuration: 102.25 ms\tBilled Duration: 103 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tInit Duration: 150.1 ms\t\n", "{'requestId':'3604209a-e9a3','duration':102.25,'billedDuration':103,'memorySize':128,'maxMemoryUsed':70,'initDuration':150.1}")]
    [InlineData("REPORT RequestId: 3604209a Duration: 102.25 ms Billed Duration: 103 ms Memory Size: 128 MB Max Memory Used: 70 MB", "{'requestId':'3604209a','duration':102.25,'billedDuration':103,'memorySize':128,'maxMemoryUsed':70}")]
    [InlineData("REPORT RequestId: r\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tStatus: timeout", "{'requestId':'r','duration':3000.00,'billedDuration':3000,'memorySize':128,'maxMemoryUsed':70,'status':'timeout'}")]
    [InlineData("REPORT RequestId: r\tDuration: 9.25 ms\tBilled Duration: 10 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tRestore Duration: 400.5 ms\tBilled Restore Duration: 401 ms\t\nXRAY TraceId: 1-5e-a\tSegmentId: 4f\tSampled: true\tStatus: error\tError Type: Runtime.ExitError", "{'requestId':'r','duration':9.25,'billedDuration':10,'memorySize':128,'maxMemoryUsed':70,'restoreDuration':400.5,'billedRestoreDuration':401,'traceId':'1-5e-a','segmentId':'4f','sampled':'true','status':'error','errorType':'Runtime.ExitError'}")]
    [InlineData("REPORT RequestId: r\tDuration: 1 ms\tDuration: 2 ms", "{'requestId':'r','duration':1}")]
    [InlineData("START RequestId: r Version: $LATEST\n", "{'requestId':'r','version':'$LATEST'}")]
    [InlineData("END RequestId: r\n", "{'requestId':'r'}")]
    [InlineData("INIT_REPORT Init Duration: 9999.1 ms\tPhase: init\tStatus: timeout", "{'initDuration':9999.1,'phase':'init','status':'timeout'}")]
    [InlineData("2026-03-17T09:00:00.000Z 3604209a-e9a3 Task timed out after 30.03 seconds\n", "{'requestId':'3604209a-e9a3','status':'timeout','timeout':30.03}")]
    [InlineData("RequestId: r Error: Runtime exited with error: signal: killed\nRuntime.ExitError", "{'requestId':'r','status':'error','error':'Runtime exited with error: signal: killed\\nRuntime.ExitError'}")]
    public void Lambda_lines(string message, string fields) => Parsed.Is(message, LogMessageKind.LambdaReport, fields);

    /// <summary>The samples in the VPC user guide (accepted SSH; no data; IPv6), with the addresses replaced.</summary>
    [Theory]
    [InlineData("2 123456789010 eni-1235b8ca123456789 192.0.2.20 198.51.100.10 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK", "{'version':2,'account-id':'123456789010','interface-id':'eni-1235b8ca123456789','srcaddr':'192.0.2.20','dstaddr':'198.51.100.10','srcport':20641,'dstport':22,'protocol':6,'packets':20,'bytes':4249,'start':1418530010,'end':1418530070,'action':'ACCEPT','log-status':'OK'}")]
    [InlineData("2 012345678901 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA\n", "{'version':2,'account-id':'012345678901','interface-id':'eni-1235b8ca123456789','srcaddr':null,'dstaddr':null,'srcport':null,'dstport':null,'protocol':null,'packets':null,'bytes':null,'start':1431280876,'end':1431280934,'action':null,'log-status':'NODATA'}")]
    [InlineData("6 TransitGateway 123456789012 tgw-1 tgw-attach-1 123456789012 123456789013 vpc-1 vpc-2 subnet-1 subnet-2 eni-1 eni-2 use1-az1 use1-az2 tgw-attach-2 10.40.1.175 10.40.2.236 80 46518 6 18 2040 1627343310 1627343370 OK IPv4 0 1 2 3 19 us-east-1 ingress - AMAZON", "{'version':6,'resource-type':'TransitGateway','account-id':'123456789012','tgw-id':'tgw-1','tgw-attachment-id':'tgw-attach-1','tgw-src-vpc-account-id':'123456789012','tgw-dst-vpc-account-id':'123456789013','tgw-src-vpc-id':'vpc-1','tgw-dst-vpc-id':'vpc-2','tgw-src-subnet-id':'subnet-1','tgw-dst-subnet-id':'subnet-2','tgw-src-eni':'eni-1','tgw-dst-eni':'eni-2','tgw-src-az-id':'use1-az1','tgw-dst-az-id':'use1-az2','tgw-pair-attachment-id':'tgw-attach-2','srcaddr':'10.40.1.175','dstaddr':'10.40.2.236','srcport':80,'dstport':46518,'protocol':6,'packets':18,'bytes':2040,'start':1627343310,'end':1627343370,'log-status':'OK','type':'IPv4','packets-lost-no-route':0,'packets-lost-blackhole':1,'packets-lost-mtu-exceeded':2,'packets-lost-ttl-expired':3,'tcp-flags':19,'region':'us-east-1','flow-direction':'ingress','pkt-src-aws-service':null,'pkt-dst-aws-service':'AMAZON'}")]
    public void Flow_log_lines(string message, string fields) => Parsed.Is(message, LogMessageKind.FlowLog, fields);

    [Theory]
    [InlineData("2 123456789010 eni-1 192.0.2.20 198.51.100.10 20641 22 6 20 4249 1418530010 1418530070 ACCEPT")]
    [InlineData("2 123456789010 eni-1 192.0.2.20 198.51.100.10 20641 22 6 20 4249 1418530010 1418530070 ACCEPT more OK")]
    [InlineData("2 files changed OK")]
    public void Lines_with_other_fields_are_no_flow_logs(string message) => Parsed.Is(message, LogMessageKind.Text, "{}");

    [Theory]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"POST /login?a=b HTTP/1.1\" 403 23 \"-\" \"curl/8.5\"", "address=203.0.113.45 method=POST path=/login query=a=b protocol=HTTP/1.1 status=403 bytes=23 userAgent=curl/8.5")]
    [InlineData("2001:db8::9 - frank [17/Mar/2026:09:00:00 +0000] \"GET /a HTTP/1.0\" 200 -", "address=2001:db8::9 user=frank method=GET path=/a protocol=HTTP/1.0 status=200")]
    [InlineData("www.example.com:80 203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"https://example.com/\" \"x\"", "address=203.0.113.45 virtualHost=www.example.com:80 method=GET path=/ protocol=HTTP/1.1 status=200 bytes=5 referrer=https://example.com/ userAgent=x")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"x\" \"198.51.100.7\"", "address=203.0.113.45 method=GET path=/ protocol=HTTP/1.1 status=200 bytes=5 userAgent=x forwardedFor=198.51.100.7")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"", "address=203.0.113.45 request=\\x16\\x03\\x01 status=400 bytes=0")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"-\" 408 -", "address=203.0.113.45 status=408")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"GET http://169.254.169.254/latest/ HTTP/1.1\" 404 3", "address=203.0.113.45 method=GET host=169.254.169.254 path=/latest/ protocol=HTTP/1.1 status=404 bytes=3")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"GET /f?u=http://169.254.169.254/ HTTP/1.1\" 404 3", "address=203.0.113.45 method=GET path=/f query=u=http://169.254.169.254/ protocol=HTTP/1.1 status=404 bytes=3")]
    public void Web_server_lines(string message, string fields) => Assert.Equal((LogMessageKind.AccessLog, fields), Beside(message));

    /// <summary>What a client sends may look like the rest of a line, but for the quotes, which servers write with a backslash.</summary>
    [Theory]
    [InlineData("203.0.113.45 - evil 1.1.1.1 - - [01/Jan/2020:00:00:00 +0000] [17/Mar/2026:09:00:00 +0000] \"GET / HTTP/1.1\" 401 5", "address=203.0.113.45 user=evil 1.1.1.1 - - [01/Jan/2020:00:00:00 +0000] method=GET path=/ protocol=HTTP/1.1 status=401 bytes=5")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"GET /\\\" 200 5 \\\"x\\\" HTTP/1.1\" 401 5 \"\\\" \\\"y\" \"z\\\\\"", "address=203.0.113.45 method=GET path=/\\\" 200 5 \\\"x\\\" protocol=HTTP/1.1 status=401 bytes=5 referrer=\\\" \\\"y userAgent=z\\\\")]
    public void Web_server_lines_are_not_forged(string message, string fields) => Assert.Equal((LogMessageKind.AccessLog, fields), Beside(message));

    /// <summary>By the syntax in AWS's documentation of Application and Classic Load Balancers and of CloudFront's standard logs.</summary>
    [Theory]
    [InlineData("https 2026-03-17T09:00:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.0.2.1:2817 10.0.0.1:80 0.086 0.048 0.037 200 201 34 366 \"GET https://www.example.com:443/a?b HTTP/1.1\" \"curl/7.46.0\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 \"Root=1-58337281-1d84f3d73c47ec4e58577259\"", "type=https loadBalancer=app/my-loadbalancer/50dc6c495c0c9188 address=192.0.2.1 port=2817 target=10.0.0.1:80 method=GET host=www.example.com:443 path=/a query=b protocol=HTTP/1.1 status=200 targetStatus=201 bytes=366 receivedBytes=34 userAgent=curl/7.46.0")]
    [InlineData("http 2026-03-17T09:00:00.186641Z app/lb/1 192.0.2.1:2817 - -1 -1 -1 400 - 34 366 \"- http://example.com:80- -\" \"-\" - - - \"-\"", "type=http loadBalancer=app/lb/1 address=192.0.2.1 port=2817 host=example.com:80- status=400 bytes=366 receivedBytes=34")]
    [InlineData("2026-03-17T09:00:00.945958Z my-loadbalancer 192.0.2.1:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.38.0\" - -", "loadBalancer=my-loadbalancer address=192.0.2.1 port=2817 target=10.0.0.1:80 method=GET host=www.example.com:80 path=/ protocol=HTTP/1.1 status=200 targetStatus=200 bytes=29 receivedBytes=0 userAgent=curl/7.38.0")]
    [InlineData("2026-03-17\t09:00:00\tLAX1\t2390282\t192.0.2.202\tGET\td111111abcdef8.cloudfront.net\t/soundtrack/happy.mp3\t304\twww.unknownsingers.com\tMozilla/4.0%20x\ta=b&c=d\tzip=50158\tHit", "edgeLocation=LAX1 address=192.0.2.202 method=GET host=d111111abcdef8.cloudfront.net path=/soundtrack/happy.mp3 status=304 bytes=2390282 referrer=www.unknownsingers.com userAgent=Mozilla/4.0%20x query=a=b&c=d")]
    public void Lines_of_load_balancers_and_CloudFront(string message, string fields) => Assert.Equal((LogMessageKind.AccessLog, fields), Beside(message));

    [Theory]
    [InlineData("level=info msg=\"hello \\\"you\\\"\" status=200 ok=true ratio=0.5 id=007", "{\"level\":\"info\",\"msg\":\"hello \\\"you\\\"\",\"status\":200,\"ok\":\"true\",\"ratio\":0.5,\"id\":\"007\"}")]
    [InlineData("env: AWS_REGION=eu-west-1 PATH=/usr/bin", "{'AWS_REGION':'eu-west-1','PATH':'/usr/bin'}")]
    [InlineData("request done, client_ip=203.0.113.45, status_code=401", "{'client_ip':'203.0.113.45','status_code':401,'address':'203.0.113.45','status':401}")]
    [InlineData("a=1 b=2 a=3", "{'a':[1,3],'b':2}")]
    [InlineData("user=\"bob ip=1.1.1.1\" ip=203.0.113.45", "{'user':'bob ip=1.1.1.1','ip':'203.0.113.45','address':'203.0.113.45'}")]
    [InlineData("user=x ip=1.1.1.1 ip=203.0.113.45", "{'user':'x','ip':['1.1.1.1','203.0.113.45']}")]
    [InlineData("a=\"not closed b=2 c=", "{\"a\":\"\\\"not\",\"b\":2,\"c\":\"\"}")]
    [InlineData("status=\"200\" n=1e5 m=-1", "{\"status\":\"200\",\"n\":\"1e5\",\"m\":-1}")]
    public void Pairs(string message, string fields) => Parsed.Is(message, LogMessageKind.KeyValue, fields);

    [Theory]
    [InlineData("one=pair")]
    [InlineData("GET /?a=1&b=2 HTTP/1.1")]
    [InlineData("YWJjZA== ZWZnaA== a==b c==d")]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("nc -zv db.example.com 5432")]
    [InlineData(" * POOL #1      stratum+tcp://pool.example.com:3333 algo auto")]
    public void Other_text_is_text(string message) => Parsed.Is(message, LogMessageKind.Text, "{}");

    private static (LogMessageKind Kind, string Fields) Beside(string message)
    {
        var (kind, json) = Parsed.Of(message);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return (kind, string.Join(" ", document.RootElement.EnumerateObject().Select(field => $"{field.Name}={field.Value}")));
    }
}
