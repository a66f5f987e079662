using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Aws.Tests.Access;

/// <summary>The shared configuration files, as the AWS CLI reads them.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class SharedFilesTests : IDisposable
{
    private readonly TestEnvironment environment = new();

    public void Dispose() => environment.Dispose();

    [Fact]
    public void Profiles_are_of_both_files_and_the_credentials_file_counts()
    {
        environment.Config(
            """
            # a comment
            [default]
            region = eu-west-1
            [profile audit]
              ; another
            region=us-east-2
            aws_access_key_id = FROMCONFIG
            output = json
            [profile "two words"]
            region = eu-north-1
            [plain]
            region = eu-central-1
            [sso-session corp]
            sso_region = eu-west-2
            """);
        environment.Credentials("[audit]\r\nAWS_ACCESS_KEY_ID = FROMCREDENTIALS\r\naws_secret_access_key = a=b==\r\n[only-here]\naws_session_token=\n");
        SharedFiles files = SharedFiles.Read();
        Assert.Equal(["audit", "default", "only-here", "two words"], files.ProfileNames);
        Assert.Equal("eu-west-1", files.Profile("default")?["region"]);
        Assert.Equal("us-east-2", files.Profile("audit")?["REGION"]);
        Assert.Equal("FROMCREDENTIALS", files.Profile("audit")?["aws_access_key_id"]);
        Assert.Equal("a=b==", files.Profile("audit")?["aws_secret_access_key"]);
        Assert.Equal("eu-north-1", files.Profile("two words")?["region"]);
        Assert.Null(files.Profile("only-here")?["aws_session_token"]);
        Assert.Null(files.Profile("Audit"));
        Assert.Null(files.Profile("plain"));
        Assert.Equal("eu-west-2", files.SsoSession("corp")?["sso_region"]);
    }

    [Fact]
    public void Indented_settings_belong_to_the_line_above()
    {
        environment.Config(
            """
            [profile a]
            services = lab
            s3 =
              max_concurrent_requests = 20
              addressing_style = path
            region = eu-west-1
              role_arn = not-nested
            [services lab]
            cloudwatch_logs =
              endpoint_url = http://127.0.0.1:1
            cloudtrail =
                endpoint_url = http://127.0.0.1:2
            """);
        SharedFiles files = SharedFiles.Read();
        SettingsSection profile = files.Profile("a")!;
        Assert.Equal("path", profile.Nested("s3", "addressing_style"));
        Assert.Null(profile["addressing_style"]);
        Assert.Equal("eu-west-1", profile["region"]);
        Assert.Equal("not-nested", profile["role_arn"]);
        Assert.Equal("http://127.0.0.1:1", files.Services("lab")?.Nested("CloudWatch_Logs", "endpoint_url"));
        Assert.Equal("http://127.0.0.1:2", files.Services("lab")?.Nested("cloudtrail", "endpoint_url"));
    }

    [Fact]
    public void Variables_say_where_they_are_at_any_time()
    {
        environment.Credentials("[home]\nregion=a\n");
        Assert.Equal(["home"], SharedFiles.Read().ProfileNames);
        environment.Set("AWS_SHARED_CREDENTIALS_FILE", environment.Write("elsewhere/keys", "[there]\n"));
        environment.Write("elsewhere/conf", "[profile too]\n");
        environment.Set("AWS_CONFIG_FILE", "~/elsewhere/conf");
        Assert.Equal(["there", "too"], SharedFiles.Read().ProfileNames);
    }

    [Fact]
    public void A_location_is_read_with_its_neighbour_and_may_be_written_either_way()
    {
        environment.Credentials("[home]\n");
        string location = environment.Write("case/aws.txt", "[a]\n[profile b]\n[sso-session corp]\nsso_region=eu-west-1\n");
        environment.Write("case/config", "[profile c]\n");
        SharedFiles files = SharedFiles.Read(location);
        Assert.Equal(["a", "b", "c"], files.ProfileNames);
        Assert.NotNull(files.SsoSession("corp"));
        var error = Assert.Throws<SourceException>(() => SharedFiles.Read(location + "x"));
        Assert.Equal(AwsErrorIds.ProfileNotFound, error.ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("key = before any section\n= no key\n[")]
    [InlineData("[profile]\n[profile \n[]\n[ ]\n[[x]]\n=\n  =\n\0\u001b[31m = x")]
    [InlineData("\uFEFF[default]\nregion = eu-west-1")]
    public void Whatever_stands_in_them_they_are_read(string text)
    {
        environment.Config(text);
        environment.Credentials(text);
        Assert.NotNull(SharedFiles.Read().ProfileNames);
    }
}
