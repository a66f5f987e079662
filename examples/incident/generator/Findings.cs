using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

// ---------------------------------------------------------------------------------------------------------------
// What GuardDuty found, until it was switched off at 14:23: its export to S3, a finding a line.
// ---------------------------------------------------------------------------------------------------------------

static class Findings
{
    public static void Write(string root)
    {
        Actor console = People.BackupConsole, key = People.BackupKey, sync = People.SyncKey;
        JsonObject login = Call("ConsoleLogin", "signin.amazonaws.com", Scene.AttackerConsole);
        JsonObject escalation = Call("AttachGroupPolicy", "iam.amazonaws.com", Scene.AttackerCli), evasion = Call("StopConfigurationRecorder", "config.amazonaws.com", Scene.AttackerCli);
        JsonObject anomalies = new() { ["anomalies"] = new JsonObject { ["anomalousAPIs"] = "iam.amazonaws.com:[AttachGroupPolicy:success , PutGroupPolicy:success , AddUserToGroup:success , CreateUser:success]" } };

        // One from the week before, which Carla has dealt with and archived.
        Export(root, Scene.Global, "14:00:05", Finding("Policy:IAMUser/RootCredentialUsage", 2, Scene.Global, "API ListBuckets was invoked using root credentials.", User(Actor.ConsoleUser("root", Scene.Office, Browsers.Mac, "13:00:00")),
            Call("ListBuckets", "s3.amazonaws.com", Scene.Office), "2026-03-10T09:12:40Z", "2026-03-10T09:14:02Z", "2026-03-10T09:25:11Z", 3, archived: true));
        Export(root, Scene.Home, "14:00:09", Finding("UnauthorizedAccess:EC2/SSHBruteForce", 2, Scene.Home, $"{Scene.AttackerConsole} is performing SSH brute force attacks against {Scene.Bastion}.",
            Instance(), Connection(22, Hosts.AttemptPort(0), Scene.AttackerConsole), Time("13:50:40"), Time("13:55:34"), Time("13:59:44"), 43, role: "TARGET"));
        Export(root, Scene.Global, "14:05:02", Finding("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5, Scene.Global, $"Successful AWS Management Console login by user backup-admin from a client with the IP address {Scene.AttackerConsole}, which is unusual.",
            User(console), login, Time("13:58:20"), Time("13:58:20"), Time("14:04:31"), 1));

        // An export a quarter of an hour; a finding that went on is exported again, with the same id.
        Export(root, Scene.Home, "14:15:04",
            Finding("UnauthorizedAccess:EC2/SSHBruteForce", 2, Scene.Home, $"{Scene.AttackerConsole} is performing SSH brute force attacks against {Scene.Bastion}.",
                Instance(), Connection(22, Hosts.AttemptPort(0), Scene.AttackerConsole), Time("13:50:40"), Time("13:57:33"), Time("14:14:10"), 60, role: "TARGET"),
            Finding("Recon:EC2/PortProbeUnprotectedPort", 2, Scene.Home, $"EC2 instance {Scene.Bastion} has an unprotected port which is being probed by a known malicious host.",
                Instance(), new JsonObject { ["actionType"] = "PORT_PROBE", ["portProbeAction"] = new JsonObject { ["blocked"] = false, ["portProbeDetails"] = new JsonArray(new JsonObject { ["localPortDetails"] = Port(22, "SSH"), ["localIpDetails"] = new JsonObject { ["ipAddressV4"] = Scene.BastionPrivate }, ["remoteIpDetails"] = Remote(Scene.AttackerConsole) }) } },
                Time("13:50:40"), Time("13:57:33"), Time("14:02:11"), 60, role: "TARGET"),
            Finding("Recon:EC2/Portscan", 5, Scene.Home, $"EC2 instance {Scene.Bastion} is performing outbound port scans against remote host {Flows.Web1.Address}.",
                Instance(), Connection(41_000, 22, Flows.Web1.Address, "OUTBOUND"), Time("14:04:00"), Time("14:06:39"), Time("14:14:52"), 140, role: "ACTOR"));
        Export(root, Scene.Global, "14:20:03", Finding("PrivilegeEscalation:IAMUser/AnomalousBehavior", 5, Scene.Global, "The user backup-admin invoked APIs commonly used to obtain high-level permissions under unusual circumstances.",
            User(key), escalation, Time("14:10:48"), Time("14:12:58"), Time("14:19:21"), 5, additional: anomalies));
        Export(root, Scene.Home, "14:22:58", Finding("DefenseEvasion:IAMUser/AnomalousBehavior", 5, Scene.Home, "The user svc-cloudwatch-sync invoked APIs commonly used to evade defensive measures under unusual circumstances.",
            User(sync), evasion, Time("14:16:05"), Time("14:18:44"), Time("14:22:50"), 7));
    }

    static void Export(string root, string region, string at, params JsonObject[] findings)
    {
        string text = string.Concat(findings.Select(finding => finding.ToJsonString() + "\n"));
        string key = string.Create(CultureInfo.InvariantCulture, $"{Scene.Shop}/GuardDuty/{region}/2026/03/17/{new Rng("export:" + region + at).Guid()}.jsonl.gz");
        Files.Write(root, key, Files.Gzip(Encoding.UTF8.GetBytes(text)));
    }

    static JsonObject Finding(string type, double severity, string region, string description, JsonObject resource, JsonObject action, string first, string last, string updated, int count, bool archived = false, string? role = null, JsonObject? additional = null)
    {
        string detector = region == Scene.Home ? Scene.Detector : Scene.DetectorGlobal, id = new Rng("finding:" + type).Hex(32);
        return new JsonObject
        {
            ["schemaVersion"] = "2.0",
            ["accountId"] = Scene.Shop,
            ["region"] = region,
            ["partition"] = "aws",
            ["id"] = id,
            ["arn"] = $"arn:aws:guardduty:{region}:{Scene.Shop}:detector/{detector}/finding/{id}",
            ["type"] = type,
            ["resource"] = resource.DeepClone(),
            ["service"] = new JsonObject
            {
                ["serviceName"] = "guardduty",
                ["detectorId"] = detector,
                ["action"] = action.DeepClone(),
                ["resourceRole"] = role ?? "TARGET",
                ["additionalInfo"] = additional?.DeepClone() ?? new JsonObject { ["value"] = "{}", ["type"] = "default" },
                ["eventFirstSeen"] = first,
                ["eventLastSeen"] = last,
                ["archived"] = archived,
                ["count"] = count,
            },
            ["severity"] = severity,
            ["createdAt"] = first[..11] + updated[11..],
            ["updatedAt"] = updated,
            ["title"] = description[..description.LastIndexOf('.')],
            ["description"] = description,
        };
    }

    static JsonObject Instance() => new()
    {
        ["resourceType"] = "Instance",
        ["instanceDetails"] = new JsonObject
        {
            ["instanceId"] = Scene.Bastion,
            ["instanceType"] = "t3.small",
            ["launchTime"] = "2026-01-12T08:03:55Z",
            ["platform"] = null,
            ["productCodes"] = new JsonArray(),
            ["iamInstanceProfile"] = new JsonObject { ["arn"] = $"arn:aws:iam::{Scene.Shop}:instance-profile/shop-bastion", ["id"] = "AIPAEXAMPLEBASTIONXYZ" },
            ["networkInterfaces"] = new JsonArray(new JsonObject
            {
                ["ipv6Addresses"] = new JsonArray(),
                ["networkInterfaceId"] = Flows.Bastion.Id,
                ["privateDnsName"] = "ip-10-20-0-10.eu-west-1.compute.internal",
                ["privateIpAddress"] = Scene.BastionPrivate,
                ["privateIpAddresses"] = new JsonArray(new JsonObject { ["privateDnsName"] = "ip-10-20-0-10.eu-west-1.compute.internal", ["privateIpAddress"] = Scene.BastionPrivate }),
                ["subnetId"] = Flows.Bastion.Subnet,
                ["vpcId"] = Scene.Vpc,
                ["securityGroups"] = new JsonArray(new JsonObject { ["groupName"] = "bastion", ["groupId"] = "sg-0a55555555555aaaa" }),
                ["publicDnsName"] = "ec2-192-0-2-200.eu-west-1.compute.amazonaws.com",
                ["publicIp"] = "192.0.2.200",
            }),
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "Name", ["value"] = "bastion" }),
            ["instanceState"] = "running",
            ["availabilityZone"] = "eu-west-1a",
            ["imageId"] = "ami-0c99999999999cccc",
            ["imageDescription"] = "Amazon Linux 2023",
        },
    };

    static JsonObject User(Actor user) => new()
    {
        ["resourceType"] = "AccessKey",
        ["accessKeyDetails"] = new JsonObject
        {
            ["accessKeyId"] = user.AccessKey,
            ["principalId"] = user.PrincipalId,
            ["userType"] = "IAMUser",
            ["userName"] = (string?)user.Identity["userName"],
        },
    };

    static JsonObject Call(string api, string service, string address) => new()
    {
        ["actionType"] = "AWS_API_CALL",
        ["awsApiCallAction"] = new JsonObject
        {
            ["api"] = api,
            ["serviceName"] = service,
            ["callerType"] = "Remote IP",
            ["remoteIpDetails"] = Remote(address),
            ["affectedResources"] = new JsonObject(),
        },
    };

    static JsonObject Connection(int localPort, int remotePort, string remote, string direction = "INBOUND") => new()
    {
        ["actionType"] = "NETWORK_CONNECTION",
        ["networkConnectionAction"] = new JsonObject
        {
            ["connectionDirection"] = direction,
            ["protocol"] = "TCP",
            ["blocked"] = false,
            ["localIpDetails"] = new JsonObject { ["ipAddressV4"] = Scene.BastionPrivate },
            ["localPortDetails"] = Port(localPort, localPort == 22 ? "SSH" : "Unknown"),
            ["remoteIpDetails"] = Remote(remote),
            ["remotePortDetails"] = Port(remotePort, "Unknown"),
        },
    };

    static JsonObject Port(int port, string name) => new() { ["port"] = port, ["portName"] = name };

    static JsonObject Remote(string address) => new()
    {
        ["ipAddressV4"] = address,
        ["organization"] = new JsonObject { ["asn"] = "64500", ["asnOrg"] = "Example Hosting", ["isp"] = "Example Hosting", ["org"] = "Example Hosting" },
        ["country"] = new JsonObject { ["countryName"] = "Exampleland" },
        ["city"] = new JsonObject { ["cityName"] = "" },
        ["geoLocation"] = new JsonObject { ["lat"] = 0.0, ["lon"] = 0.0 },
    };

    static string Time(string time) => $"2026-03-17T{time}Z";
}
