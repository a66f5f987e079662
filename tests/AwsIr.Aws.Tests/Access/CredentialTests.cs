using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Which credentials count, and what is said when there are none.</summary>
public sealed class CredentialTests : AccessTest
{
    [Fact]
    public void Each_place_comes_before_those_behind_it()
    {
        // From the last to the first: every one that is added is the one that counts from then on.
        First.AddRole("instance");
        World.Metadata = new MetadataCredentials(First, "instance");
        Environment.Set("AWS_EC2_METADATA_DISABLED", null);
        Environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", Server.Url);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/instance/i-0123456789abcdef0", CallerOf(Options));
        Assert.Contains("instance's role", Said[0], StringComparison.Ordinal);

        Environment.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", Server.Url + MetadataCredentials.ContainerPath);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/instance/i-0123456789abcdef0", CallerOf(Options));
        Assert.NotEmpty(Server.RequestsOf("ContainerCredentials"));
        Assert.Empty(Server.RequestsOf("InstanceMetadata"));

        var user = new Dictionary<string, AwsCredentials>();
        foreach (string name in new[] { "default", "named", "environment", "stored", "location", "profile", "keys", "credential" })
        {
            user[name] = First.AddUser(name);
        }

        string File(string name, string profile) => $"[{profile}]\naws_access_key_id = {user[name].AccessKeyId}\naws_secret_access_key = {user[name].SecretAccessKey}\n";
        Environment.Credentials(File("default", "default") + File("named", "named") + File("profile", "profile"));
        Assert.Equal(user["default"].AccessKeyId, KeyOf(Options));

        Environment.Set("AWS_PROFILE", "named");
        Assert.Equal(user["named"].AccessKeyId, KeyOf(Options));

        Environment.Set("AWS_ACCESS_KEY_ID", user["environment"].AccessKeyId);
        Environment.Set("AWS_SECRET_ACCESS_KEY", user["environment"].SecretAccessKey);
        Assert.Equal(user["environment"].AccessKeyId, KeyOf(Options));

        AwsOptions stored = Options with { StoredCredentials = new StsLikeCredentials(user["stored"]) };
        Assert.Equal(user["stored"].AccessKeyId, KeyOf(stored));

        Environment.Set("AWS_PROFILE", "profile");
        string location = Environment.Write("case/keys", File("location", "profile"));
        Assert.Equal(user["location"].AccessKeyId, KeyOf(stored with { ProfileLocation = location }));
        Assert.Equal(user["named"].AccessKeyId, KeyOf(stored with { ProfileName = "named" }));
        Assert.Equal(user["keys"].AccessKeyId, KeyOf(stored with { AccessKey = " " + user["keys"].AccessKeyId, SecretKey = user["keys"].SecretAccessKey + "\n" }));
        Assert.Equal(user["credential"].AccessKeyId, KeyOf(stored with { Credential = new StsLikeCredentials(user["credential"]) }));
        Assert.All(Said, line => Assert.All(user.Values, one => Assert.DoesNotContain(one.SecretAccessKey, line, StringComparison.Ordinal)));
        Assert.Contains("-Credential; access key " + user["credential"].AccessKeyId, Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Temporary_credentials_go_with_their_token()
    {
        First.AddRole("ir");
        AwsCredentials session = First.StartSession("ir");
        Assert.Equal(session.AccessKeyId, KeyOf(Options with { AccessKey = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken }));
        Environment.Set("AWS_ACCESS_KEY_ID", session.AccessKeyId);
        Environment.Set("AWS_SECRET_ACCESS_KEY", session.SecretAccessKey);
        Environment.Set("AWS_SESSION_TOKEN", session.SessionToken);
        Assert.Equal(session.AccessKeyId, KeyOf(Options));
        World.ExpireSession(session.AccessKeyId);
        Fails(Options, AwsErrorIds.CredentialsExpired);
    }

    [Theory]
    [InlineData("-Credential and -ProfileName", true, false, false, true)]
    [InlineData("-AccessKey and -ProfileName", false, true, true, true)]
    [InlineData("-Credential and -AccessKey", true, true, true, false)]
    [InlineData("-AccessKey alone", false, true, false, false)]
    [InlineData("-SecretKey alone", false, false, true, false)]
    public void What_contradicts_itself_is_an_error(string text, bool credential, bool access, bool secret, bool profile)
    {
        var error = Fails(
            Options with
            {
                Credential = credential ? new object() : null,
                AccessKey = access ? User.AccessKeyId : null,
                SecretKey = secret ? User.SecretAccessKey : null,
                ProfileName = profile ? "x" : null,
            },
            AwsErrorIds.Parameters);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void A_profile_that_is_not_there_is_never_another_one()
    {
        Environment.Credentials($"[default]\naws_access_key_id={User.AccessKeyId}\naws_secret_access_key={User.SecretAccessKey}\n[audit]\nregion=eu-west-1\n");
        Environment.Set("AWS_ACCESS_KEY_ID", User.AccessKeyId);
        Environment.Set("AWS_SECRET_ACCESS_KEY", User.SecretAccessKey);
        Assert.Contains("There are: audit, default.", Fails(Options with { ProfileName = "audti" }, AwsErrorIds.ProfileNotFound).Message, StringComparison.Ordinal);
        Assert.Contains("says nothing of credentials", Fails(Options with { ProfileName = "audit" }, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
        Environment.Set("AWS_ACCESS_KEY_ID", null);
        Environment.Set("AWS_SECRET_ACCESS_KEY", null);
        Environment.Set("AWS_PROFILE", "audti");
        Assert.Contains("AWS_PROFILE", Fails(Options, AwsErrorIds.ProfileNotFound).Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void With_none_at_all_it_says_where_it_looked_and_what_to_do()
    {
        string message = Fails(Options, AwsErrorIds.Credentials).Message;
        Assert.Contains("AWS_ACCESS_KEY_ID", message, StringComparison.Ordinal);
        Assert.Contains("-ProfileName", message, StringComparison.Ordinal);
        Environment.Config("[profile audit]\nregion=eu-west-1\n");
        Assert.Contains("there are audit", Fails(Options, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);

        // No instance: somebody answers, but not as an instance does; and nobody answers.
        Environment.Set("AWS_EC2_METADATA_DISABLED", null);
        Environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", Server.Url);
        Assert.Contains("no EC2 instance", Fails(Options, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
        Environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:9");
        Assert.Contains("no EC2 instance", Fails(Options, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    public void Half_a_key_is_an_error(string variable)
    {
        Environment.Set(variable, User.SecretAccessKey);
        Assert.Contains(variable + " is set but", Fails(Options, AwsErrorIds.Credentials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_AWS_does_not_know_are_told_as_such()
    {
        string message = Fails(Options with { AccessKey = "AKIAI44QH8DHBEXAMPLE", SecretKey = User.SecretAccessKey }, AwsErrorIds.Credentials).Message;
        Assert.Contains("does not accept the credentials", message, StringComparison.Ordinal);
        Fails(Options with { AccessKey = User.AccessKeyId, SecretKey = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" }, AwsErrorIds.Credentials);
    }

    [Fact]
    public void Objects_of_other_copies_are_taken_by_their_names()
    {
        First.AddRole("ir");
        AwsCredentials session = First.StartSession("ir");
        Assert.Equal(session.AccessKeyId, KeyOf(Options with { Credential = new ToolsLikeCredentials(new SdkLikeCredentials(session)) }));
        Assert.Equal(session.AccessKeyId, KeyOf(Options with { Credential = new SdkLikeCredentials(session) }));
        Assert.Equal(session.AccessKeyId, KeyOf(Options with { Credential = new { Credentials = new StsLikeCredentials(session) } }));
        Assert.Equal(session.AccessKeyId, KeyOf(Options with { Credential = new System.Collections.Hashtable { ["accesskeyid"] = session.AccessKeyId, ["SecretAccessKey"] = session.SecretAccessKey, ["Token"] = session.SessionToken } }));
        Fails(Options with { Credential = new object() }, AwsErrorIds.Parameters);
        Fails(Options with { Credential = new SdkLikeCredentials(null) }, AwsErrorIds.Credentials);
        Fails(Options with { Credential = new System.Collections.Hashtable { ["AccessKeyId"] = session.AccessKeyId } }, AwsErrorIds.Parameters);
    }

    [Fact]
    public void Objects_of_other_copies_are_asked_again()
    {
        First.AddRole("ir");
        var foreign = new SdkLikeCredentials(First.StartSession("ir"));
        AwsTarget target = Target(Options with { StoredCredentials = new ToolsLikeCredentials(foreign) });
        foreign.Current = First.StartSession("ir", "later");
        AwsAccounts.Identify(target, TestContext.Current.CancellationToken);
        Assert.Equal(foreign.Current.AccessKeyId, Server.RequestsOf("GetCallerIdentity")[^1].AccessKeyId);
    }

    [Fact]
    public void A_container_shows_its_token()
    {
        First.AddRole("task");
        World.Metadata = new MetadataCredentials(First, "task") { AuthorizationToken = "EXAMPLEauthorization" };
        Environment.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", Server.Url + MetadataCredentials.ContainerPath);
        Environment.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong");
        Fails(Options, AwsErrorIds.Credentials);
        Environment.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Environment.Write("token", "EXAMPLEauthorization\n"));
        Assert.Contains("assumed-role/task", CallerOf(Options), StringComparison.Ordinal);
        Environment.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/credentials");
        Fails(Options, AwsErrorIds.Credentials);
    }

    [Fact]
    public void An_instance_knows_its_region()
    {
        First.AddRole("instance");
        World.Metadata = new MetadataCredentials(First, "instance") { Region = "eu-north-1" };
        Environment.Set("AWS_EC2_METADATA_DISABLED", null);
        Environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", Server.Url);
        Assert.Equal("eu-north-1", Target(Options with { Regions = [] }).Region);

        // Anybody else's region is not looked for there.
        Server.ClearRequests();
        Fails(Keys with { Regions = [] }, AwsErrorIds.Region);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void It_ends_when_nobody_answers()
    {
        Server.Faults.Add("GetCallerIdentity", Fault.Stall);
        AwsSession session = Open(Keys);
        using var cancel = new CancellationTokenSource();
        Task task = Task.Run(() => session.Targets(new RecordingFeed(), cancel.Token), TestContext.Current.CancellationToken);
        Assert.True(Server.WaitForRequests("GetCallerIdentity"));
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).GetAwaiter().GetResult());
    }

    /// <summary>As STS and Use-STSRole give them.</summary>
    private sealed class StsLikeCredentials(AwsCredentials given)
    {
        public string AccessKeyId => given.AccessKeyId;

        public string SecretAccessKey => given.SecretAccessKey;

        public string? SessionToken => given.SessionToken;

        public DateTime? Expiration => given.Expires;
    }

    /// <summary>As a copy of the SDK has them.</summary>
    private sealed class SdkLikeCredentials(AwsCredentials? given)
    {
        public AwsCredentials? Current { get; set; } = given;

        public object GetCredentials() => Current is { } keys
            ? new { AccessKey = keys.AccessKeyId, SecretKey = keys.SecretAccessKey, Token = keys.SessionToken ?? "" }
            : throw new InvalidOperationException("the sign-in has expired, wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY.");
    }

    /// <summary>As AWS.Tools keep them in $StoredAWSCredentials.</summary>
    private sealed class ToolsLikeCredentials(object inner)
    {
        public string Name { get; } = "audit";

        internal object Credentials { get; } = inner;
    }
}
