using System.Text.Json;
using AwsIr.Aws.Tests.Access;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>
/// AWS.Tools bring their own copies of the SDK, and the SDK finds STS in whatever copy it meets first. Ours must not mind, and
/// theirs must go on working. Each in a process of its own, since what is loaded there stays.
/// </summary>
[Collection(EnvironmentCollection.Name)]
public sealed class ForeignSdkTests : IDisposable
{
    private const string Load =
        """
        $core = [System.Reflection.Assembly]::LoadFrom('{core}')
        $sts = [System.Reflection.Assembly]::LoadFrom('{sts}')
        """;

    private const string Use =
        """
        # As AWS.Tools keep credentials for a session: an object of their own copy of the SDK.
        $global:StoredAWSCredentials = $core.GetType('Amazon.Runtime.BasicAWSCredentials')::new('{key}', '{secret}')
        $config = $sts.GetType('Amazon.SecurityToken.AmazonSecurityTokenServiceConfig')::new()
        $config.ServiceURL = '{url}'
        $config.AuthenticationRegion = 'eu-west-1'
        $theirs = $sts.GetType('Amazon.SecurityToken.AmazonSecurityTokenServiceClient')::new($global:StoredAWSCredentials, $config)
        function Ask { $theirs.GetCallerIdentityAsync($sts.GetType('Amazon.SecurityToken.Model.GetCallerIdentityRequest')::new()).GetAwaiter().GetResult().Arn }
        Ask
        @(Get-IrLogCoverage -Region eu-west-1)[0].AccountId
        @(Get-IrLogCoverage -Region eu-west-1 -ProfileName assumed)[0].AccountId
        @(Get-IrLogCoverage -Region eu-west-1 -RoleName IRReadOnly -AccountId 444455556666)[0].AccountId
        Ask
        """;

    private readonly TestEnvironment environment = new();
    private readonly FakeAwsServer server = new();
    private readonly AwsCredentials user;

    public ForeignSdkTests()
    {
        user = server.World.AddAccount("111122223333").AddUser("responder", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        IamRole role = server.World.AddAccount("444455556666").AddRole("IRReadOnly", "111122223333");
        environment.Set("AWS_ENDPOINT_URL", server.Url);
        environment.Config($"[profile assumed]\nrole_arn = {role.Arn}\nsource_profile = keys\nregion = eu-west-1\n");
        environment.Credentials($"[keys]\naws_access_key_id = {user.AccessKeyId}\naws_secret_access_key = {user.SecretAccessKey}\n");
    }

    public void Dispose()
    {
        server.Dispose();
        environment.Dispose();
    }

    [Fact]
    public void Imported_first_it_neither_disturbs_nor_is_disturbed() =>
        Check(ShellProcess.Run("-OutputFormat", "Json", "-Command", Fill("$null = Get-IrLogCoverage -Region eu-west-1 -ProfileName assumed\n" + Load + "\n" + Use)));

    [Fact]
    public void Imported_after_them_it_neither_disturbs_nor_is_disturbed()
    {
        using var folder = new TemporaryFolder();
        string copy = ModuleCopy.Make(folder.Path);
        Check(ShellProcess.Run("-OutputFormat", "Json", "-Command", Fill($"Remove-Module AwsIr\n{Load}\nImport-Module '{copy}'\n{Use}")));
    }

    private string Fill(string script) => script
        .Replace("{core}", Repository.PackageFile("awssdk.core/3.7.402/lib/net8.0/AWSSDK.Core.dll"), StringComparison.Ordinal)
        .Replace("{sts}", Repository.PackageFile("awssdk.securitytoken/3.7.202/lib/netcoreapp3.1/AWSSDK.SecurityToken.dll"), StringComparison.Ordinal)
        .Replace("{url}", server.Url, StringComparison.Ordinal)
        .Replace("{key}", user.AccessKeyId, StringComparison.Ordinal)
        .Replace("{secret}", user.SecretAccessKey, StringComparison.Ordinal);

    private static void Check(ProcessResult result)
    {
        Assert.Equal("", result.ExitsWith(0).Error);
        Assert.Equal(
            ["arn:aws:iam::111122223333:user/responder", "111122223333", "444455556666", "444455556666", "arn:aws:iam::111122223333:user/responder"],
            result.Lines.Select(static line => JsonSerializer.Deserialize<string>(line)));
    }
}
