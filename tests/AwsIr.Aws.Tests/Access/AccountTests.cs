using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Accounts and regions that a user asks for, and what is said of those that cannot be had.</summary>
public sealed class AccountTests : AccessTest
{
    private readonly RecordingFeed feed = new();

    private AwsOptions Roles => Keys with { RoleName = "IRReadOnly", AccountIds = ["111122223333", "444455556666"] };

    [Fact]
    public void A_role_is_assumed_in_each_account()
    {
        First.AddRole("IRReadOnly").ExternalId = "case 42";
        Second.AddRole("IRReadOnly").ExternalId = "case 42";
        IReadOnlyList<AwsTarget> targets = Targets(Roles with { ExternalId = "case 42", Regions = ["eu-west-1", "us-east-1", "EU-WEST-1"] });
        Assert.Equal(["111122223333/eu-west-1", "111122223333/us-east-1", "444455556666/eu-west-1", "444455556666/us-east-1"], targets.Select(static target => target.ToString()));
        Assert.Empty(feed.Errors);
        Assert.All(Server.RequestsOf("AssumeRole"), static request => Assert.Equal("AwsIr", request["RoleSessionName"]));
        Assert.Equal(2, Server.RequestsOf("AssumeRole").Count);
        foreach (AwsTarget target in targets)
        {
            CallerArn(target, $"arn:aws:sts::{target.AccountId}:assumed-role/IRReadOnly/AwsIr");
        }

        // The regions of an account share its session.
        Assert.Equal(2, Server.RequestsOf("AssumeRole").Count);
    }

    [Fact]
    public void One_account_that_is_denied_is_one_error()
    {
        Second.AddRole("IRReadOnly");
        First.AddRole("IRReadOnly", Second.Id);
        AwsTarget target = Assert.Single(Targets(Roles));
        Assert.Equal("444455556666/eu-west-1", target.ToString());
        SourceNotice error = Assert.Single(feed.Errors);
        Assert.Equal(AwsErrorIds.AccessDenied, error.ErrorId);
        Assert.Equal(SourceProblemKind.AccessDenied, error.Problem);
        Assert.Equal("111122223333", error.Target);
        Assert.Contains("sts:AssumeRole", error.Message, StringComparison.Ordinal);
        Assert.Contains("arn:aws:iam::111122223333:role/IRReadOnly", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Exception);
    }

    [Fact]
    public void With_nothing_left_the_run_ends()
    {
        var error = Assert.Throws<SourceException>(() => Targets(Roles));
        Assert.Equal(AwsErrorIds.AccessDenied, error.ErrorId);
        Assert.StartsWith("444455556666: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("111122223333", Assert.Single(feed.Errors).Target);
    }

    [Fact]
    public void A_role_is_given_by_path_or_by_ARN()
    {
        Second.Roles.Add("deep", new IamRole("deep", "arn:aws:iam::444455556666:role/security/deep", []));
        Assert.Single(Targets(Roles with { RoleName = "/security/deep", AccountIds = ["444455556666"] }));
        Assert.Single(Targets(Roles with { RoleName = "arn:aws:iam::444455556666:role/security/deep", AccountIds = [] }));
        Assert.Empty(feed.Errors);
        Assert.Contains("role of account 444455556666", Fails(Roles with { RoleName = "arn:aws:iam::444455556666:role/security/deep" }, AwsErrorIds.Parameters).Message, StringComparison.Ordinal);

        // Without accounts it is the caller's own.
        First.AddRole("IRReadOnly");
        Assert.Equal("111122223333", Assert.Single(Targets(Roles with { AccountIds = [] })).AccountId);
    }

    [Theory]
    [InlineData("4444*", "named, not matched")]
    [InlineData("11122223333", "12 digits")]
    [InlineData("prod", "12 digits")]
    public void An_account_to_assume_a_role_in_has_its_id(string account, string text) =>
        Assert.Contains(text, Fails(Roles with { AccountIds = ["111122223333", account] }, AwsErrorIds.Parameters).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("IR ReadOnly")]
    [InlineData("arn:aws:iam::1:role/x")]
    [InlineData("arn:aws:iam::444455556666:user/x")]
    [InlineData("security/")]
    public void A_role_has_a_name_or_an_ARN(string role)
    {
        Fails(Roles with { RoleName = role }, AwsErrorIds.Parameters);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Without_a_role_only_the_callers_account_is_read()
    {
        Assert.Equal("111122223333", Assert.Single(Targets(Keys with { AccountIds = ["1111*"] })).AccountId);
        Assert.Empty(feed.Errors);
        Assert.Single(Targets(Keys with { AccountIds = ["444455556666", "111122223333"] }));
        SourceNotice error = Assert.Single(feed.Errors);
        Assert.Equal("444455556666", error.Target);
        Assert.Contains("-RoleName", error.Message, StringComparison.Ordinal);
        string message = Fails(Keys with { AccountIds = ["444455556666"] }, AwsErrorIds.Parameters).Message;
        Assert.Contains("111122223333", message, StringComparison.Ordinal);
        Assert.Contains("-RoleName", message, StringComparison.Ordinal);

        // An account that holds others' records.
        feed.Notices.Clear();
        Assert.Single(Open(Keys with { AccountIds = ["444455556666"] }).Targets(feed, TestContext.Current.CancellationToken, accountsFilter: true));
        Assert.Empty(feed.Errors);
        Assert.Contains("Caller: arn:aws:iam::111122223333:user/responder.", feed.Notices.Select(static notice => notice.Message));
        Assert.Contains("-RoleName", Fails(Keys with { ExternalId = "x" }, AwsErrorIds.Parameters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_are_the_regions_that_are_switched_on()
    {
        First.EnabledRegions.Add("eu-south-1");
        string[] regions = [.. Targets(Keys with { Regions = ["eu-*", "us-east-?"] }).Select(static target => target.Region)];
        Assert.Equal(["eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2"], regions);
        Assert.Empty(feed.Errors);
        Assert.Contains(feed.Notices, static notice => notice.Kind == SourceNoticeKind.Verbose && notice.Message.Contains("not switched on, and left out: eu-central-2, eu-south-2", StringComparison.Ordinal));
        Assert.Single(Server.RequestsOf("DescribeRegions"));

        Assert.Contains("Not switched on: af-south-1.", Fails(Keys with { Regions = ["af-*"] }, AwsErrorIds.Region).Message, StringComparison.Ordinal);
        Fails(Keys with { Regions = ["mars-*"] }, AwsErrorIds.Region);
    }

    [Fact]
    public void Wildcards_are_each_accounts_own()
    {
        Second.AddRole("IRReadOnly");
        First.AddRole("IRReadOnly");
        Second.EnabledRegions.Add("me-central-1");
        Assert.Equal(["444455556666/me-central-1"], Targets(Roles with { Regions = ["me-*"] }).Select(static target => target.ToString()));
        Assert.Contains("account 111122223333", Assert.Single(feed.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_go_on_without_the_permission()
    {
        World.Deny("ec2:DescribeRegions");
        string[] regions = [.. Targets(Keys with { Regions = ["eu-*"] }).Select(static target => target.Region)];
        Assert.Equal(["eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"], regions);
        Assert.Empty(feed.Errors);
        Assert.Contains(feed.Notices, static notice => notice.Kind == SourceNoticeKind.Verbose && notice.Message.Contains("ec2:DescribeRegions is denied", StringComparison.Ordinal));
    }

    [Fact]
    public void A_region_of_another_partition_is_told_apart()
    {
        Assert.Equal(["eu-west-1"], Targets(Keys with { Regions = ["cn-north-1", "eu-west-1"] }).Select(static target => target.Region));
        SourceNotice error = Assert.Single(feed.Errors);
        Assert.Equal("cn-north-1", error.Target);
        Assert.Contains("aws-cn", error.Message, StringComparison.Ordinal);

        AwsAccount china = World.AddAccount("777788889999", "aws-cn");
        AwsCredentials user = china.AddUser("responder");
        feed.Notices.Clear();
        AwsOptions there = Options with { AccessKey = user.AccessKeyId, SecretKey = user.SecretAccessKey };
        Assert.Equal(["cn-north-1", "cn-northwest-1"], Targets(there with { Regions = ["cn-*"] }).Select(static target => target.Region));
        Assert.Empty(feed.Errors);

        // A role's ARN has the partition of who assumes it.
        china.AddRole("IRReadOnly");
        Assert.Single(Targets(there with { Regions = ["cn-north-1"], RoleName = "IRReadOnly" }));
        Assert.Equal("arn:aws-cn:iam::777788889999:role/IRReadOnly", Server.RequestsOf("AssumeRole")[^1]["RoleArn"]);
    }

    [Theory]
    [InlineData("eu-west1", "eu-west-1")]
    [InlineData("us-esat-1", "us-east-1")]
    [InlineData("eu-west-1a", "Availability Zone")]
    [InlineData("Frankfurt", "look like eu-west-1")]
    [InlineData("xx-none-9", "There is no AWS region 'xx-none-9'")]
    public void A_region_that_does_not_exist_is_an_error(string region, string text)
    {
        // The endpoint as a setting, since with -EndpointUrl names are taken as they are.
        Environment.Set("AWS_ENDPOINT_URL", Server.Url);
        Assert.Equal(["eu-west-1"], Targets(Keys with { EndpointUrl = null, Regions = ["eu-west-1", region] }).Select(static target => target.Region));
        SourceNotice error = Assert.Single(feed.Errors);
        Assert.Equal(AwsErrorIds.Region, error.ErrorId);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Environment.Set("AWS_REGION", region);
        Assert.Contains("AWS_REGION", Fails(Keys with { EndpointUrl = null }, AwsErrorIds.Region).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_is_newer_than_the_SDK_is_one_if_EC2_says_so()
    {
        const string Answer = "<DescribeRegionsResponse><regionInfo><item><regionName>eu-moon-1</regionName></item><item><regionName>eu-west-1</regionName></item></regionInfo></DescribeRegionsResponse>";
        Server.Faults.Add("DescribeRegions", Fault.Body(Answer));
        Environment.Set("AWS_ENDPOINT_URL", Server.Url);
        Assert.Equal(["eu-moon-1"], Targets(Keys with { EndpointUrl = null, Regions = ["eu-moon-1"], StoredRegion = "eu-west-1" }).Select(static target => target.Region));
        Assert.Empty(feed.Errors);
    }

    [Fact]
    public void The_default_region_has_its_order()
    {
        AwsOptions none = Keys with { Regions = [] };
        Assert.Contains("give -Region", Fails(none, AwsErrorIds.Region).Message, StringComparison.Ordinal);
        Environment.Config("[default]\nregion = eu-west-3\n[profile other]\nregion = eu-north-1\n");
        Assert.Equal("eu-west-3", Target(none).Region);
        Environment.Set("AWS_PROFILE", "other");
        Assert.Equal("eu-north-1", Target(none).Region);
        Environment.Set("AWS_DEFAULT_REGION", "us-west-1");
        Assert.Equal("us-west-1", Target(none).Region);
        Environment.Set("AWS_REGION", "us-west-2");
        Assert.Equal("us-west-2", Target(none).Region);
        Assert.Equal("us-east-2", Target(none with { StoredRegion = "us-east-2" }).Region);
        Assert.Equal("Default region: us-east-2, from $StoredAWSRegion.", Said[^1]);
        Assert.Equal("sa-east-1", Target(none with { StoredRegion = "us-east-2", Regions = ["sa-east-1"] }).Region);
    }

    [Fact]
    public void Where_STS_cannot_be_reached_the_callers_account_is_read_nameless()
    {
        Environment.Set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9");
        Environment.Set("AWS_ENDPOINT_URL", Server.Url);
        Environment.Set("AWS_MAX_ATTEMPTS", "1");
        AwsTarget target = Assert.Single(Targets(Keys with { EndpointUrl = null }));
        Assert.Equal(("", "eu-west-1"), (target.AccountId, target.Region));
        Assert.Contains(feed.Notices, static notice => notice.Kind == SourceNoticeKind.Warning && notice.Message.Contains("refused", StringComparison.Ordinal));
        Fails(Keys with { EndpointUrl = null, AccountIds = ["111122223333"] }, AwsErrorIds.Connection);
    }

    [Fact]
    public void For_S3_STS_is_asked_only_for_a_role()
    {
        AwsTarget home = Open(Keys with { Regions = ["ap-*"] }).Home(TestContext.Current.CancellationToken);
        Assert.Equal("us-east-1", home.Region);
        Assert.Empty(Server.Requests);
        Assert.Equal("eu-north-1", Open(Keys with { StoredRegion = "eu-north-1" }).Home(TestContext.Current.CancellationToken).Region);

        First.AddRole("IRReadOnly");
        Second.AddRole("IRReadOnly");
        Assert.Equal("111122223333", Open(Roles).Home(TestContext.Current.CancellationToken).AccountId);
        home = Open(Roles with { RoleName = "arn:aws:iam::444455556666:role/IRReadOnly" }).Home(TestContext.Current.CancellationToken);
        Assert.Equal("444455556666", home.AccountId);
        CallerArn(home, "arn:aws:sts::444455556666:assumed-role/IRReadOnly/AwsIr");
        var error = Assert.Throws<SourceException>(() => Open(Roles with { RoleName = "Gone" }).Home(TestContext.Current.CancellationToken));
        Assert.Equal(AwsErrorIds.AccessDenied, error.ErrorId);
    }

    private IReadOnlyList<AwsTarget> Targets(AwsOptions options) => Open(options).Targets(feed, TestContext.Current.CancellationToken);

    private static void CallerArn(AwsTarget target, string arn) => Assert.Equal(arn, AwsAccounts.Identify(target, TestContext.Current.CancellationToken).Arn);
}
