using System.Globalization;

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
