using System.Globalization;
using System.Runtime.CompilerServices;

// ---------------------------------------------------------------------------------------------------------------
// The attack, in the order of its time.
// ---------------------------------------------------------------------------------------------------------------

static class Attack
{
    public static IEnumerable<Record> Script() => Portal().Concat(Console()).Concat(Groups()).Concat(ConfigOff()).Concat(GuardDutyOff()).Concat(Theft());

    // 13:34 One password over every name he knows, then many on one of them, until it opens: no second factor there.
    static IEnumerable<Record> Portal()
    {
        DateTime time = Scene.At("13:34:10");
        foreach (Person person in People.All.Append(Person.Nobody("admin")).Append(Person.Nobody("helpdesk")))
        {
            yield return SignIn.Challenge(person, time, Scene.AttackerPortal, Browsers.Linux, "spray-" + person.Name, "PASSWORD");
            yield return SignIn.Verification(person, time.AddSeconds(4), Scene.AttackerPortal, Browsers.Linux, "spray-" + person.Name, "PASSWORD", false);
            time = time.AddSeconds(12);
        }

        time = Scene.At("13:38:02");
        for (int i = 0; i < 16; i++, time = time.AddSeconds(21))
        {
            yield return SignIn.Verification(People.Priya, time, Scene.AttackerPortal, Browsers.Linux, "priya-" + (i / 4), "PASSWORD", false);
        }

        yield return SignIn.Verification(People.Priya, Scene.At("13:44:05"), Scene.AttackerPortal, Browsers.Linux, "priya-4", "PASSWORD", true);
        yield return SignIn.Authentication(People.Priya, Scene.At("13:44:05"), Scene.AttackerPortal, Browsers.Linux, "priya-4", "PASSWORD");
        yield return SignIn.Federated(People.FakePriya, Scene.At("13:44:31"));

        // A power user may look at everything but IAM. A tag on a volume names the old backup user.
        Actor priya = People.FakePriya;
        string denied = $"User: {priya.Arn} is not authorized to perform: iam:{{0}} because no identity-based policy allows the iam:{{0}} action";
        yield return priya.Call(Scene.At("13:45:02"), "sts:GetCallerIdentity", Scene.Home, "null");
        foreach (var (at, name) in new[] { ("13:45:20", "ListUsers"), ("13:45:24", "ListRoles"), ("13:45:31", "GetAccountAuthorizationDetails"), ("13:45:40", "ListGroups") })
        {
            yield return priya.Call(Scene.At(at), "iam:" + name, Scene.Global, "null", error: "AccessDenied", message: string.Format(CultureInfo.InvariantCulture, denied, name));
        }

        yield return priya.Call(Scene.At("13:46:10"), "ec2:DescribeInstances", Scene.Home, """{"maxResults":1000,"instancesSet":{},"filterSet":{}}""");
        yield return priya.Call(Scene.At("13:46:25"), "ec2:DescribeTags", Scene.Home, """{"maxResults":1000,"filterSet":{"items":[{"name":"key","valueSet":{"items":[{"value":"CreatedBy"}]}}]}}""");
        yield return priya.Call(Scene.At("13:46:50"), "s3:ListBuckets", Scene.Home, """{"Host":"s3.eu-west-1.amazonaws.com"}""");
        yield return priya.Call(Scene.At("13:47:15"), "ec2:DescribeRegions", Scene.Home, """{"regionSet":{},"allRegions":true}""");
        yield return priya.Call(Scene.At("13:47:40"), "ec2:DescribeInstances", Scene.Spare, """{"maxResults":1000,"instancesSet":{},"filterSet":{}}""");
    }

    // 13:50 The console, for an IAM user from before Identity Center, without MFA.
    static IEnumerable<Record> Console()
    {
        foreach (string at in new[] { "13:50:05", "13:50:19", "13:50:33" })
        {
            yield return SignIn.UnknownUser(Scene.At(at), Scene.AttackerConsole, Browsers.Linux);
        }

        DateTime time = Scene.At("13:51:00");
        for (int i = 0; i < 24; i++, time = time.AddSeconds(18))
        {
            yield return SignIn.Console(People.BackupConsole, time, success: false, mfa: "No");
        }

        yield return SignIn.Console(People.BackupConsole, Scene.At("13:58:20"), success: true, mfa: "No");

        Actor user = People.BackupConsole;
        yield return user.Call(Scene.At("13:59:02"), "iam:GetAccountSummary", Scene.Global, "null");
        yield return user.Call(Scene.At("13:59:20"), "iam:ListUsers", Scene.Global, """{"maxItems":1000}""");
        yield return user.Call(Scene.At("13:59:41"), "iam:ListGroups", Scene.Global, """{"maxItems":1000}""");
        yield return user.Call(Scene.At("14:00:03"), "iam:ListGroupsForUser", Scene.Global, """{"userName":"backup-admin"}""");
        yield return user.Call(Scene.At("14:00:18"), "iam:ListGroupPolicies", Scene.Global, """{"groupName":"backup-operators"}""");
        yield return user.Call(Scene.At("14:01:09"), "guardduty:ListDetectors", Scene.Home, "null", error: "AccessDeniedException",
            message: $"User: {user.Arn} is not authorized to perform: guardduty:ListDetectors because no identity-based policy allows the guardduty:ListDetectors action");
        yield return user.Call(Scene.At("14:01:40"), "cloudtrail:DescribeTrails", Scene.Home, """{"includeShadowTrails":true}""", error: "AccessDenied",
            message: $"User: {user.Arn} is not authorized to perform: cloudtrail:DescribeTrails because no identity-based policy allows the cloudtrail:DescribeTrails action");
        yield return user.Call(Scene.At("14:02:20"), "s3:ListBuckets", Scene.Home, """{"Host":"s3.eu-west-1.amazonaws.com"}""");
        yield return user.Call(Scene.At("14:03:15"), "ec2:DescribeInstances", Scene.Home, """{"maxResults":1000,"instancesSet":{},"filterSet":{}}""");
        yield return user.Call(Scene.At("14:08:12"), "iam:CreateAccessKey", Scene.Global, """{"userName":"backup-admin"}""",
            $$"""{"accessKey":{"userName":"backup-admin","accessKeyId":"{{People.BackupKey.AccessKey}}","status":"Active","createDate":"Mar 17, 2026, 2:08:12 PM"} }""");
    }

    // 14:09 From the key on: his groups become administrators', and a user of his own joins them.
    static IEnumerable<Record> Groups()
    {
        Actor user = People.BackupKey;
        yield return user.With(userAgent: Browsers.KaliHostile).Call(Scene.At("14:09:15"), "sts:GetCallerIdentity", Scene.Global, "null");
        yield return user.Call(Scene.At("14:10:05"), "iam:AddUserToGroup", Scene.Global, """{"groupName":"administrators","userName":"backup-admin"}""", error: "AccessDenied",
            message: $"User: {user.Arn} is not authorized to perform: iam:AddUserToGroup on resource: group administrators because no identity-based policy allows the iam:AddUserToGroup action");
        yield return user.Call(Scene.At("14:10:48"), "iam:PutGroupPolicy", Scene.Global,
            """{"groupName":"backup-operators","policyName":"backup-maintenance","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}""");
        yield return user.Call(Scene.At("14:11:20"), "iam:AttachGroupPolicy", Scene.Global, """{"groupName":"backup-operators","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}""");
        yield return user.Call(Scene.At("14:11:52"), "iam:AddUserToGroup", Scene.Global, """{"groupName":"administrators","userName":"backup-admin"}""");
        yield return user.Call(Scene.At("14:12:30"), "iam:CreateUser", Scene.Global, """{"userName":"svc-cloudwatch-sync"}""",
            $$"""{"user":{"path":"/","userName":"svc-cloudwatch-sync","userId":"{{People.SyncKey.PrincipalId}}","arn":"{{People.SyncKey.Arn}}","createDate":"Mar 17, 2026, 2:12:30 PM"} }""");
        yield return user.Call(Scene.At("14:12:58"), "iam:AddUserToGroup", Scene.Global, """{"groupName":"administrators","userName":"svc-cloudwatch-sync"}""");
        yield return user.Call(Scene.At("14:13:20"), "iam:CreateAccessKey", Scene.Global, """{"userName":"svc-cloudwatch-sync"}""",
            $$"""{"accessKey":{"userName":"svc-cloudwatch-sync","accessKeyId":"{{People.SyncKey.AccessKey}}","status":"Active","createDate":"Mar 17, 2026, 2:13:20 PM"} }""");
    }

    // 14:15 AWS Config stops recording.
    static IEnumerable<Record> ConfigOff()
    {
        Actor user = People.SyncKey;
        yield return user.Call(Scene.At("14:15:12"), "config:DescribeConfigurationRecorders", Scene.Home, "null");
        yield return user.Call(Scene.At("14:15:40"), "config:DeleteDeliveryChannel", Scene.Home, """{"deliveryChannelName":"default"}""", error: "LastDeliveryChannelDeleteFailedException",
            message: "Failed to delete last specified delivery channel with name 'default', because there is a running configuration recorder.");
        yield return user.Call(Scene.At("14:16:05"), "config:StopConfigurationRecorder", Scene.Home, """{"configurationRecorderName":"default"}""");
        yield return user.Call(Scene.At("14:16:24"), "config:DeleteConfigRule", Scene.Home, """{"configRuleName":"iam-user-no-policies-check"}""");
        yield return user.Call(Scene.At("14:16:31"), "config:DeleteConfigRule", Scene.Home, """{"configRuleName":"guardduty-enabled-centralized"}""");
        yield return user.Call(Scene.At("14:16:39"), "config:DeleteConfigRule", Scene.Home, """{"configRuleName":"cloudtrail-enabled"}""");
        yield return user.Call(Scene.At("14:17:02"), "config:DeleteDeliveryChannel", Scene.Home, """{"deliveryChannelName":"default"}""");
        yield return user.Call(Scene.At("14:17:30"), "config:DeleteConfigurationRecorder", Scene.Home, """{"configurationRecorderName":"default"}""");
        yield return user.Call(Scene.At("14:18:10"), "config:StopConfigurationRecorder", Scene.Global, """{"configurationRecorderName":"default"}""");
        yield return user.Call(Scene.At("14:18:44"), "config:PutConfigurationRecorder", Scene.Spare,
            """{"configurationRecorder":{"name":"default","roleARN":"arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig","recordingGroup":{"allSupported":false,"includeGlobalResourceTypes":false,"resourceTypes":["AWS::EC2::EIP"],"recordingStrategy":{"useOnly":"INCLUSION_BY_RESOURCE_TYPES"}}}}""");
    }

    // 14:21 GuardDuty: first the members, then the administrator's own detectors, then the member from inside.
    static IEnumerable<Record> GuardDutyOff()
    {
        Actor user = People.SyncKey;
        string members = $$"""{"detectorId":"{{Scene.Detector}}","accountIds":["{{Scene.Staging}}"]}""";
        yield return user.Call(Scene.At("14:20:40"), "guardduty:ListDetectors", Scene.Home, "null");
        yield return user.Call(Scene.At("14:20:58"), "guardduty:ListMembers", Scene.Home, $$"""{"detectorId":"{{Scene.Detector}}","onlyAssociated":"true"}""");
        yield return user.Call(Scene.At("14:21:30"), "guardduty:StopMonitoringMembers", Scene.Home, members, """{"unprocessedAccounts":[]}""");
        yield return user.Call(Scene.At("14:22:05"), "guardduty:DisassociateMembers", Scene.Home, members, """{"unprocessedAccounts":[]}""");
        yield return user.Call(Scene.At("14:22:40"), "guardduty:DeleteMembers", Scene.Home, members, """{"unprocessedAccounts":[]}""");
        yield return user.Call(Scene.At("14:23:15"), "guardduty:UpdateDetector", Scene.Home, $$"""{"detectorId":"{{Scene.Detector}}","enable":false}""");
        yield return user.Call(Scene.At("14:23:50"), "guardduty:UpdateDetector", Scene.Global, $$"""{"detectorId":"{{Scene.DetectorGlobal}}","enable":false}""");

        // Across to the member account: one call, a record for each of the two accounts.
        Rng rng = new("assume-staging");
        string arn = $"arn:aws:iam::{Scene.Staging}:role/OrganizationAccountAccessRole";
        string request = $$"""{"roleArn":"{{arn}}","roleSessionName":"sync"}""";
        string response = $$"""{"credentials":{"accessKeyId":"{{People.StagingRole.AccessKey}}","sessionToken":"IQoJb3JpZ2luX2VjEXAMPLE{{rng.Text(24)}}","expiration":"Mar 17, 2026, 3:26:10 PM"},"assumedRoleUser":{"assumedRoleId":"{{People.StagingRole.PrincipalId}}","arn":"{{People.StagingRole.Arn}}"} }""";
        string resources = $$"""[{"accountId":"{{Scene.Staging}}","type":"AWS::IAM::Role","ARN":"{{arn}}"}]""";
        string shared = $$"""{"sharedEventID":"{{rng.Guid()}}"}""";
        yield return user.Call(Scene.At("14:26:10"), "sts:AssumeRole", Scene.Home, request, response, resources: resources, extra: shared);
        yield return Actor.OtherAccount(user, Scene.Staging).Call(Scene.At("14:26:10"), "sts:AssumeRole", Scene.Home, request, response, resources: resources, extra: shared);

        Actor staging = People.StagingRole;
        string detector = $$"""{"detectorId":"{{Scene.DetectorStaging}}"}""";
        yield return staging.Call(Scene.At("14:26:40"), "guardduty:ListDetectors", Scene.Home, "null");
        yield return staging.Call(Scene.At("14:27:00"), "guardduty:DisassociateFromMasterAccount", Scene.Home, detector);
        yield return staging.Call(Scene.At("14:27:25"), "guardduty:DisassociateFromAdministratorAccount", Scene.Home, detector, error: "BadRequestException",
            message: "The request is rejected because the input detectorId is not associated with an administrator account.");
        yield return staging.Call(Scene.At("14:27:50"), "guardduty:DeleteDetector", Scene.Home, detector, error: "AccessDeniedException",
            message: $"User: {staging.Arn} is not authorized to perform: guardduty:DeleteDetector on resource: arn:aws:guardduty:{Scene.Home}:{Scene.Staging}:detector/{Scene.DetectorStaging} with an explicit deny in a service control policy");
    }

    // 14:30 The customers' data, by key and through the bastion; then the trail stops. Alice sees the silence.
    static IEnumerable<Record> Theft()
    {
        Actor user = People.SyncKey;
        yield return user.Call(Scene.At("14:30:05"), "s3:ListBuckets", Scene.Home, """{"Host":"s3.eu-west-1.amazonaws.com"}""");
        for (int i = 0; i < 40; i++)
        {
            yield return user.GetObject(Scene.At("14:30:40").AddSeconds(i * 11), Scene.CustomerBucket, $"customers/2026/export-{i:000}.parquet", 8_388_608 + (i * 13_577), viaEndpoint: false);
        }

        for (int i = 0; i < 15; i++)
        {
            yield return People.BastionHost.GetObject(Scene.At("14:39:10").AddSeconds(i * 17), Scene.CustomerBucket, $"payments/2026-{1 + (i % 3):00}/batch-{i:00}.parquet", 16_777_216 + (i * 9_173), viaEndpoint: true);
        }

        yield return user.GetObject(Scene.At("14:45:20"), Scene.LogBucket, $"AWSLogs/{Scene.Shop}/CloudTrail/", 0, viaEndpoint: false, error: "AccessDenied");
        string trail = $"arn:aws:cloudtrail:{Scene.Home}:{Scene.Shop}:trail/{Scene.Trail}";
        yield return user.Call(Scene.LoggingStopped, "cloudtrail:StopLogging", Scene.Home, $$"""{"name":"{{trail}}"}""");

        yield return People.AliceCli.Call(Scene.LoggingResumed, "cloudtrail:StartLogging", Scene.Home, $$"""{"name":"{{trail}}"}""");
        yield return People.AliceCli.Call(Scene.At("14:56:20"), "iam:UpdateAccessKey", Scene.Global, $$"""{"userName":"svc-cloudwatch-sync","accessKeyId":"{{People.SyncKey.AccessKey}}","status":"Inactive"}""");
        yield return People.AliceCli.Call(Scene.At("14:56:41"), "iam:UpdateAccessKey", Scene.Global, $$"""{"userName":"backup-admin","accessKeyId":"{{People.BackupKey.AccessKey}}","status":"Inactive"}""");
        yield return People.AliceCli.Call(Scene.At("14:57:15"), "iam:RemoveUserFromGroup", Scene.Global, """{"groupName":"administrators","userName":"backup-admin"}""");
        yield return People.AliceCli.Call(Scene.At("14:58:30"), "config:StartConfigurationRecorder", Scene.Global, """{"configurationRecorderName":"default"}""");
    }
}
