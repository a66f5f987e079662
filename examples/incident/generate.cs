// Writes the CloudTrail logs of the example incident into AWSLogs/ beside this file:
//
//     dotnet run examples/incident/generate.cs
//
// Everything in it is made up. docs/example-incident.md tells the story. To extend it: the places, people and
// moments are in Scene; what people do all day in Ordinary; the attack, in order of time, in Attack. Nothing is
// random beyond a small generator of our own, seeded by names, so every run on every machine writes the same logs
// and a new line in one place leaves the records of the others as they were.
#:property PublishAot=false

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

List<Record> records = [.. Ordinary.Day().Concat(Attack.Script()).DistinctBy(r => (string?)r.Json["eventID"])];
records.RemoveAll(r => r.Account == Scene.Shop && r.Time > Scene.LoggingStopped && r.Time < Scene.LoggingResumed);
Delivery.Write(records, Path.Combine(Delivery.Here(), "AWSLogs"));

// ---------------------------------------------------------------------------------------------------------------
// Where, who and when: flow logs, host logs and findings of the same incident take their facts from here too.
// ---------------------------------------------------------------------------------------------------------------

static class Scene
{
    public const string Shop = "111122223333";      // production, and GuardDuty's administrator account
    public const string Staging = "444455556666";   // a member of it
    public const string Home = "eu-west-1";
    public const string Global = "us-east-1";
    public const string Spare = "us-west-2";
    public const string IdentityStore = "d-9367aaaaaa";

    // The network: the bastion is the way in for SSH, the web servers are what is scanned from it.
    public const string Vpc = "vpc-0e1a2b3c4d5e6f701";
    public const string S3Endpoint = "vpce-0f1e2d3c4b5a69788";
    public const string Bastion = "i-0a11111111111aaaa";     // 10.20.0.10, 192.0.2.200, eni-0a11111111111aaaa
    public const string BastionPrivate = "10.20.0.10";
    public const string Web1 = "i-0b22222222222bbbb";        // 10.20.1.15, eni-0b22222222222bbbb
    public const string Web2 = "i-0c33333333333cccc";        // 10.20.2.16, eni-0c33333333333cccc
    public const string CustomerBucket = "example-shop-customer-exports";
    public const string LogBucket = "example-shop-cloudtrail";
    public const string Trail = "example-shop-trail";
    public const string Detector = "12abc34d567e8fa901bc2d34e56789f0";
    public const string DetectorGlobal = "56abc78d901e2fa345bc6d78e90123f4";
    public const string DetectorStaging = "78abc90d123e4fa567bc8d90e12345f6";

    public const string Office = "192.0.2.10";
    public const string HomePriya = "192.0.2.87";
    public const string AttackerConsole = "203.0.113.45";    // console and SSH brute force
    public const string AttackerPortal = "198.51.100.77";    // Identity Center spray and burst, and its sessions
    public const string AttackerCli = "198.51.100.23";       // access keys, and where the data goes

    public static readonly DateTime Start = At("13:30:00");
    public static readonly DateTime End = At("15:00:00");
    public static readonly DateTime LoggingStopped = At("14:46:30");
    public static readonly DateTime LoggingResumed = At("14:55:10");

    public static bool IsAttacker(string? address) => address is AttackerConsole or AttackerPortal or AttackerCli;

    public static DateTime At(string time) =>
        DateTime.ParseExact("2026-03-17 " + time, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

static class Browsers
{
    public const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36";
    public const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:136.0) Gecko/20100101 Firefox/136.0";
    public const string Linux = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    public const string Cli = "aws-cli/2.25.1 md/awscrt#0.23.8 ua/2.1 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard";
    public const string Kali = "aws-cli/2.22.9 md/awscrt#0.22.0 ua/2.1 os/linux#6.11.2-amd64 md/arch#x86_64 lang/python#3.12.8 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#kali.2025 md/prompt#off";
    public const string KaliHostile = "aws-cli/2.22.9 os/linux#6.11.2-amd64 \u001b[2J\u001b[31mno alerts found\u001b[0m";
    public const string Boto = "Boto3/1.37.11 md/Botocore#1.37.11 ua/2.0 os/linux#6.1.129 md/arch#x86_64 lang/python#3.11.11";
    public const string Terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.11.2 (+https://www.terraform.io) terraform-provider-aws/5.91.0 aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.7";
}

static class People
{
    public static readonly Person Alice = new("alice.okafor", "AdministratorAccess");
    public static readonly Person Ben = new("ben.larsen", "Developer");
    public static readonly Person Priya = new("priya.nair", "PowerUserAccess");
    public static readonly Person Tom = new("tom.fischer", "Support");
    public static readonly Person Carla = new("carla.mendes", "SecurityAudit");
    public static readonly Person[] All =
    [
        Alice, Ben, Priya, Tom, Carla,
        new("erik.lindqvist", "ReadOnlyAccess"), new("fatima.haddad", "ReadOnlyAccess"), new("grace.kim", "ReadOnlyAccess"),
    ];

    public static readonly Actor AliceSession = Actor.Sso(Alice, Scene.Office, Browsers.Mac, "13:02:44");
    public static readonly Actor AliceCli = AliceSession.With(userAgent: Browsers.Cli);
    public static readonly Actor BenSession = Actor.Sso(Ben, Scene.Office, Browsers.Cli, "12:47:09");
    public static readonly Actor PriyaSession = Actor.Sso(Priya, Scene.HomePriya, Browsers.Windows, "12:58:31");
    public static readonly Actor TomSession = Actor.Sso(Tom, Scene.Office, Browsers.Windows, "13:40:12");
    public static readonly Actor CarlaSession = Actor.Sso(Carla, Scene.Office, Browsers.Mac, "13:11:50");
    public static readonly Actor Pipeline = Actor.Role("github-actions-deploy", "deploy-9315", "192.0.2.151", Browsers.Terraform, "13:36:20");
    public static readonly Actor Web = Actor.Instance("shop-web", Scene.Web1, "10.20.1.15", Browsers.Boto);
    public static readonly Actor BastionHost = Actor.Instance("shop-bastion", Scene.Bastion, Scene.BastionPrivate, "aws-cli/2.17.18 md/awscrt#0.20.11 ua/2.0 os/linux#6.1.129 md/arch#x86_64 lang/python#3.9.21");
    public static readonly Actor ConfigService = Actor.ServiceRole("AWSServiceRoleForConfig", "AWSConfig-BucketConfigCheck", "config.amazonaws.com");
    public static readonly Actor OrderFunction = Actor.Role("shop-orders-function", "shop-orders", "192.0.2.163", Browsers.Boto, "13:05:00");

    // The attacker's faces, in the order in which they come.
    public static readonly Actor FakePriya = Actor.Sso(Priya, Scene.AttackerPortal, Browsers.Linux, "13:44:31");
    public static readonly Actor BackupConsole = Actor.ConsoleUser("backup-admin", Scene.AttackerConsole, Browsers.Linux, "13:58:20");
    public static readonly Actor BackupKey = Actor.KeyUser("backup-admin", Scene.AttackerCli, Browsers.Kali);
    public static readonly Actor SyncKey = Actor.KeyUser("svc-cloudwatch-sync", Scene.AttackerCli, Browsers.Kali);
    public static readonly Actor StagingRole = Actor.Role("OrganizationAccountAccessRole", "sync", Scene.AttackerCli, Browsers.Kali, "14:26:10", Scene.Staging);
}

// ---------------------------------------------------------------------------------------------------------------
// An ordinary hour and a half.
// ---------------------------------------------------------------------------------------------------------------

static class Ordinary
{
    // What each kind of call carries. {n} becomes a number, {web} one of the web servers' ids, {id} an id.
    static readonly Dictionary<string, Shape> Shapes = new()
    {
        ["ec2:DescribeInstances"] = new("""{"maxResults":100,"instancesSet":{},"filterSet":{}}"""),
        ["ec2:DescribeInstanceStatus"] = new("""{"instancesSet":{"items":[{"instanceId":"{web}"}]},"filterSet":{},"includeAllInstances":false}"""),
        ["ec2:DescribeSecurityGroups"] = new("""{"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"vpc-0e1a2b3c4d5e6f701"}]}}]}}"""),
        ["ec2:DescribeVolumes"] = new("""{"volumeSet":{},"filterSet":{"items":[{"name":"attachment.instance-id","valueSet":{"items":[{"value":"{web}"}]}}]}}"""),
        ["ec2:DescribeSubnets"] = new("""{"subnetSet":{},"filterSet":{}}"""),
        ["ec2:DescribeVpcs"] = new("""{"vpcSet":{"items":[{"vpcId":"vpc-0e1a2b3c4d5e6f701"}]},"filterSet":{}}"""),
        ["ec2:CreateTags"] = new("""{"resourcesSet":{"items":[{"resourceId":"{web}"}]},"tagSet":{"items":[{"key":"release","value":"2026.3.{n}"}]}}""", """{"requestId":"{id}","_return":true}"""),
        ["ec2:CreateSnapshot"] = new("""{"volumeId":"vol-0d44444444444dddd","description":"nightly {n}"}""", """{"requestId":"{id}","snapshotId":"snap-0e5555555555{n}","volumeId":"vol-0d44444444444dddd","status":"pending","startTime":1773755100000,"volumeSize":"30","ownerId":"111122223333","encrypted":true}"""),
        ["autoscaling:DescribeAutoScalingGroups"] = new("""{"autoScalingGroupNames":["shop-web"]}"""),
        ["autoscaling:SetDesiredCapacity"] = new("""{"autoScalingGroupName":"shop-web","desiredCapacity":2,"honorCooldown":true}"""),
        ["elasticloadbalancing:DescribeTargetHealth"] = new("""{"targetGroupArn":"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop-web/6d0ecf831eec9f09"}""", Version: "2015-12-01"),
        ["elasticloadbalancing:DescribeLoadBalancers"] = new("""{"pageSize":20}""", Version: "2015-12-01"),
        ["cloudformation:DescribeStacks"] = new("""{"stackName":"shop-web"}"""),
        ["lambda:ListFunctions20150331"] = new("""{"maxItems":50}""", Version: "2015-03-31"),
        ["lambda:GetFunction20150331v2"] = new("""{"functionName":"shop-orders"}""", Version: "2015-03-31"),
        ["lambda:UpdateFunctionCode20150331v2"] = new("""{"functionName":"shop-orders","s3Bucket":"example-shop-artifacts","s3Key":"orders/{n}.zip","publish":false,"dryRun":false}""", """{"functionName":"shop-orders","functionArn":"arn:aws:lambda:eu-west-1:111122223333:function:shop-orders","runtime":"python3.13","codeSize":48213,"lastModified":"2026-03-17T13:38:00.000+0000","version":"$LATEST"}""", Version: "2015-03-31"),
        ["logs:DescribeLogGroups"] = new("""{"limit":50}"""),
        ["logs:FilterLogEvents"] = new("""{"logGroupName":"/aws/lambda/shop-orders","startTime":1773751800000,"limit":10000}"""),
        ["logs:CreateLogStream"] = new("""{"logGroupName":"/aws/lambda/shop-orders","logStreamName":"2026/03/17/[$LATEST]{id}"}""", Version: "20140328"),
        ["monitoring:DescribeAlarms"] = new("""{"maxRecords":100}"""),
        ["monitoring:GetMetricData"] = new("""{"startTime":"Mar 17, 2026, 12:30:00 PM","endTime":"Mar 17, 2026, 1:30:00 PM"}"""),
        ["s3:ListBuckets"] = new("""{"Host":"s3.eu-west-1.amazonaws.com"}"""),
        ["s3:GetBucketLocation"] = new("""{"bucketName":"example-shop-artifacts","location":"","Host":"example-shop-artifacts.s3.eu-west-1.amazonaws.com"}"""),
        ["s3:GetBucketEncryption"] = new("""{"bucketName":"example-shop-artifacts","encryption":"","Host":"example-shop-artifacts.s3.eu-west-1.amazonaws.com"}"""),
        ["rds:DescribeDBInstances"] = new("""{"dBInstanceIdentifier":"shop-db","maxRecords":100}"""),
        ["rds:DescribeDBClusters"] = new("""{"maxRecords":100}"""),
        ["dynamodb:DescribeTable"] = new("""{"tableName":"shop-carts"}""", Version: "2012-08-10"),
        ["secretsmanager:GetSecretValue"] = new("""{"secretId":"shop/db"}"""),
        ["ssm:GetParameters"] = new("""{"names":["/shop/web/feature-flags"],"withDecryption":false}"""),
        ["ssm:UpdateInstanceInformation"] = new("""{"agentVersion":"3.3.1802.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"10.20.1.15","computerName":"ip-10-20-1-15.eu-west-1.compute.internal"}"""),
        ["kms:Decrypt"] = new("""{"encryptionContext":{"SecretARN":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}""",
            Resources: """[{"accountId":"111122223333","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:111122223333:key/8e6d0f3c-0c6f-4a38-9b8e-3f1d2c4b5a69"}]"""),
        ["kms:GenerateDataKey"] = new("""{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::example-shop-config"},"keyId":"arn:aws:kms:eu-west-1:111122223333:key/8e6d0f3c-0c6f-4a38-9b8e-3f1d2c4b5a69","keySpec":"AES_256"}""",
            Resources: """[{"accountId":"111122223333","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:111122223333:key/8e6d0f3c-0c6f-4a38-9b8e-3f1d2c4b5a69"}]"""),
        ["config:DescribeConfigurationRecorderStatus"] = new("null"),
        ["config:PutEvaluations"] = new("""{"evaluations":[{"complianceResourceType":"AWS::S3::Bucket","complianceResourceId":"example-shop-artifacts","complianceType":"COMPLIANT","orderingTimestamp":"Mar 17, 2026, 1:35:00 PM"}],"testMode":false}""", """{"failedEvaluations":[]}"""),
        ["guardduty:ListFindings"] = new("""{"detectorId":"12abc34d567e8fa901bc2d34e56789f0","maxResults":50}"""),
        ["guardduty:ListDetectors"] = new("""{"maxResults":50}"""),
        ["securityhub:GetFindings"] = new("""{"Filters":{"RecordState":[{"Value":"ACTIVE","Comparison":"EQUALS"}]},"MaxResults":100}"""),
        ["iam:ListUsers"] = new("""{"maxItems":100}"""),
        ["iam:ListRoles"] = new("""{"maxItems":200}"""),
        ["iam:GetRole"] = new("""{"roleName":"shop-orders-function"}"""),
        ["iam:ListAttachedRolePolicies"] = new("""{"roleName":"shop-orders-function"}"""),
        ["iam:GetAccountPasswordPolicy"] = new("null"),
        ["iam:GenerateCredentialReport"] = new("null"),
        ["sts:GetCallerIdentity"] = new("null"),
        ["health:DescribeEventAggregates"] = new("""{"aggregateField":"eventTypeCategory","filter":{"eventStatusCodes":["open","upcoming"],"startTimes":[{"from":"Mar 10, 2026, 1:30:00 PM"}]}}"""),
        ["cloudtrail:LookupEvents"] = new("""{"maxResults":50,"lookupAttributes":[{"attributeKey":"ReadOnly","attributeValue":"false"}]}"""),
        ["cloudtrail:DescribeTrails"] = new("""{"trailNameList":[]}"""),
        ["tagging:GetResources"] = new("""{"tagFilters":[{"key":"team","values":["shop"]}]}"""),
    };

    // Who does what, how often in the hour and a half, where.
    static readonly (Actor Who, int Calls, string Region, string[] Kinds)[] Habits =
    [
        (People.AliceCli, 84, Scene.Home, ["ec2:DescribeInstances", "ec2:DescribeSecurityGroups", "cloudformation:DescribeStacks", "autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeTargetHealth", "rds:DescribeDBInstances", "ec2:CreateTags", "sts:GetCallerIdentity"]),
        (People.AliceSession, 77, Scene.Home, ["ec2:DescribeInstanceStatus", "ec2:DescribeVolumes", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "monitoring:DescribeAlarms", "health:DescribeEventAggregates", "elasticloadbalancing:DescribeLoadBalancers", "ec2:CreateSnapshot"]),
        (People.AliceSession, 20, Scene.Global, ["iam:ListUsers", "iam:ListRoles", "iam:GetRole", "health:DescribeEventAggregates"]),
        (People.BenSession, 154, Scene.Home, ["lambda:ListFunctions20150331", "lambda:GetFunction20150331v2", "logs:DescribeLogGroups", "logs:FilterLogEvents", "dynamodb:DescribeTable", "s3:ListBuckets", "s3:GetBucketLocation", "tagging:GetResources", "sts:GetCallerIdentity"]),
        (People.PriyaSession, 63, Scene.Home, ["rds:DescribeDBClusters", "rds:DescribeDBInstances", "s3:ListBuckets", "s3:GetBucketEncryption", "logs:FilterLogEvents", "monitoring:GetMetricData"]),
        (People.TomSession, 42, Scene.Home, ["ec2:DescribeInstances", "monitoring:DescribeAlarms", "monitoring:GetMetricData", "health:DescribeEventAggregates"]),
        (People.CarlaSession, 70, Scene.Home, ["guardduty:ListFindings", "guardduty:ListDetectors", "securityhub:GetFindings", "config:DescribeConfigurationRecorderStatus", "cloudtrail:LookupEvents", "cloudtrail:DescribeTrails"]),
        (People.CarlaSession, 22, Scene.Global, ["iam:GetAccountPasswordPolicy", "iam:GenerateCredentialReport", "iam:ListAttachedRolePolicies"]),
        (People.Pipeline, 98, Scene.Home, ["cloudformation:DescribeStacks", "lambda:GetFunction20150331v2", "lambda:UpdateFunctionCode20150331v2", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "elasticloadbalancing:DescribeTargetHealth", "dynamodb:DescribeTable", "autoscaling:SetDesiredCapacity"]),
        (People.Web, 126, Scene.Home, ["ssm:UpdateInstanceInformation", "ssm:GetParameters", "secretsmanager:GetSecretValue", "kms:Decrypt"]),
        (People.OrderFunction, 112, Scene.Home, ["logs:CreateLogStream", "secretsmanager:GetSecretValue", "kms:Decrypt", "dynamodb:DescribeTable"]),
        (People.ConfigService, 98, Scene.Home, ["s3:GetBucketEncryption", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs", "config:PutEvaluations", "kms:GenerateDataKey", "s3:GetBucketLocation"]),
        (People.ConfigService, 49, Scene.Global, ["ec2:DescribeVpcs", "ec2:DescribeSecurityGroups", "iam:ListRoles"]),
        (People.ConfigService, 31, Scene.Spare, ["ec2:DescribeVpcs", "ec2:DescribeSecurityGroups"]),
        (People.BenSession.In(Scene.Staging), 63, Scene.Home, ["lambda:ListFunctions20150331", "logs:FilterLogEvents", "cloudformation:DescribeStacks", "ec2:DescribeInstances"]),
        (People.ConfigService.In(Scene.Staging), 49, Scene.Home, ["ec2:DescribeVpcs", "ec2:DescribeSecurityGroups", "config:PutEvaluations"]),
        (People.ConfigService.In(Scene.Staging), 20, Scene.Global, ["iam:ListRoles", "ec2:DescribeVpcs"]),
    ];

    public static IEnumerable<Record> Day()
    {
        foreach (var (who, calls, region, kinds) in Habits)
        {
            Rng rng = new($"{who.Name}/{who.Account}/{region}");
            for (int i = 0; i < calls; i++)
            {
                // People come in bursts: calls follow each other within seconds.
                DateTime time = Scene.Start.AddSeconds(rng.Next(5400));
                string kind = kinds[rng.Next(kinds.Length)];
                int run = 1 + rng.Next(3);
                for (int k = 0; k < run && i < calls; k++, i++, time = time.AddSeconds(1 + rng.Next(3)))
                {
                    Shape shape = Shapes[kind];
                    yield return who.Call(time, kind, region,
                        Fill(shape.Request, rng), shape.Response is null ? null : Fill(shape.Response, rng),
                        resources: shape.Resources, apiVersion: shape.Version);
                }
            }
        }

        foreach (Record record in Services().Concat(SignIns()).Concat(NearMisses()))
        {
            yield return record;
        }
    }

    // Services that act by themselves: they assume their roles, and tell what they did.
    static IEnumerable<Record> Services()
    {
        Rng rng = new("services");
        (string Service, string Role, int Every)[] roles =
        [
            ("config.amazonaws.com", "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", 240),
            ("lambda.amazonaws.com", "shop-orders-function", 420), ("ec2.amazonaws.com", "shop-web", 900),
            ("autoscaling.amazonaws.com", "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", 700),
            ("cloudtrail.amazonaws.com", "aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail", 1300),
        ];
        foreach (var (service, role, every) in roles)
        {
            Actor actor = Actor.Service(service);
            for (int second = rng.Next(every); second < 5400; second += every - 30 + rng.Next(60))
            {
                string arn = $"arn:aws:iam::{Scene.Shop}:role/{role}";
                yield return actor.Call(Scene.Start.AddSeconds(second), "sts:AssumeRole", Scene.Home,
                    $$"""{"roleArn":"{{arn}}","roleSessionName":"{{service.Split('.')[0]}}-{{rng.Next(10000)}}","durationSeconds":3600}""",
                    $$"""{"credentials":{"accessKeyId":"{{rng.Key("ASIA")}}","sessionToken":"IQoJb3JpZ2luX2VjEXAMPLE{{rng.Text(24)}}","expiration":"Mar 17, 2026, 4:00:00 PM"} }""",
                    resources: $$"""[{"accountId":"{{Scene.Shop}}","type":"AWS::IAM::Role","ARN":"{{arn}}"}]""",
                    extra: $$"""{"sharedEventID":"{{rng.Guid()}}"}""");
            }
        }

        yield return Actor.Service("autoscaling.amazonaws.com").Call(Scene.At("13:52:18"), "ec2:RunInstances", Scene.Home,
            """{"instancesSet":{"items":[{"minCount":1,"maxCount":1}]},"instanceType":"t3.medium","subnetId":"subnet-0f66666666666ffff","disableApiTermination":false,"monitoring":{"enabled":false},"launchTemplate":{"launchTemplateId":"lt-0a7777777777aaaa7","version":"12"}}""",
            $$"""{"requestId":"{{rng.Guid()}}","reservationId":"r-0b88888888888bbbb","ownerId":"111122223333","instancesSet":{"items":[{"instanceId":"{{Scene.Web2}}","imageId":"ami-0c99999999999cccc","instanceState":{"code":0,"name":"pending"},"instanceType":"t3.medium","privateIpAddress":"10.20.2.16","vpcId":"{{Scene.Vpc}}","subnetId":"subnet-0f66666666666ffff"}]} }""");
        yield return Actor.Service("kms.amazonaws.com").ServiceEvent(Scene.At("13:47:40"), "kms", "RotateKey", Scene.Home,
            """{"keyId":"8e6d0f3c-0c6f-4a38-9b8e-3f1d2c4b5a69"}""",
            """[{"accountId":"111122223333","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:111122223333:key/8e6d0f3c-0c6f-4a38-9b8e-3f1d2c4b5a69"}]""");
        yield return Actor.Service("ec2.amazonaws.com").ServiceEvent(Scene.At("14:11:02"), "ec2", "SharedSnapshotVolumeCreated", Scene.Home,
            """{"snapshotId":"snap-0aabbccddeeff0011"}""", null);
        // GitHub Actions exchanges its token for the deployment role.
        yield return Actor.WebIdentity("repo:example-shop/shop:ref:refs/heads/main", "192.0.2.151", Browsers.Terraform)
            .Call(Scene.At("13:36:20"), "sts:AssumeRoleWithWebIdentity", Scene.Home,
                $$"""{"roleArn":"arn:aws:iam::{{Scene.Shop}}:role/github-actions-deploy","roleSessionName":"deploy-9315","durationSeconds":3600}""",
                $$"""{"credentials":{"accessKeyId":"{{People.Pipeline.AccessKey}}","sessionToken":"IQoJb3JpZ2luX2VjEXAMPLE{{rng.Text(24)}}","expiration":"Mar 17, 2026, 2:36:20 PM"},"subjectFromWebIdentityToken":"repo:example-shop/shop:ref:refs/heads/main","assumedRoleUser":{"assumedRoleId":"{{People.Pipeline.PrincipalId}}","arn":"{{People.Pipeline.Arn}}"},"provider":"arn:aws:iam::{{Scene.Shop}}:oidc-provider/token.actions.githubusercontent.com","audience":"sts.amazonaws.com"}""",
                resources: $$"""[{"accountId":"{{Scene.Shop}}","type":"AWS::IAM::Role","ARN":"arn:aws:iam::{{Scene.Shop}}:role/github-actions-deploy"}]""");
        // Keys that differ by case only, as S3 logs this call.
        yield return People.Pipeline.Call(Scene.At("13:39:05"), "s3:PutBucketTagging", Scene.Home,
            """{"bucketName":"example-shop-artifacts","Tagging":{"xmlns":"http://s3.amazonaws.com/doc/2006-03-01/","TagSet":{"Tag":[{"Key":"team","Value":"shop"},{"Key":"release","Value":"2026.3.17"}]}},"tagging":"","Host":"example-shop-artifacts.s3.eu-west-1.amazonaws.com"}""",
            resources: """[{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::example-shop-artifacts"}]""",
            extra: """{"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":214,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"EXAMPLEid2/tagging","bytesTransferredOut":0}}""");
        // A record that reached the trail late, and says so.
        yield return People.BenSession.Call(Scene.At("13:42:51"), "dynamodb:DescribeTable", Scene.Home, """{"tableName":"shop-carts"}""",
            apiVersion: "2012-08-10",
            extra: """{"addendum":{"reason":"DELIVERY_DELAY","updatedFields":"eventTime","originalRequestID":"","originalEventID":""}}""");
        // Customer exports are read every day by the web servers, through the VPC's endpoint.
        for (int i = 0; i < 12; i++)
        {
            yield return People.Web.GetObject(Scene.Start.AddSeconds(300 + (i * 431)), Scene.CustomerBucket, $"daily/2026-03-16/part-{i:00}.csv", 48_211 + (i * 977), viaEndpoint: true);
        }
    }

    static IEnumerable<Record> SignIns()
    {
        // Tom mistypes his password twice, then gets it right and answers his authenticator.
        string flow = "tom";
        yield return SignIn.Challenge(People.Tom, Scene.At("13:38:40"), Scene.Office, Browsers.Windows, flow, "PASSWORD");
        yield return SignIn.Verification(People.Tom, Scene.At("13:38:58"), Scene.Office, Browsers.Windows, flow, "PASSWORD", false);
        yield return SignIn.Verification(People.Tom, Scene.At("13:39:21"), Scene.Office, Browsers.Windows, flow, "PASSWORD", false);
        yield return SignIn.Verification(People.Tom, Scene.At("13:39:50"), Scene.Office, Browsers.Windows, flow, "PASSWORD", true);
        yield return SignIn.Challenge(People.Tom, Scene.At("13:39:50"), Scene.Office, Browsers.Windows, flow, "TOTP");
        yield return SignIn.Verification(People.Tom, Scene.At("13:40:05"), Scene.Office, Browsers.Windows, flow, "TOTP", true);
        yield return SignIn.Authentication(People.Tom, Scene.At("13:40:05"), Scene.Office, Browsers.Windows, flow, "PASSWORD,TOTP");
        yield return SignIn.Federated(People.TomSession, Scene.At("13:40:12"));
        // Grace comes back from lunch.
        flow = "grace";
        Person grace = People.All[7];
        yield return SignIn.Challenge(grace, Scene.At("13:55:10"), Scene.Office, Browsers.Mac, flow, "PASSWORD");
        yield return SignIn.Verification(grace, Scene.At("13:55:19"), Scene.Office, Browsers.Mac, flow, "PASSWORD", true);
        yield return SignIn.Verification(grace, Scene.At("13:55:33"), Scene.Office, Browsers.Mac, flow, "TOTP", true);
        yield return SignIn.Authentication(grace, Scene.At("13:55:33"), Scene.Office, Browsers.Mac, flow, "PASSWORD,TOTP");
        // The auditor's break-glass IAM user, tested with MFA once a month; one typing error first.
        Actor glass = Actor.ConsoleUser("break-glass", Scene.Office, Browsers.Mac, "14:03:02", mfa: true);
        yield return SignIn.Console(glass, Scene.At("14:02:31"), success: false, mfa: "No");
        yield return SignIn.CheckMfa(glass, Scene.At("14:02:48"));
        yield return SignIn.Console(glass, Scene.At("14:03:02"), success: true, mfa: "Yes");
    }

    // What looks like the four detections and is none of them.
    static IEnumerable<Record> NearMisses()
    {
        yield return People.AliceSession.Call(Scene.At("13:48:02"), "securityhub:DisassociateMembers", Scene.Home, """{"AccountIds":["777788889999"]}""", "{}");
        yield return People.AliceSession.Call(Scene.At("13:48:30"), "securityhub:DeleteMembers", Scene.Home, """{"AccountIds":["777788889999"]}""", """{"UnprocessedAccounts":[]}""");
        yield return People.AliceSession.Call(Scene.At("13:49:11"), "macie2:DisassociateMember", Scene.Home, """{"id":"777788889999"}""");
        yield return People.AliceSession.Call(Scene.At("13:49:26"), "macie2:DeleteMember", Scene.Home, """{"id":"777788889999"}""");
        yield return People.AliceSession.Call(Scene.At("14:04:40"), "guardduty:UpdateDetector", Scene.Home, $$"""{"detectorId":"{{Scene.Detector}}","enable":true,"findingPublishingFrequency":"FIFTEEN_MINUTES"}""");
        yield return People.AliceSession.Call(Scene.At("14:01:12"), "iam:ListGroupsForUser", Scene.Global, """{"userName":"backup-admin"}""");
        yield return People.AliceSession.Call(Scene.At("14:01:15"), "iam:ListAttachedGroupPolicies", Scene.Global, """{"groupName":"backup-operators"}""");
        yield return People.Pipeline.Call(Scene.At("13:41:30"), "iam:AttachRolePolicy", Scene.Global, $$"""{"roleName":"shop-orders-function","policyArn":"arn:aws:iam::{{Scene.Shop}}:policy/shop-orders-read"}""");
        yield return People.Pipeline.Call(Scene.At("13:41:44"), "config:PutConfigRule", Scene.Home, """{"configRule":{"configRuleName":"shop-s3-encryption","source":{"owner":"AWS","sourceIdentifier":"S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED"}}}""");
        yield return People.BenSession.In(Scene.Staging).Call(Scene.At("13:58:10"), "lambda:DeleteFunction20150331", Scene.Home, """{"functionName":"shop-orders-experiment"}""", apiVersion: "2015-03-31");
        // Ben asks for what his role does not allow.
        yield return People.BenSession.Call(Scene.At("13:51:07"), "iam:ListUsers", Scene.Global, "null", error: "AccessDenied",
            message: $"User: {People.BenSession.Arn} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{Scene.Shop}:user/ because no identity-based policy allows the iam:ListUsers action");
        yield return People.BenSession.Call(Scene.At("13:51:40"), "secretsmanager:GetSecretValue", Scene.Home, "null", error: "AccessDenied",
            message: $"User: {People.BenSession.Arn} is not authorized to perform: secretsmanager:GetSecretValue on resource: shop/db because no identity-based policy allows the secretsmanager:GetSecretValue action");
        yield return People.TomSession.Call(Scene.At("14:07:33"), "ec2:StopInstances", Scene.Home, $$"""{"instancesSet":{"items":[{"instanceId":"{{Scene.Web1}}"}]},"force":false}""", error: "Client.UnauthorizedOperation",
            message: $"You are not authorized to perform this operation. User: {People.TomSession.Arn} is not authorized to perform: ec2:StopInstances");
        yield return People.Pipeline.Call(Scene.At("13:43:02"), "lambda:GetFunction20150331v2", Scene.Home, """{"functionName":"shop-invoices"}""", error: "ResourceNotFoundException",
            message: $"Function not found: arn:aws:lambda:{Scene.Home}:{Scene.Shop}:function:shop-invoices", apiVersion: "2015-03-31");
    }

    static string Fill(string template, Rng rng) => template
        .Replace("{n}", rng.Next(1000).ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{web}", rng.Next(2) == 0 ? Scene.Web1 : Scene.Web2, StringComparison.Ordinal)
        .Replace("{id}", rng.Guid(), StringComparison.Ordinal);
}

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

// ---------------------------------------------------------------------------------------------------------------
// The shapes of records.
// ---------------------------------------------------------------------------------------------------------------

sealed record Record(DateTime Time, string Account, string Region, JsonObject Json);

/// <summary>What a kind of call carries; texts of JSON.</summary>
sealed record Shape(string Request, string? Response = null, string? Resources = null, string? Version = null);

/// <summary>Somebody in the Identity Center directory.</summary>
sealed record Person(string Name, string PermissionSet)
{
    public string Email => Name + "@example.com";

    public string UserId => new Rng("user:" + Name).Guid();

    /// <summary>A name that somebody typed and the directory does not know.</summary>
    public static Person Nobody(string name) => new(name, "");

    public bool Exists => PermissionSet.Length > 0;
}

/// <summary>Whoever makes calls: an identity with its session, from an address, with a client.</summary>
sealed record Actor(string Name, string Account, string Address, string UserAgent, JsonObject Identity, bool Console = false)
{
    public string Arn => (string?)Identity["arn"] ?? "";

    public string PrincipalId => (string?)Identity["principalId"] ?? "";

    public string AccessKey => (string?)Identity["accessKeyId"] ?? "";

    public Actor With(string userAgent) => this with { UserAgent = userAgent };

    /// <summary>The same role in another account.</summary>
    public Actor In(string account) => this with
    {
        Account = account,
        Identity = JsonNode.Parse(Identity.ToJsonString().Replace(Account, account, StringComparison.Ordinal))!.AsObject(),
    };

    public static Actor Sso(Person person, string address, string userAgent, string since) =>
        Assumed($"AWSReservedSSO_{person.PermissionSet}_{new Rng(person.PermissionSet).Hex(16)}", person.Email, address, userAgent, since, Scene.Shop,
            path: $"aws-reserved/sso.amazonaws.com/{Scene.Home}/", person: person) with { Console = userAgent.StartsWith("Mozilla", StringComparison.Ordinal) };

    public static Actor Role(string role, string session, string address, string userAgent, string since, string account = Scene.Shop) =>
        Assumed(role, session, address, userAgent, since, account);

    public static Actor Instance(string role, string instance, string address, string userAgent)
    {
        Actor actor = Assumed(role, instance, address, userAgent, "12:40:00", Scene.Shop);
        actor.Identity["sessionContext"]!["ec2RoleDelivery"] = "2.0";
        return actor;
    }

    public static Actor ServiceRole(string role, string session, string service)
    {
        Actor actor = Assumed(role, session, service, service, "13:00:00", Scene.Shop, path: $"aws-service-role/{service}/");
        actor.Identity["invokedBy"] = service;
        return actor;
    }

    public static Actor Service(string service) =>
        new(service, Scene.Shop, service, service, new JsonObject { ["type"] = "AWSService", ["invokedBy"] = service });

    public static Actor WebIdentity(string subject, string address, string userAgent) => new(subject, Scene.Shop, address, userAgent, new JsonObject
    {
        ["type"] = "WebIdentityUser",
        ["principalId"] = $"arn:aws:iam::{Scene.Shop}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:{subject}",
        ["userName"] = subject,
        ["identityProvider"] = $"arn:aws:iam::{Scene.Shop}:oidc-provider/token.actions.githubusercontent.com",
    });

    public static Actor KeyUser(string name, string address, string userAgent) =>
        new("key:" + name, Scene.Shop, address, userAgent, User(name, new Rng("key:" + name).Key("AKIA")));

    public static Actor ConsoleUser(string name, string address, string userAgent, string since, bool mfa = false)
    {
        JsonObject identity = User(name, new Rng("console:" + name).Key("ASIA"));
        identity["sessionContext"] = new JsonObject { ["attributes"] = Attributes(since, mfa) };
        return new("console:" + name, Scene.Shop, address, userAgent, identity, Console: true);
    }

    /// <summary>How an account sees a caller of another account: by account and principal only.</summary>
    public static Actor OtherAccount(Actor caller, string account) => caller with
    {
        Account = account,
        Name = caller.Name + "@" + account,
        Identity = new JsonObject { ["type"] = "AWSAccount", ["principalId"] = caller.PrincipalId, ["accountId"] = caller.Account },
    };

    static JsonObject User(string name, string key) => new()
    {
        ["type"] = "IAMUser",
        ["principalId"] = new Rng("principal:" + name).Key("AIDA"),
        ["arn"] = $"arn:aws:iam::{Scene.Shop}:user/{name}",
        ["accountId"] = Scene.Shop,
        ["accessKeyId"] = key,
        ["userName"] = name,
    };

    static JsonObject Attributes(string since, bool mfa) => new()
    {
        ["creationDate"] = Record(Scene.At(since)),
        ["mfaAuthenticated"] = mfa ? "true" : "false",
    };

    static Actor Assumed(string role, string session, string address, string userAgent, string since, string account, string path = "", Person? person = null)
    {
        string id = new Rng("role:" + account + role).Key("AROA");
        JsonObject identity = new()
        {
            ["type"] = "AssumedRole",
            ["principalId"] = $"{id}:{session}",
            ["arn"] = $"arn:aws:sts::{account}:assumed-role/{role}/{session}",
            ["accountId"] = account,
            ["accessKeyId"] = new Rng($"session:{account}{role}{session}{since}").Key("ASIA"),
            ["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject
                {
                    ["type"] = "Role",
                    ["principalId"] = id,
                    ["arn"] = $"arn:aws:iam::{account}:role/{path}{role}",
                    ["accountId"] = account,
                    ["userName"] = role,
                },
                ["attributes"] = Attributes(since, mfa: false),
            },
        };
        if (person is not null)
        {
            identity["onBehalfOf"] = SignIn.OnBehalfOf(person);
        }

        return new($"{role}/{session}@{address}", account, address, userAgent, identity);
    }

    static string Record(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The record of an API call: "service:Name".</summary>
    public Record Call(DateTime time, string action, string region, string request, string? response = null, string? error = null, string? message = null, string? resources = null, string? apiVersion = null, string? extra = null)
    {
        string service = action[..action.IndexOf(':', StringComparison.Ordinal)];
        string name = action[(service.Length + 1)..];
        Rng rng = new($"{Name}|{time.Ticks}|{action}|{request}");
        JsonObject json = new()
        {
            ["eventVersion"] = service is "iam" or "sts" or "config" ? "1.10" : "1.11",
            ["userIdentity"] = Identity.DeepClone(),
            ["eventTime"] = Record(time),
            ["eventSource"] = service + ".amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = Address,
            ["userAgent"] = UserAgent,
        };
        if (error is not null)
        {
            json["errorCode"] = error;
        }

        if (message is not null)
        {
            json["errorMessage"] = message;
        }

        json["requestParameters"] = JsonNode.Parse(request);
        json["responseElements"] = response is null ? null : JsonNode.Parse(response);
        Merge(json, extra, "additionalEventData");
        json["requestID"] = service == "s3" ? rng.Hex(16).ToUpperInvariant() : rng.Guid();
        json["eventID"] = rng.Guid();
        json["readOnly"] = ReadOnly(name);
        if (resources is not null)
        {
            json["resources"] = JsonNode.Parse(resources);
        }

        json["eventType"] = "AwsApiCall";
        if (apiVersion is not null)
        {
            json["apiVersion"] = apiVersion;
        }

        bool data = service == "s3" && name is "GetObject" or "PutObject";
        json["managementEvent"] = !data;
        json["recipientAccountId"] = Account;
        Merge(json, extra, "sharedEventID", "vpcEndpointId", "vpcEndpointAccountId", "addendum");
        json["eventCategory"] = data ? "Data" : "Management";
        if (!Address.EndsWith(".amazonaws.com", StringComparison.Ordinal) && !Console)
        {
            json["tlsDetails"] = new JsonObject
            {
                ["tlsVersion"] = "TLSv1.3",
                ["cipherSuite"] = "TLS_AES_128_GCM_SHA256",
                ["clientProvidedHostHeader"] = service switch
                {
                    "iam" => "iam.amazonaws.com",
                    "s3" when data => JsonNode.Parse(request)!["Host"]!.DeepClone(),
                    _ => $"{service}.{region}.amazonaws.com",
                },
            };
        }

        if (Console)
        {
            json["sessionCredentialFromConsole"] = "true";
        }

        return new(time, Account, region, json);
    }

    public Record GetObject(DateTime time, string bucket, string key, long bytes, bool viaEndpoint, string? error = null)
    {
        string host = $"{bucket}.s3.{Scene.Home}.amazonaws.com";
        string id = new Rng(bucket + key).Text(40);
        string data = $$"""{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"{{id}}=","bytesTransferredOut":{{bytes}}}""";
        string endpoint = viaEndpoint ? $$""","vpcEndpointId":"{{Scene.S3Endpoint}}","vpcEndpointAccountId":"{{Scene.Shop}}" """ : "";
        return Call(time, "s3:GetObject", Scene.Home, $$"""{"bucketName":"{{bucket}}","Host":"{{host}}","key":"{{key}}"}""", error: error,
            message: error is null ? null : $"User: {Arn} is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::{bucket}/{key}\" with an explicit deny in a resource-based policy",
            resources: $$"""[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::{{bucket}}/{{key}}"},{"accountId":"{{Scene.Shop}}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::{{bucket}}"}]""",
            extra: $$"""{"additionalEventData":{{data}}{{endpoint}}}""");
    }

    /// <summary>Something that a service tells of its own accord: nobody called an API.</summary>
    public Record ServiceEvent(DateTime time, string service, string name, string region, string details, string? resources)
    {
        Rng rng = new($"{service}|{name}|{time.Ticks}");
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = new JsonObject { ["accountId"] = Account, ["invokedBy"] = service + ".amazonaws.com" },
            ["eventTime"] = Record(time),
            ["eventSource"] = service + ".amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = service + ".amazonaws.com",
            ["userAgent"] = service + ".amazonaws.com",
            ["requestParameters"] = null,
            ["responseElements"] = null,
            ["eventID"] = rng.Guid(),
            ["readOnly"] = false,
        };
        if (resources is not null)
        {
            json["resources"] = JsonNode.Parse(resources);
        }

        json["eventType"] = "AwsServiceEvent";
        json["managementEvent"] = true;
        json["recipientAccountId"] = Account;
        json["serviceEventDetails"] = JsonNode.Parse(details);
        json["eventCategory"] = "Management";
        return new(time, Account, region, json);
    }

    static void Merge(JsonObject json, string? extra, params ReadOnlySpan<string> fields)
    {
        if (extra is null)
        {
            return;
        }

        JsonObject parsed = JsonNode.Parse(extra)!.AsObject();
        foreach (string field in fields)
        {
            if (parsed.TryGetPropertyValue(field, out JsonNode? value))
            {
                json[field] = value?.DeepClone();
            }
        }
    }

    static bool ReadOnly(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) ||
        name.StartsWith("Describe", StringComparison.Ordinal) || name.StartsWith("Lookup", StringComparison.Ordinal) ||
        name is "AssumeRole" or "AssumeRoleWithWebIdentity" or "Decrypt" or "GenerateDataKey" or "GenerateCredentialReport";
}

/// <summary>Sign-in records: the console's, and Identity Center's.</summary>
static class SignIn
{
    public static JsonObject OnBehalfOf(Person person) => new()
    {
        ["userId"] = person.UserId,
        ["identityStoreArn"] = $"arn:aws:identitystore::{Scene.Shop}:identitystore/{Scene.IdentityStore}",
    };

    public static Record Challenge(Person person, DateTime time, string address, string userAgent, string flow, string type) =>
        Portal(person, time, "CredentialChallenge", address, userAgent, flow, type, "Success", known: true, userName: true);

    // A failed verification names nobody's session yet, so its identity has no credential; the user is the one challenged.
    public static Record Verification(Person person, DateTime time, string address, string userAgent, string flow, string type, bool success) =>
        Portal(person, time, "CredentialVerification", address, userAgent, flow, type, success ? "Success" : "Failure", known: success, userName: false);

    public static Record Authentication(Person person, DateTime time, string address, string userAgent, string flow, string type) =>
        Portal(person, time, "UserAuthentication", address, userAgent, flow, type, "Success", known: true, userName: true,
            loginTo: $"https://{Scene.IdentityStore}.awsapps.com/start/");

    /// <summary>The console sign-in of a role's session: federated, so MFAUsed is No whatever the portal asked for.</summary>
    public static Record Federated(Actor session, DateTime time) => Build(time, "ConsoleLogin", Scene.Home, session.Address, session.UserAgent, Without(session.Identity, "accessKeyId"),
        new JsonObject { ["ConsoleLogin"] = "Success" },
        new JsonObject { ["MobileVersion"] = "No", ["MFAUsed"] = "No" }, null, session.Name);

    public static Record Console(Actor user, DateTime time, bool success, string mfa)
    {
        JsonObject identity = success ? Without(user.Identity, "accessKeyId", "sessionContext") : Without(user.Identity, "arn", "sessionContext");
        if (!success)
        {
            identity["accessKeyId"] = "";
        }

        JsonObject additional = new()
        {
            ["LoginTo"] = "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB_eu-west-1",
            ["MobileVersion"] = "No",
        };
        if (mfa == "Yes")
        {
            additional["MFAIdentifier"] = $"arn:aws:iam::{Scene.Shop}:mfa/break-glass";
        }

        additional["MFAUsed"] = mfa;
        return Build(time, "ConsoleLogin", Scene.Global, user.Address, user.UserAgent, identity,
            new JsonObject { ["ConsoleLogin"] = success ? "Success" : "Failure" }, additional, success ? null : "Failed authentication", user.Name);
    }

    public static Record UnknownUser(DateTime time, string address, string userAgent) => Build(time, "ConsoleLogin", Scene.Global, address, userAgent,
        new JsonObject { ["type"] = "IAMUser", ["accountId"] = Scene.Shop, ["accessKeyId"] = "", ["userName"] = "HIDDEN_DUE_TO_SECURITY_REASONS" },
        new JsonObject { ["ConsoleLogin"] = "Failure" },
        new JsonObject { ["LoginTo"] = "https://console.aws.amazon.com/console/home", ["MobileVersion"] = "No", ["MFAUsed"] = "No" },
        "No username found in supplied account", "hidden");

    public static Record CheckMfa(Actor user, DateTime time) => Build(time, "CheckMfa", Scene.Global, user.Address, user.UserAgent,
        Without(user.Identity, "arn", "sessionContext", "accessKeyId"), new JsonObject { ["CheckMfa"] = "Success" },
        new JsonObject { ["MfaType"] = "Virtual MFA" }, null, user.Name);

    static Record Build(DateTime time, string name, string region, string address, string userAgent, JsonObject identity, JsonObject response, JsonObject additional, string? message, string who)
    {
        Rng rng = new($"{who}|{name}|{time.Ticks}");
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = identity,
            ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = "signin.amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = address,
            ["userAgent"] = userAgent,
        };
        if (message is not null)
        {
            json["errorMessage"] = message;
        }

        json["requestParameters"] = null;
        json["responseElements"] = response;
        json["additionalEventData"] = additional;
        json["eventID"] = rng.Guid();
        json["readOnly"] = false;
        json["eventType"] = "AwsConsoleSignIn";
        json["managementEvent"] = true;
        json["recipientAccountId"] = Scene.Shop;
        json["eventCategory"] = "Management";
        json["tlsDetails"] = new JsonObject { ["tlsVersion"] = "TLSv1.3", ["cipherSuite"] = "TLS_AES_128_GCM_SHA256", ["clientProvidedHostHeader"] = region + ".signin.aws.amazon.com" };
        return new(time, Scene.Shop, region, json);
    }

    static Record Portal(Person person, DateTime time, string name, string address, string userAgent, string flow, string type, string outcome, bool known, bool userName, string? loginTo = null)
    {
        Rng rng = new($"{person.Name}|{name}|{type}|{flow}|{time.Ticks}");
        JsonObject identity = new()
        {
            ["type"] = person.Exists ? "IdentityCenterUser" : "Unknown",
            ["arn"] = "",
            ["accountId"] = Scene.Shop,
            ["accessKeyId"] = "",
        };
        if (person.Exists)
        {
            identity["onBehalfOf"] = OnBehalfOf(person);
        }

        if (person.Exists && known)
        {
            identity["credentialId"] = new Rng("credential:" + flow).Guid();
        }

        JsonObject additional = new() { ["AuthWorkflowID"] = new Rng("flow:" + flow).Guid() };
        if (loginTo is not null)
        {
            additional["LoginTo"] = loginTo;
        }

        if (userName)
        {
            additional["UserName"] = person.Email;
        }

        additional["CredentialType"] = type;
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = identity,
            ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = "signin.amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = Scene.Home,
            ["sourceIPAddress"] = address,
            ["userAgent"] = userAgent,
            ["requestParameters"] = null,
            ["responseElements"] = null,
            ["additionalEventData"] = additional,
            ["requestID"] = rng.Guid(),
            ["eventID"] = rng.Guid(),
            ["readOnly"] = false,
            ["eventType"] = "AwsServiceEvent",
            ["managementEvent"] = true,
            ["recipientAccountId"] = Scene.Shop,
            ["serviceEventDetails"] = new JsonObject { [name] = outcome },
            ["eventCategory"] = "Management",
        };
        return new(time, Scene.Shop, Scene.Home, json);
    }

    static JsonObject Without(JsonObject identity, params ReadOnlySpan<string> fields)
    {
        JsonObject copy = identity.DeepClone().AsObject();
        foreach (string field in fields)
        {
            copy.Remove(field);
        }

        return copy;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Delivery, as CloudTrail does it: every five minutes, a file or more an account and region, in no order of time,
// up to a quarter of an hour late, a few records twice; and a digest at the end of the hour.
// ---------------------------------------------------------------------------------------------------------------

static class Delivery
{
    const int RecordsPerFile = 28;

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(List<Record> records, string root)
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        List<Delivered> files = [];
        foreach (var group in records.GroupBy(r => (r.Account, r.Region)).OrderBy(g => g.Key.Account, StringComparer.Ordinal).ThenBy(g => g.Key.Region, StringComparer.Ordinal))
        {
            SortedDictionary<DateTime, List<Record>> slots = [];
            foreach (Record record in group)
            {
                Rng rng = new("delivery:" + (string?)record.Json["eventID"]);
                DateTime due = Slot(record.Time.AddSeconds(record.Json.ContainsKey("addendum") ? 870 : 100 + rng.Next(480)));
                Add(slots, due, record);
                // An event of the attack comes once, so that counts are the same with and without repeats.
                if (rng.Next(50) == 0 && !Scene.IsAttacker((string?)record.Json["sourceIPAddress"]))
                {
                    Add(slots, due.AddMinutes(5), record);
                }
            }

            foreach (var (slot, held) in slots)
            {
                Rng rng = new($"{group.Key.Account}{group.Key.Region}{slot.Ticks}");
                Record[] shuffled = [.. held.OrderBy(r => (string?)r.Json["eventID"], StringComparer.Ordinal)];
                foreach (Record[] chunk in shuffled.Chunk(RecordsPerFile))
                {
                    files.Add(Save(root, group.Key.Account, group.Key.Region, slot, chunk, rng));
                }
            }
        }

        int bytes = files.Sum(f => f.Bytes);
        Digests(root, [.. files.Where(f => f.Account == Scene.Shop && f.Region == Scene.Home)]);
        System.Console.WriteLine($"{records.Count} records, {files.Sum(f => f.Count)} with repeats, in {files.Count} files of {bytes} bytes altogether, in {root}");
    }

    public static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    static DateTime Slot(DateTime time) => new((time.Ticks + TimeSpan.TicksPerMinute * 5 - 1) / (TimeSpan.TicksPerMinute * 5) * (TimeSpan.TicksPerMinute * 5), DateTimeKind.Utc);

    static void Add(SortedDictionary<DateTime, List<Record>> slots, DateTime slot, Record record)
    {
        if (!slots.TryGetValue(slot, out List<Record>? held))
        {
            slots[slot] = held = [];
        }

        held.Add(record);
    }

    static Delivered Save(string root, string account, string region, DateTime slot, Record[] records, Rng rng)
    {
        string key = $"{account}/CloudTrail/{region}/{slot:yyyy/MM/dd}/{account}_CloudTrail_{region}_{slot:yyyyMMdd'T'HHmm'Z'}_{rng.Text(16)}.json.gz";
        byte[] json = Serialize(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("Records");
            foreach (Record record in records)
            {
                record.Json.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return new(account, region, slot, "AWSLogs/" + key, json, Store(root, key, json), records.Length, records.Min(r => r.Time), records.Max(r => r.Time));
    }

    // One digest an hour, each holding the hash of the one before. The signatures are made up: these files validate nothing.
    static void Digests(string root, Delivered[] files)
    {
        string? previousKey = null, previousHash = null;
        foreach (string end in new[] { "14:05:12", "15:05:12" })
        {
            DateTime to = Scene.At(end), from = to.AddHours(-1);
            Delivered[] hour = [.. files.Where(f => f.Slot > from && f.Slot <= to)];
            string key = $"{Scene.Shop}/CloudTrail-Digest/{Scene.Home}/{to:yyyy/MM/dd}/{Scene.Shop}_CloudTrail-Digest_{Scene.Home}_{Scene.Trail}_{Scene.Home}_{to:yyyyMMdd'T'HHmmss'Z'}.json.gz";
            JsonObject digest = new()
            {
                ["awsAccountId"] = Scene.Shop,
                ["digestStartTime"] = Text(from),
                ["digestEndTime"] = Text(to),
                ["digestS3Bucket"] = Scene.LogBucket,
                ["digestS3Object"] = "AWSLogs/" + key,
                ["digestPublicKeyFingerprint"] = new Rng("fingerprint").Hex(32),
                ["digestSignatureAlgorithm"] = "SHA256withRSA",
                ["newestEventTime"] = Text(hour.Max(f => f.Newest)),
                ["oldestEventTime"] = Text(hour.Min(f => f.Oldest)),
                ["previousDigestS3Bucket"] = previousKey is null ? null : Scene.LogBucket,
                ["previousDigestS3Object"] = previousKey,
                ["previousDigestHashValue"] = previousHash,
                ["previousDigestHashAlgorithm"] = previousKey is null ? null : "SHA-256",
                ["previousDigestSignature"] = previousKey is null ? null : new Rng(previousKey).Hex(512),
                ["logFiles"] = new JsonArray([.. hour.Select(f => (JsonNode)new JsonObject
                {
                    ["s3Bucket"] = Scene.LogBucket,
                    ["s3Object"] = f.Key,
                    ["hashValue"] = Hash(f.Json),
                    ["hashAlgorithm"] = "SHA-256",
                    ["newestEventTime"] = Text(f.Newest),
                    ["oldestEventTime"] = Text(f.Oldest),
                })]),
            };
            byte[] json = Serialize(writer => digest.WriteTo(writer));
            Store(root, key, json);
            previousKey = "AWSLogs/" + key;
            previousHash = Hash(json);
        }
    }

    static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [SuppressMessage("Globalization", "CA1308", Justification = "Digests are written in lower case.")]
    static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    static byte[] Serialize(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Compact))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    static int Store(string root, string key, byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        byte[] bytes = stream.ToArray();
        bytes.AsSpan(4, 4).Clear();     // no time of making
        bytes[9] = 255;                 // nor the system it was made on
        string path = Path.Combine(root, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }
}

sealed record Delivered(string Account, string Region, DateTime Slot, string Key, byte[] Json, int Bytes, int Count, DateTime Oldest, DateTime Newest);

/// <summary>SplitMix64 over a name's FNV-1a hash: the same numbers in every version of the runtime.</summary>
sealed class Rng(string name)
{
    ulong _state = Encoding.UTF8.GetBytes(name).Aggregate(14695981039346656037UL, (hash, b) => (hash ^ b) * 1099511628211UL);

    public int Next(int below) => (int)(Next() % (ulong)below);

    public string Hex(int digits) => Pick("0123456789abcdef", digits);

    public string Text(int length) => Pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);

    public string Key(string prefix) => prefix + Pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 9) + "EXAMPLE";

    public string Guid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-{Pick("89ab", 1)}{Hex(3)}-{Hex(12)}";

    string Pick(string alphabet, int length) => string.Create(length, (this, alphabet), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = state.alphabet[state.Item1.Next(state.alphabet.Length)];
        }
    });

    ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
