using System.Management.Automation;
using System.Text;
using AwsIr.Aws.Tests.Access;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Who the cmdlets are toward AWS, as a user says it: parameters, session variables, environment, profiles.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class AwsAccessTests : IDisposable
{
    private readonly TestEnvironment environment = new();
    private readonly FakeAwsServer server = new();
    private readonly ModuleSession session = new();
    private readonly AwsCredentials user;
    private readonly AwsCredentials other;
    private readonly AwsCredentials temporary;

    public AwsAccessTests()
    {
        AwsAccount account = server.World.AddAccount("111122223333");
        server.World.AddAccount("444455556666").AddRole("IRReadOnly");
        account.AddRole("IRReadOnly");
        user = account.AddUser("responder", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        other = account.AddUser("other", "AKIAI44QH8DHBEXAMPLE", "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY");
        temporary = account.StartSession("IRReadOnly");
        environment.Set("AWS_ENDPOINT_URL", server.Url);
        environment.Set("AWS_REGION", "eu-west-1");
    }

    public void Dispose()
    {
        session.Dispose();
        server.Dispose();
        environment.Dispose();
    }

    [Theory]
    [InlineData("-AccessKey $user.AccessKeyId -SecretKey $user.SecretAccessKey", "Credentials: -AccessKey and -SecretKey")]
    [InlineData("-AccessKey $user.AccessKeyId -SecretKey $user.SecretAccessKey -SessionToken $user.SessionToken", "Credentials: -AccessKey and -SecretKey")]
    [InlineData("-Credential $user", "Credentials: -Credential")]
    [InlineData("-Credential @{ AccessKeyId = $user.AccessKeyId; SecretAccessKey = $user.SecretAccessKey; SessionToken = $user.SessionToken }", "Credentials: -Credential")]
    [InlineData("-Credential ([pscustomobject]@{ AccessKeyId = $user.AccessKeyId; SecretAccessKey = $user.SecretAccessKey; SessionToken = $user.SessionToken })", "Credentials: -Credential")]
    [InlineData("-Credential ([pscustomobject]@{ Credentials = [pscustomobject]@{ AccessKeyId = $user.AccessKeyId; SecretAccessKey = $user.SecretAccessKey; SessionToken = $user.SessionToken } })", "Credentials: -Credential")]
    [InlineData("-Credential ([pscredential]::new($user.AccessKeyId, [System.Net.NetworkCredential]::new('', $user.SecretAccessKey).SecurePassword))", "Credentials: -Credential")]
    [InlineData("-ProfileName audit", "Credentials: -ProfileName, profile 'audit' (an access key)")]
    [InlineData("-ProfileLocation $location", "Credentials: -ProfileLocation, profile 'default' (an access key)")]
    [InlineData("-ProfileName there -ProfileLocation $location", "Credentials: -ProfileName, profile 'there' (an access key)")]
    public void Parameters_come_before_what_the_session_and_the_environment_have(string parameters, string verbose)
    {
        AwsCredentials given = parameters.Contains("SessionToken", StringComparison.Ordinal) ? temporary : user;
        environment.Set("AWS_ACCESS_KEY_ID", other.AccessKeyId);
        environment.Set("AWS_SECRET_ACCESS_KEY", other.SecretAccessKey);
        string keys = $"aws_access_key_id={given.AccessKeyId}\naws_secret_access_key={given.SecretAccessKey}\n";
        environment.Credentials("[audit]\n" + keys);
        string location = environment.Write("case/keys", $"[default]\n{keys}[there]\n{keys}");
        RunResult result = session.Run(
            $"param($user, $other, $location) $global:StoredAWSCredentials = $other; Get-IrLogCoverage {parameters} -Verbose", given, other, location).Ok();
        Assert.Equal(given.AccessKeyId, Caller());
        Assert.StartsWith(verbose, result.Verbose[0], StringComparison.Ordinal);
        Assert.Contains(given.AccessKeyId, result.Verbose[0], StringComparison.Ordinal);
        Assert.Contains("Default region: eu-west-1, from AWS_REGION.", result.Verbose);
        NoSecretIn(result);
    }

    [Fact]
    public void What_AWS_Tools_keep_for_the_session_comes_before_the_environment()
    {
        environment.Set("AWS_ACCESS_KEY_ID", other.AccessKeyId);
        environment.Set("AWS_SECRET_ACCESS_KEY", other.SecretAccessKey);
        RunResult result = session.Run("param($user) $global:StoredAWSCredentials = $user; $global:StoredAWSRegion = 'eu-north-1'; Get-IrLogCoverage -Verbose", user).Ok();
        Assert.Equal(user.AccessKeyId, Caller());
        Assert.StartsWith("Credentials: $StoredAWSCredentials; access key AKIAIOSFODNN7EXAMPLE.", result.Verbose[0], StringComparison.Ordinal);
        Assert.Equal("eu-north-1", server.RequestsOf("GetCallerIdentity")[^1].Region);
        NoSecretIn(result);

        // A function's own variables count in it, as they do for AWS.Tools.
        server.ClearRequests();
        session.Run("param($user) function Look { $StoredAWSCredentials = $user; $StoredAWSRegion = [pscustomobject]@{ SystemName = 'us-west-2' }; Get-IrLogCoverage }; Look", temporary).Ok();
        Assert.Equal(temporary.AccessKeyId, Caller());
        Assert.Equal("us-west-2", server.RequestsOf("GetCallerIdentity")[^1].Region);

        // Cleared, as Clear-AWSCredential does.
        server.ClearRequests();
        session.Run("Remove-Variable -Name StoredAWSCredentials, StoredAWSRegion -Scope Global -ErrorAction Ignore; $global:StoredAWSCredentials = $null; $global:StoredAWSRegion = $null; Get-IrLogCoverage");
        Assert.Equal(other.AccessKeyId, Caller());
    }

    [Theory]
    [InlineData("-ProfileName audti", "AwsProfileNotFound", "There are: audit, default.")]
    [InlineData("-ProfileName audit -AccessKey a -SecretKey b", "InvalidAwsParameter", "give one of them")]
    [InlineData("-AccessKey $user.AccessKeyId", "InvalidAwsParameter", "-AccessKey alone")]
    [InlineData("-ProfileName audit -RoleName 'IR ReadOnly'", "InvalidAwsParameter", "is no role")]
    [InlineData("-ProfileName audit -ExternalId x", "InvalidAwsParameter", "-RoleName")]
    [InlineData("-ProfileName audit -AccountId 444455556666", "InvalidAwsParameter", "-RoleName")]
    [InlineData("-ProfileName audit -RoleName IRReadOnly -AccountId 11122223333", "InvalidAwsParameter", "in quotes")]
    [InlineData("-ProfileName audit -EndpointUrl nowhere", "InvalidAwsParameter", "-EndpointUrl")]
    [InlineData("-Credential 5", "InvalidAwsParameter", "no AWS credentials")]
    [InlineData("-AccessKey $user.AccessKeyId -SecretKey $other.SecretAccessKey", "AwsCredentials", "does not accept the credentials")]
    [InlineData("-AccessKey $expired.AccessKeyId -SecretKey $expired.SecretAccessKey -SessionToken $expired.SessionToken", "AwsCredentialsExpired", "have expired")]
    [InlineData("", "AwsCredentials", "Give -ProfileName: there are audit, default.")]
    public void What_is_wrong_ends_the_run_and_says_what_to_do(string parameters, string errorId, string text)
    {
        AwsCredentials expired = server.World.Accounts["111122223333"].StartSession("IRReadOnly");
        server.World.ExpireSession(expired.AccessKeyId);
        environment.Credentials($"[audit]\naws_access_key_id={user.AccessKeyId}\naws_secret_access_key={user.SecretAccessKey}\n[default]\nregion=eu-west-1\n");
        RunResult result = session.Run($"param($user, $other, $expired) try {{ Get-IrLogCoverage {parameters} -Verbose; 'went on' }} catch {{ throw }}", user, other, expired);
        Assert.Equal(errorId + ",AwsIr.Commands.GetIrLogCoverageCommand", result.Terminating?.FullyQualifiedErrorId);
        Assert.Empty(result.Output);
        Assert.Contains(text, result.Terminating!.Exception.Message, StringComparison.Ordinal);
        NoSecretIn(result);
        Assert.DoesNotContain(expired.SecretAccessKey, All(result), StringComparison.Ordinal);
        Assert.DoesNotContain(expired.SessionToken!, All(result), StringComparison.Ordinal);
    }

    [Fact]
    public void One_account_that_is_denied_is_one_error_and_the_others_go_on()
    {
        server.World.Accounts["111122223333"].Roles.Clear();
        RunResult result = session.Run(
            "param($user) Get-IrLogCoverage -Credential $user -RoleName IRReadOnly -AccountId 111122223333, 444455556666 -Region eu-west-1, eu-west1", user);
        Assert.Null(result.Terminating);
        Assert.Equal(["AwsAccessDenied", "AwsRegion"], result.ErrorIds.Select(static id => id.Split(',')[0]));
        Assert.Equal(["111122223333", "eu-west1"], result.Errors.Select(static error => error.TargetObject));
        Assert.Equal(ErrorCategory.PermissionDenied, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("sts:AssumeRole", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, static row => Assert.Equal("444455556666", row.Properties["AccountId"].Value));
        NoSecretIn(result);
    }

    [Fact]
    public void A_hostile_answer_prints_nothing_and_tells_no_secret()
    {
        server.Faults.Add("GetCallerIdentity", Fault.Error("Broken\u001b[31m", $"\u001b]0;title\u0007 secret_access_key={user.SecretAccessKey} {temporary.SessionToken}"));
        RunResult result = session.Run("param($user) Get-IrLogCoverage -Credential $user", temporary);
        string shown = Assert.Single(result.Errors).Exception.Message;
        Assert.DoesNotContain(shown, static c => c < ' ' && c != '\n');
        NoSecretIn(result);
    }

    [Fact]
    public void Control_C_ends_it_while_AWS_says_nothing()
    {
        server.Faults.Add("GetCallerIdentity", Fault.Stall);
        Assert.Equal(PSInvocationState.Stopped, session.Stop("param($user) Get-IrLogCoverage -Credential $user", user).State);
        environment.Config("[profile p]\ncredential_process = sleep 600\n");
        Assert.Equal(PSInvocationState.Stopped, session.Stop("Get-IrLogCoverage -ProfileName p").State);
    }

    [Fact]
    public void Profiles_and_regions_complete()
    {
        environment.Config("[profile audit]\n[profile 'two words']\n[profile admin]\n");
        Assert.Equal(["admin", "audit"], session.Complete("Get-IrCloudTrailEvent -S3Uri s3://b -ProfileName a"));
        Assert.Equal(["'two words'"], session.Complete("Get-IrLogCoverage -ProfileName t"));
        string location = environment.Write("case/keys", "[elsewhere]\n");
        Assert.Equal(["elsewhere"], session.Complete($"Get-IrLogCoverage -ProfileLocation {location} -ProfileName e"));
        Assert.Equal(["eu-west-1", "eu-west-2", "eu-west-3"], session.Complete("Get-IrCloudTrailEvent ./logs -Region eu-we"));
        Assert.DoesNotContain("us-east-1-regional", session.Complete("Get-IrCloudTrailEvent ./logs -Region us-"));
    }

    private string? Caller() => Assert.Single(server.RequestsOf("GetCallerIdentity")).AccessKeyId;

    private void NoSecretIn(RunResult result)
    {
        string all = All(result);
        foreach (AwsCredentials one in new[] { user, other, temporary })
        {
            Assert.DoesNotContain(one.SecretAccessKey, all, StringComparison.Ordinal);
            Assert.DoesNotContain(one.SessionToken ?? "\0", all, StringComparison.Ordinal);
        }
    }

    /// <summary>Everything that came out, and all that errors hold.</summary>
    private static string All(RunResult result)
    {
        var text = new StringBuilder(result.Host);
        text.AppendJoin('\n', result.Warnings).AppendJoin('\n', result.Verbose).AppendJoin('\n', result.Information);
        text.AppendJoin('\n', result.Progress.Select(static progress => progress.Activity + progress.StatusDescription + progress.CurrentOperation));
        text.AppendJoin('\n', result.Output.Select(static one => string.Join(' ', one.Properties.Select(static property => property.Value))));
        foreach (ErrorRecord error in result.Errors.Append(result.Terminating).OfType<ErrorRecord>())
        {
            text.Append(error).Append(error.ErrorDetails).Append(error.TargetObject).Append(error.Exception).Append(error.CategoryInfo).Append(error.ScriptStackTrace);
            for (Exception? e = error.Exception; e is not null; e = e.InnerException)
            {
                text.Append(e.Message).AppendJoin(' ', e.Data.Values.Cast<object?>());
            }
        }

        return text.ToString();
    }
}
