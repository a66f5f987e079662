using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

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
