using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Endpoints, retries and proxies, as environment and profile say.</summary>
public sealed class SettingsTests : AccessTest
{
    [Fact]
    public void Endpoints_have_their_order()
    {
        Environment.Config(
            """
            [default]
            endpoint_url = http://127.0.0.1:5
            services = lab
            [services lab]
            cloudwatch_logs =
              endpoint_url = http://127.0.0.1:4/
            """);
        AwsSettings Read(string? parameter = null)
        {
            SharedFiles files = SharedFiles.Read();
            return AwsSettings.Read(parameter, files, files.Profile("default"));
        }

        Assert.Equal("http://127.0.0.1:5", Read().Endpoint("CloudTrail"));
        Assert.Equal("http://127.0.0.1:4", Read().Endpoint("CloudWatch Logs"));
        Environment.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:3");
        Assert.Equal("http://127.0.0.1:3", Read().Endpoint("CloudWatch Logs"));
        Environment.Set("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:2");
        Assert.Equal("http://127.0.0.1:2", Read().Endpoint("CloudWatch Logs"));
        Assert.Equal("http://127.0.0.1:3", Read().Endpoint("GuardDuty"));
        Assert.Equal("http://127.0.0.1:1", Read("http://127.0.0.1:1").Endpoint("CloudWatch Logs"));
        Environment.Set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE");
        Assert.Null(Read().Endpoint("CloudWatch Logs"));
        Assert.Equal("http://127.0.0.1:1", Read("http://127.0.0.1:1").Endpoint("CloudWatch Logs"));
    }

    [Theory]
    [InlineData("AWS_RETRY_MODE", "often")]
    [InlineData("AWS_MAX_ATTEMPTS", "0")]
    [InlineData("AWS_MAX_ATTEMPTS", "many")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "yes")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "1")]
    [InlineData("AWS_ENDPOINT_URL", "vpce.example.com")]
    [InlineData("AWS_ENDPOINT_URL_STS", "ftp://vpce.example.com")]
    public void What_makes_no_sense_is_an_error(string variable, string value)
    {
        Environment.Set(variable, value);
        Assert.Contains(variable, Fails(Keys with { EndpointUrl = null }, AwsErrorIds.Parameters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_holds_no_password()
    {
        string message = Fails(Keys with { EndpointUrl = "http://user:hidden@127.0.0.1/" }, AwsErrorIds.Parameters).Message;
        Assert.Contains("-EndpointUrl", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_is_set_up_by_them()
    {
        Environment.Set("AWS_USE_FIPS_ENDPOINT", "true");
        Environment.Set("AWS_USE_DUALSTACK_ENDPOINT", "true");
        Environment.Set("AWS_RETRY_MODE", "adaptive");
        Environment.Config("[default]\nmax_attempts = 8\n");
        AmazonS3Config config = Open(Keys with { EndpointUrl = null }).Home(TestContext.Current.CancellationToken).Configure(new AmazonS3Config());
        Assert.True(config.UseFIPSEndpoint);
        Assert.True(config.UseDualstackEndpoint);
        Assert.Equal(RequestRetryMode.Adaptive, config.RetryMode);
        Assert.Equal(7, config.MaxErrorRetry);
        Assert.Null(config.ServiceURL);
        Assert.Equal("eu-west-1", config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void An_endpoint_of_ones_own_and_FIPS_do_not_go_together()
    {
        Environment.Set("AWS_USE_FIPS_ENDPOINT", "true");
        Assert.Contains("AWS_USE_FIPS_ENDPOINT", Fails(Keys, AwsErrorIds.RequestFailed).Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Requests_are_sent_as_often_as_they_say()
    {
        Environment.Set("AWS_MAX_ATTEMPTS", "2");
        Server.Faults.Add("GetCallerIdentity", Fault.Unavailable, times: 100);
        var error = Fails(Keys, AwsErrorIds.Unavailable);
        Assert.Equal(2, Server.RequestsOf("GetCallerIdentity").Count);
        Assert.Contains("Try again later", error.Message, StringComparison.Ordinal);

        Environment.Set("AWS_MAX_ATTEMPTS", null);
        Server.ClearRequests();
        Fails(Keys, AwsErrorIds.Unavailable);
        Assert.Equal(5, Server.RequestsOf("GetCallerIdentity").Count);
    }

    [Fact]
    public void Connections_that_break_off_are_no_endless_loop()
    {
        Environment.Set("AWS_MAX_ATTEMPTS", "3");
        Server.Faults.Add("GetCallerIdentity", Fault.CutBeforeHeaders, times: 1000);
        Assert.Contains("the connection for sts:GetCallerIdentity", Assert.Throws<AwsIr.Evidence.SourceException>(() => AwsAccounts.Identify(Open(Keys).Home(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.InRange(Server.RequestsOf("GetCallerIdentity").Count, 3, 30);
    }

    [Fact]
    public void What_the_SDK_would_read_itself_does_no_harm()
    {
        // A profile that is not there, in a variable that nobody needs.
        Environment.Set("AWS_PROFILE", "gone");
        Environment.Config("[default]\nendpoint_url = http://127.0.0.1:9\nretry_mode = nonsense\n");
        AwsTarget target = Target(Keys);
        using var s3 = new AmazonS3Client(target.Credentials, target.Configure(new AmazonS3Config { ForcePathStyle = true }));
        World.AddBucket("trail-bucket", "eu-west-1", First);
        Assert.NotNull(AwsCall.Wait(s3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = "trail-bucket" }, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Requests_go_through_the_proxy_of_the_environment_as_it_is_now()
    {
        // Something has asked before, and .NET has read the variables then.
        Target(Keys);
        using var proxy = new HttpListener();
        string address = $"http://127.0.0.1:{FreePort()}/";
        proxy.Prefixes.Add(address.Replace("127.0.0.1", "*", StringComparison.Ordinal));
        proxy.Start();
        Environment.Set("HTTP_PROXY", address);
        AwsSession session = Open(Keys with { EndpointUrl = "http://sts.example.com" });
        using var client = new AmazonSecurityTokenClient(session.Home(TestContext.Current.CancellationToken));
        Task<CallerIdentity> asked = client.GetCallerIdentityAsync(TestContext.Current.CancellationToken);
        HttpListenerContext context = await proxy.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal("sts.example.com", context.Request.Headers["Host"]);
        byte[] body = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/x</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>"u8.ToArray();
        await context.Response.OutputStream.WriteAsync(body, TestContext.Current.CancellationToken);
        context.Response.Close();
        Assert.Equal("111122223333", (await asked).Account);
    }

    [Theory]
    [InlineData("https://sts.eu-west-1.amazonaws.com/", "http://secure.example.com:3128/")]
    [InlineData("http://sts.eu-west-1.amazonaws.com/", "http://plain.example.com:8080/")]
    [InlineData("https://internal.example.org/", null)]
    [InlineData("https://deep.internal.example.org/", null)]
    [InlineData("https://notinternal.example.org/", "http://secure.example.com:3128/")]
    [InlineData("https://vpce-1.cloudtrail.eu-west-1.vpce.amazonaws.com/", null)]
    [InlineData("https://port.example.org:8443/", null)]
    [InlineData("https://port.example.org/", "http://secure.example.com:3128/")]
    [InlineData("http://127.0.0.1:1/", null)]
    public void Some_hosts_are_reached_directly(string host, string? proxy)
    {
        Environment.Set("HTTPS_PROXY", "http://user:p%40ss@secure.example.com:3128");
        Environment.Set("HTTP_PROXY", "plain.example.com:8080");
        Environment.Set("NO_PROXY", "internal.example.org, .vpce.amazonaws.com,port.example.org:8443");
        EnvironmentProxy read = EnvironmentProxy.Read()!;
        Assert.Equal(proxy, read.GetProxy(new Uri(host))?.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        Assert.Equal(proxy is null, read.IsBypassed(new Uri(host)));
        var login = (NetworkCredential)read.Credentials!;
        Assert.Equal(("user", "p@ss"), (login.UserName, login.Password));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
