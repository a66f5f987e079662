using System.Globalization;
using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>Somebody who calls AWS, from one place with one tool for as long as one file goes: what records of one session share.</summary>
internal sealed class Caller
{
    private static readonly string[] People = ["alice", "bob", "carla", "deniz", "erik", "fatima", "george", "hannah", "ivan", "jun", "karin", "liam", "mei", "nadia", "oscar", "priya", "quentin", "rosa", "sven", "tara"];
    private static readonly string[] Teams = ["web", "payments", "search", "billing", "reports", "catalogue", "orders", "mail", "platform", "data", "ml", "mobile"];
    private static readonly string[] Purposes = ["service", "deploy", "task", "lambda", "node", "backup", "pipeline", "readonly", "etl", "scanner"];
    private static readonly string[] Services = ["ec2", "lambda", "ecs-tasks", "autoscaling", "cloudtrail", "config", "eks", "states", "ssm", "backup", "guardduty", "rds"];

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0",
        "AWS Internal",
    ];

    private static readonly string[] Tools =
    [
        "aws-cli/2.{0}.{1} Python/3.11.6 Linux/5.10.{1}-201.732.amzn2.x86_64 exe/x86_64.amzn.2 prompt/off command/ec2.describe-instances",
        "Boto3/1.34.{1} md/Botocore#1.34.{1} ua/2.0 os/linux#5.10.{0}-192.amzn2.x86_64 md/arch#x86_64 lang/python#3.11.6 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.{1}",
        "aws-sdk-java/2.2{0}.{1} Linux/5.10.205-195.807.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.10+7-LTS Java/17.0.10 vendor/Amazon.com_Inc. io/async http/NettyNio cfg/retry-mode/legacy",
        "APN/1.0 HashiCorp/1.0 Terraform/1.7.{1} (+https://www.terraform.io) terraform-provider-aws/5.{0}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.24.{1} os/linux lang/go#1.21.6 md/GOARCH#amd64 md/GOOS#linux api/ec2#1.142.{1}",
        "aws-sdk-go/1.50.{1} (go1.21.{0}; linux; amd64) amazon-ssm-agent/3.2.2{1}.0",
        "aws-sdk-js/3.5{0}.{1} ua/2.0 os/linux#5.10.213-201.855.amzn2.x86_64 lang/js md/nodejs#20.11.{1} api/dynamodb#3.5{0}.{1} exec-env/AWS_Lambda_nodejs20.x",
        "[aws-sdk-java/1.12.{0}{1} Linux/4.14.336-257.562.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/11.0.22+7-LTS java/11.0.22 vendor/Amazon.com_Inc. cfg/retry-mode/standard]",
        "Botocore/1.34.{1} ua/2.0 os/linux#6.1.{0} md/arch#aarch64 lang/python#3.12.1 md/pyimpl#CPython exec-env/AWS_ECS_FARGATE",
    ];

    /// <summary>The value of userIdentity.</summary>
    public required byte[] Identity { get; init; }

    /// <summary>The members from sourceIPAddress to userAgent, with a comma before and none behind.</summary>
    public required byte[] Origin { get; init; }

    /// <summary>Whether it is an AWS service on its own account: no TLS of its own, and its name as address and user agent.</summary>
    public bool IsService { get; init; }

    /// <summary>Whether it is the root user.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Makes a caller of an account.</summary>
    /// <param name="rng">Decides who.</param>
    /// <param name="account">The account, 12 digits.</param>
    /// <param name="time">About when.</param>
    public static Caller Make(Rng rng, string account, DateTime time)
    {
        double kind = rng.Unit();
        return kind switch
        {
            < 0.14 => Service(rng),
            < 0.42 => User(rng, account),
            < 0.45 => OtherAccount(rng),
            _ => Role(rng, account, time),
        };
    }

    /// <summary>The root user of an account, in the console.</summary>
    public static Caller Root(Rng rng, string account) => new()
    {
        Identity = Bytes($$"""{"type":"Root","principalId":"{{account}}","arn":"arn:aws:iam::{{account}}:root","accountId":"{{account}}","accessKeyId":"{{Id(rng, "ASIA")}}","sessionContext":{"attributes":{{Attributes("2026-03-01T08:00:00Z", mfa: true)}}""" + "}}"),
        Origin = From("192.0.2.44", Browsers[0]),
        IsRoot = true,
    };

    /// <summary>A user whom generated rules look for, by everything that they look at.</summary>
    public static Caller Planted(string account) => new()
    {
        Identity = Bytes($$"""{"type":"IAMUser","principalId":"AIDAEXAMPLEPLANTED000","arn":"arn:aws:iam::{{account}}:user/{{Marker.User}}-0","accountId":"{{account}}","accessKeyId":"AKIAEXAMPLEPLANTED00","userName":"{{Marker.User}}-0"}"""),
        Origin = From(Marker.Address, $"{Marker.Tool}-0/1.0 (linux)"),
    };

    private static Caller User(Rng rng, string account)
    {
        string name = rng.Pick(People);
        bool person = rng.Chance(0.5);
        name = person ? name : $"svc-{rng.Pick(Teams)}-{rng.Pick(Purposes)}";
        Rng own = Rng.Of(account + name);
        return new Caller
        {
            Identity = Bytes($$"""{"type":"IAMUser","principalId":"{{Id(own, "AIDA")}}","arn":"arn:aws:iam::{{account}}:user/{{name}}","accountId":"{{account}}","accessKeyId":"{{Id(own, "AKIA")}}","userName":"{{name}}"}"""),
            Origin = From(Address(rng), Agent(rng, person)),
        };
    }

    private static Caller Role(Rng rng, string account, DateTime time)
    {
        string role = $"{rng.Pick(Teams)}-{rng.Pick(Purposes)}";
        bool person = rng.Chance(0.15);
        role = person ? "aws-reserved/sso.amazonaws.com/AWSReservedSSO_PowerUser_0123456789abcdef" : role;
        string name = role[(role.LastIndexOf('/') + 1)..];
        string session = person ? rng.Pick(People) : rng.Below(3) switch
        {
            0 => "i-0" + Hex(rng, 16),
            1 => "botocore-session-17" + (10_000_000 + rng.Below(9_000_000)),
            _ => name + "-session",
        };
        string principal = Id(Rng.Of(account + role), "AROA");
        string created = time.AddMinutes(-rng.Below(55)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string delivery = session.StartsWith("i-", StringComparison.Ordinal) ? ",\"ec2RoleDelivery\":\"2.0\"" : "";
        return new Caller
        {
            Identity = Bytes($$"""{"type":"AssumedRole","principalId":"{{principal}}:{{session}}","arn":"arn:aws:sts::{{account}}:assumed-role/{{name}}/{{session}}","accountId":"{{account}}","accessKeyId":"{{Id(rng, "ASIA")}}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"{{principal}}","arn":"arn:aws:iam::{{account}}:role/{{role}}","accountId":"{{account}}","userName":"{{name}}"},"webIdFederationData":{},"attributes":{{Attributes(created, person) + delivery}}""" + "}}"),
            Origin = From(Address(rng), Agent(rng, person)),
        };
    }

    private static Caller Service(Rng rng)
    {
        string service = rng.Pick(Services) + ".amazonaws.com";
        return new Caller
        {
            Identity = Bytes($$"""{"type":"AWSService","invokedBy":"{{service}}"}"""),
            Origin = From(service, service),
            IsService = true,
        };
    }

    private static Caller OtherAccount(Rng rng)
    {
        string account = "5555" + (66_660_000 + rng.Below(20));
        return new Caller
        {
            Identity = Bytes($$"""{"type":"AWSAccount","principalId":"{{Id(Rng.Of(account), "AROA")}}:{{rng.Pick(Teams)}}","accountId":"{{account}}"}"""),
            Origin = From(Address(rng), Agent(rng, person: false)),
        };
    }

    private static string Attributes(string created, bool mfa) => $$"""{"creationDate":"{{created}}","mfaAuthenticated":"{{(mfa ? "true" : "false")}}"}""";

    private static string Agent(Rng rng, bool person)
    {
        // The same few versions again and again, as a company has them.
        string text = person ? rng.Pick(Browsers) : rng.Pick(Tools);
        return text.Replace("{0}", (10 + rng.Below(4)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", (20 + rng.Below(8)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Address(Rng rng) => rng.Below(10) switch
    {
        0 => "2001:db8:" + (1 + rng.Below(9)) + "::" + (1 + rng.Below(200)),
        < 4 => "203.0.113." + (1 + rng.Below(250)),
        _ => $"10.{rng.Below(4)}.{rng.Below(256)}.{1 + rng.Below(250)}",
    };

    private static byte[] From(string address, string agent) => Bytes($",\"sourceIPAddress\":\"{address}\",\"userAgent\":\"{agent}\"");

    private static string Id(Rng rng, string prefix) => prefix + Encoding.ASCII.GetString(new TextBuffer().AddBase32(rng, 16).Text);

    private static string Hex(Rng rng, int count) => Encoding.ASCII.GetString(new TextBuffer().AddHex(rng, count).Text);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
