using System.Globalization;
using System.Text.Json.Nodes;
using AwsIr.Access;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Every way in which a profile stands for credentials.</summary>
public sealed class ProfileTests : AccessTest
{
    private string UserKeys => $"aws_access_key_id = {User.AccessKeyId}\naws_secret_access_key = {User.SecretAccessKey}\n";

    private AwsOptions Profile => Options with { ProfileName = "p" };

    [Fact]
    public void A_role_is_assumed_from_another_profile()
    {
        IamRole hop = First.AddRole("hop", User.Arn);
        IamRole role = Second.AddRole("IRReadOnly", First.Id);
        role.ExternalId = "case 42";
        role.MaxSessionDuration = TimeSpan.FromHours(2);
        Environment.Credentials("[user]\n" + UserKeys);
        Environment.Config(
            $"""
            [profile hop]
            role_arn = {hop.Arn}
            source_profile = user
            [profile p]
            role_arn = {role.Arn}
            source_profile = hop
            external_id = case 42
            role_session_name = responder@example.com
            duration_seconds = 7200
            region = eu-north-1
            """);
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/IRReadOnly/responder@example.com", CallerOf(Profile));
        LoggedRequest[] asked = [.. Server.RequestsOf("AssumeRole")];
        Assert.Equal([hop.Arn, role.Arn], asked.Select(static request => request["RoleArn"]));
        Assert.Equal(["AwsIr", "responder@example.com"], asked.Select(static request => request["RoleSessionName"]));
        Assert.Equal("7200", asked[1]["DurationSeconds"]);
        Assert.Equal("eu-north-1", asked[1].Region);
        Assert.Contains("profile 'p' (role arn:aws:iam::444455556666:role/IRReadOnly, from profile 'hop' (role arn:aws:iam::111122223333:role/hop, from profile 'user' (an access key)))", Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_may_come_from_its_own_profiles_key()
    {
        IamRole role = Second.AddRole("ir");
        Environment.Config($"[profile p]\nrole_arn={role.Arn}\nsource_profile=p\n{UserKeys}");
        Assert.Contains("assumed-role/ir/AwsIr", CallerOf(Profile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_may_come_from_environment_container_and_instance()
    {
        IamRole role = Second.AddRole("ir");
        First.AddRole("own");
        World.Metadata = new MetadataCredentials(First, "own");
        Environment.Config($"[profile p]\nrole_arn={role.Arn}\ncredential_source=Environment\n");
        Assert.Contains("credential_source Environment", Fails(Profile, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
        Environment.Set("AWS_ACCESS_KEY_ID", User.AccessKeyId);
        Environment.Set("AWS_SECRET_ACCESS_KEY", User.SecretAccessKey);
        Assert.Contains("assumed-role/ir/AwsIr", CallerOf(Profile), StringComparison.Ordinal);
        Assert.Equal(User.AccessKeyId, Server.RequestsOf("AssumeRole")[0].AccessKeyId);

        Environment.Config($"[profile p]\nrole_arn={role.Arn}\ncredential_source=EcsContainer\n");
        Fails(Profile, AwsErrorIds.Credentials);
        Environment.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", Server.Url + MetadataCredentials.ContainerPath);
        Assert.Contains("assumed-role/ir/AwsIr", CallerOf(Profile), StringComparison.Ordinal);
        Assert.Contains("assumed-role/own", Server.RequestsOf("AssumeRole")[0].Arn, StringComparison.Ordinal);

        Environment.Config($"[profile p]\nrole_arn={role.Arn}\ncredential_source=Ec2InstanceMetadata\n");
        Environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", Server.Url);
        Assert.Contains("assumed-role/ir/AwsIr", CallerOf(Profile), StringComparison.Ordinal);
        Assert.NotEmpty(Server.RequestsOf("InstanceMetadataToken"));
    }

    [Fact]
    public void A_role_may_come_by_web_identity()
    {
        IamRole role = Second.AddRole("pod");
        World.WebIdentityTokens.Add("EXAMPLE.web.identity");
        string token = Environment.Write("token", "EXAMPLE.web.identity\n");
        Environment.Config($"[profile p]\nrole_arn={role.Arn}\nweb_identity_token_file={token}\nrole_session_name=runner\n");
        Assert.Contains("assumed-role/pod/runner", CallerOf(Profile), StringComparison.Ordinal);

        Environment.Set("AWS_ROLE_ARN", role.Arn);
        Environment.Set("AWS_WEB_IDENTITY_TOKEN_FILE", token);
        Assert.Contains("assumed-role/pod/AwsIr", CallerOf(Options), StringComparison.Ordinal);
        File.WriteAllText(token, "EXAMPLE.stale");
        Assert.DoesNotContain("EXAMPLE.stale", Fails(Options, AwsErrorIds.RequestFailed).Message, StringComparison.Ordinal);
        File.Delete(token);
        Assert.Contains("cannot be read", Fails(Options, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir", "neither source_profile nor credential_source")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = a\ncredential_source = Environment", "both source_profile and credential_source")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = gone", "source_profile 'gone', which does not exist")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = p", "its own source_profile")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = loop", "leads back to itself by source_profile: p → loop → p")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = empty", "'empty' is a source_profile (of 'p')")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\ncredential_source = Elsewhere", "Elsewhere")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = p\nduration_seconds = 1h", "duration_seconds")]
    [InlineData("role_arn = IRReadOnly\nsource_profile = p", "role_arn that is none")]
    [InlineData("role_arn = arn:aws:iam::444455556666:role/ir\nsource_profile = p\nmfa_serial = arn:aws:iam::111122223333:mfa/me", "--serial-number arn:aws:iam::111122223333:mfa/me")]
    [InlineData("aws_access_key_id = AKIAI44QH8DHBEXAMPLE", "no aws_secret_access_key")]
    [InlineData("aws_secret_access_key = x", "no aws_access_key_id")]
    [InlineData("web_identity_token_file = x", "no role_arn")]
    [InlineData("sso_session = gone", "sso_session 'gone', which does not exist")]
    [InlineData("sso_start_url = https://example.awsapps.com/start", "lacks sso_account_id")]
    [InlineData("region = eu-west-1", "says nothing of credentials")]
    public void What_a_profile_lacks_is_said(string lines, string text)
    {
        Environment.Config($"[profile p]\n{lines}\n[profile loop]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = p\n[profile empty]\nregion = eu-west-1\n");
        var error = Fails(Profile, AwsErrorIds.Credentials);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void A_role_that_is_denied_names_what_is_missing()
    {
        IamRole role = Second.AddRole("ir", "444455556666");
        Environment.Config($"[profile p]\nrole_arn={role.Arn}\nsource_profile=p\n{UserKeys}");
        string message = Fails(Profile, AwsErrorIds.AccessDenied).Message;
        Assert.Contains("arn:aws:iam::111122223333:user/responder is not allowed to do sts:AssumeRole", message, StringComparison.Ordinal);
        Assert.Contains("trust policy", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_Center_gives_a_role_for_the_cached_token()
    {
        Sso("corp", "EXAMPLEtoken", DateTime.UtcNow.AddHours(1));
        Environment.Config("[profile p]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = Audit\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n");
        World.SsoSessions["EXAMPLEtoken"] = new SsoSession { Roles = { ("444455556666", "Audit") } };
        Assert.Contains("444455556666:assumed-role/AWSReservedSSO_Audit", CallerOf(Profile), StringComparison.Ordinal);
        Assert.Equal("EXAMPLEtoken", Server.RequestsOf("GetRoleCredentials")[0].Header("x-amz-sso_bearer_token"));

        World.SsoSessions["EXAMPLEtoken"] = new SsoSession();
        Assert.Contains("does not give you the role Audit", Fails(Profile, AwsErrorIds.AccessDenied).Message, StringComparison.Ordinal);
        World.SsoSessions.Clear();
        string message = Fails(Profile, AwsErrorIds.CredentialsExpired).Message;
        Assert.Contains("aws sso login --profile p", message, StringComparison.Ordinal);
        Assert.DoesNotContain("EXAMPLEtoken", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_Center_without_a_session_goes_by_its_start_url()
    {
        Sso("https://example.awsapps.com/start", "EXAMPLEtoken", DateTime.UtcNow.AddHours(1), utc: true);
        Environment.Config("[profile p]\nsso_account_id = 444455556666\nsso_role_name = Audit\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n");
        World.SsoSessions["EXAMPLEtoken"] = new SsoSession { Roles = { ("444455556666", "Audit") } };
        Assert.Contains("assumed-role/AWSReservedSSO_Audit", CallerOf(Profile), StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_Centers_token_is_refreshed_and_kept_for_others()
    {
        string path = Sso("corp", "EXAMPLEold", DateTime.UtcNow.AddMinutes(-1), refresh: true);
        Environment.Config("[profile p]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = Audit\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n");
        World.SsoSessions["EXAMPLEold"] = new SsoSession { Roles = { ("444455556666", "Audit") }, RefreshToken = "EXAMPLErefresh", Expires = DateTime.UtcNow.AddMinutes(-1) };
        Assert.Contains("assumed-role/AWSReservedSSO_Audit", CallerOf(Profile), StringComparison.Ordinal);
        JsonNode kept = JsonNode.Parse(File.ReadAllText(path))!;
        string token = (string)kept["accessToken"]!;
        Assert.StartsWith("EXAMPLErefreshed", token, StringComparison.Ordinal);
        Assert.Equal(token, Server.RequestsOf("GetRoleCredentials")[0].Header("x-amz-sso_bearer_token"));
        Assert.InRange(DateTime.Parse((string)kept["expiresAt"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), DateTime.UtcNow.AddMinutes(50), DateTime.UtcNow.AddMinutes(70));
        Assert.Equal("https://example.awsapps.com/start", (string?)kept["startUrl"]);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void Identity_Center_without_a_good_token_says_to_sign_in()
    {
        Environment.Config("[profile p]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = Audit\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n");
        Assert.Contains("aws sso login --profile p", Fails(Profile, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
        Sso("corp", "EXAMPLEold", DateTime.UtcNow.AddMinutes(-1));
        Assert.Contains("aws sso login --profile p", Fails(Profile, AwsErrorIds.CredentialsExpired).Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);

        // A refresh that is refused.
        Sso("corp", "EXAMPLEold", DateTime.UtcNow.AddMinutes(-1), refresh: true);
        Fails(Profile, AwsErrorIds.CredentialsExpired);
        Assert.NotEmpty(Server.RequestsOf("CreateToken"));
    }

    [Fact]
    public void A_process_prints_credentials()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for sh.");
        string script = Environment.Write("give it.sh", $$"""
            echo "to stderr" >&2
            echo '{"Version": 1, "AccessKeyId": "{{User.AccessKeyId}}", "SecretAccessKey": "{{User.SecretAccessKey}}"}'
            """);
        Environment.Config($"[profile p]\ncredential_process = sh \"{script}\" # not a comment\n");
        Assert.Equal(User.AccessKeyId, KeyOf(Profile));
    }

    [Theory]
    [InlineData("echo sign in first >&2; exit 3", AwsErrorIds.Credentials, "ended with 3: sign in first")]
    [InlineData("echo 'secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2; exit 1", AwsErrorIds.Credentials, "ended with 1")]
    [InlineData("echo wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", AwsErrorIds.Credentials, "does not print credentials")]
    [InlineData("echo '{\"Version\":1}'", AwsErrorIds.Credentials, "does not print credentials")]
    [InlineData("awsir-no-such-program", AwsErrorIds.Credentials, "ended with 127")]
    [InlineData("yes x | head -c 5000000", AwsErrorIds.Credentials, "does not print credentials")]
    [InlineData("echo '{\"Version\":1,\"AccessKeyId\":\"AKIAI44QH8DHBEXAMPLE\",\"SecretAccessKey\":\"x\",\"SessionToken\":\"x\",\"Expiration\":\"2020-01-01T00:00:00Z\"}'", AwsErrorIds.CredentialsExpired, "expired at 2020-01-01 00:00:00Z")]
    public void A_process_that_fails_is_told(string command, string errorId, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for sh.");
        Environment.Config($"[profile p]\ncredential_process = {command}\n");
        Assert.Contains(text, Fails(Profile, errorId).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_hangs_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for sh.");
        string mark = Path.Combine(Environment.Home, "started");
        Environment.Config($"[profile p]\ncredential_process = touch {mark}; sleep 600\n");
        using var cancel = new CancellationTokenSource();
        Task task = Task.Run(() => AwsSession.Open(Profile, Said.Add, cancel.Token), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(mark), TimeSpan.FromSeconds(60)));
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).GetAwaiter().GetResult());
    }

    [Fact]
    public void Console_sign_ins_are_used_while_they_last()
    {
        First.AddRole("console");
        AwsCredentials session = First.StartSession("console");
        Environment.Config("[profile p]\nlogin_session = arn:aws:iam::111122223333:user/responder\n");
        Assert.Contains("aws login --profile p", Fails(Profile, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
        Environment.Set("AWS_LOGIN_CACHE_DIRECTORY", Path.Combine(Environment.Home, "login", "cache"));
        string path = Environment.Write($"login/cache/{LoginName}.json", Login(session, DateTime.UtcNow.AddMinutes(10)));
        Assert.Equal(session.AccessKeyId, KeyOf(Profile));
        File.WriteAllText(path, Login(session, DateTime.UtcNow.AddMinutes(-10)));
        Assert.Contains("export-credentials --profile p", Fails(Profile, AwsErrorIds.CredentialsExpired).Message, StringComparison.Ordinal);
    }

    /// <summary>The sha256 sum of the session's name, worked out elsewhere.</summary>
    private const string LoginName = "b4ff24860d57e56365dfe1679b84e4efc46f212709c29857fafcc01a970ca689";

    private static string Login(AwsCredentials session, DateTime end) => new JsonObject
    {
        ["accessToken"] = new JsonObject { ["accessKeyId"] = session.AccessKeyId, ["secretAccessKey"] = session.SecretAccessKey, ["sessionToken"] = session.SessionToken, ["accountId"] = session.AccountId, ["expiresAt"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
        ["tokenType"] = "aws_sigv4",
        ["refreshToken"] = "EXAMPLErefresh",
    }.ToJsonString();

    /// <summary>Writes a token as a sign-in does; the names of the files are sha1 sums, worked out elsewhere.</summary>
    private string Sso(string session, string token, DateTime end, bool refresh = false, bool utc = false)
    {
        string name = session == "corp" ? "ee0bfd2552fbd840c02cc48b6e823320543c450f" : "e8be5486177c5b5392bd9aa76563515b29358e6e";
        var json = new JsonObject
        {
            ["startUrl"] = "https://example.awsapps.com/start",
            ["region"] = "eu-west-1",
            ["accessToken"] = token,
            ["expiresAt"] = end.ToString(utc ? "yyyy-MM-dd'T'HH:mm:ss'UTC'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (refresh)
        {
            json["clientId"] = "example-client";
            json["clientSecret"] = "example-client-secret";
            json["registrationExpiresAt"] = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            json["refreshToken"] = "EXAMPLErefresh";
        }

        return Environment.Write($".aws/sso/cache/{name}.json", json.ToJsonString());
    }
}
