using AwsIr.Records;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Records;

/// <summary>The properties of findings, each with values read off the sample by hand; from exports and from what SDKs write alike.</summary>
public class GuardDutyFindingTests
{
    public static TheoryData<bool> Shapes { get; } = [false, true];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_network_connection(bool sdk)
    {
        var finding = Read(GuardDutySamples.SshBruteForce, sdk);
        Assert.Equal(("46ba0ac2845071e23ccdeb2ae03bfde1", "UnauthorizedAccess:EC2/SSHBruteForce"), (finding.Id, finding.Type));
        Assert.Equal("arn:aws:guardduty:eu-west-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64/finding/46ba0ac2845071e23ccdeb2ae03bfde1", finding.Arn);
        Assert.Equal(("UnauthorizedAccess", "EC2", "SSHBruteForce", (string?)null, (string?)null),
            (finding.ThreatPurpose, finding.ResourceTypeAffected, finding.ThreatFamily, finding.DetectionMechanism, finding.Artifact));
        Assert.Equal((2.0, DetectionLevel.Low), (finding.Severity, finding.SeverityLabel));
        Assert.Equal(("111122223333", "eu-west-1", "aws"), (finding.AccountId, finding.Region, finding.Partition));
        Assert.Equal("203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0.", finding.Title);
        Assert.StartsWith("203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0. Brute", finding.Description, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2026, 3, 16, 9, 15, 57, DateTimeKind.Utc), finding.FirstSeen);
        Assert.Equal(new DateTime(2026, 3, 17, 11, 56, 49, DateTimeKind.Utc), finding.LastSeen);
        Assert.Equal(DateTimeKind.Utc, finding.LastSeen!.Value.Kind);
        Assert.Equal(new DateTime(2026, 3, 16, 9, 34, 34, 146, DateTimeKind.Utc), finding.CreatedAt);
        Assert.Equal(new DateTime(2026, 3, 17, 12, 14, 0, 206, DateTimeKind.Utc), finding.UpdatedAt);
        Assert.Equal((74L, false, false), (finding.Count, finding.Archived, finding.IsSample));
        Assert.Equal(("d4b040365221be2b54a6264dc9a4bc64", "FlowLogs", "TARGET"), (finding.DetectorId, finding.FeatureName, finding.ResourceRole));

        Assert.Equal("i-0123456789abcdef0", finding.ResourceId);
        var resource = finding.Resource;
        Assert.Equal(("Instance", "i-0123456789abcdef0", "t3.micro", "ami-0a"), (resource.ResourceType, resource.InstanceId, resource.InstanceType, resource.ImageId));
        Assert.Equal("arn:aws:iam::111122223333:instance-profile/bastion", resource.InstanceProfileArn);
        Assert.Equal(new DateTime(2026, 3, 1, 23, 21, 57, DateTimeKind.Utc), resource.LaunchTime);
        Assert.Equal(["Name=bastion", "Team=ops"], resource.Tags.Select(tag => tag.ToString()));
        Assert.Equal(("Team", "ops"), (resource.Tags[1].Key, resource.Tags[1].Value));
        var network = Assert.Single(resource.NetworkInterfaces);
        Assert.Equal(("eni-0a", "198.51.100.5", "vpc-1", "subnet-1"), (network.NetworkInterfaceId, network.PublicIp, network.VpcId, network.SubnetId));
        Assert.Equal(["10.0.0.5", "10.0.0.6"], network.PrivateIpAddresses);
        Assert.Equal(["2001:db8::5"], network.Ipv6Addresses);
        Assert.Equal(["sg-1"], network.SecurityGroups);

        var action = finding.Action!;
        Assert.Equal(("NETWORK_CONNECTION", "INBOUND", "TCP", false), (action.ActionType, action.ConnectionDirection, action.Protocol, action.Blocked));
        Assert.Equal(("10.0.0.5", 22, "SSH"), (action.LocalAddress, action.LocalPort, action.LocalPortName));
        Assert.Equal((46717, "Unknown"), (action.RemotePort, action.RemotePortName));
        var remote = action.Remote!;
        Assert.Equal(("203.0.113.9", "Peru", "Lima", "64500", "EXAMPLE-AS", "Example ISP", "Example Org"),
            (remote.IpAddress, remote.Country, remote.City, remote.Asn, remote.AsnOrg, remote.Isp, remote.Org));
        Assert.Equal("203.0.113.9 (Lima, Peru; AS64500 EXAMPLE-AS)", remote.ToString());
        Assert.Equal("inbound TCP from 203.0.113.9:46717 to 10.0.0.5:22 (SSH)", action.ToString());
        Assert.Equal(["203.0.113.9"], finding.RemoteAddresses);
        Assert.Equal(["10.0.0.5", "10.0.0.6", "198.51.100.5", "2001:db8::5"], finding.LocalAddresses);
        Assert.Equal([46717], finding.RemotePorts);
        Assert.Equal([22], finding.LocalPorts);
        Assert.Null(finding.Actor);
        Assert.Null(finding.Sequence);
        Assert.Null(finding.SecurityHub);
        Assert.Empty(finding.AdditionalInfo!);
        Assert.Equal("2026-03-17T11:56:49Z UnauthorizedAccess:EC2/SSHBruteForce i-0123456789abcdef0", finding.ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_port_probe(bool sdk)
    {
        var finding = Read(GuardDutySamples.PortProbe, sdk);
        var probes = finding.Action!.PortProbes;
        Assert.Equal([80, 443, 9999, 80], probes.Select(probe => probe.LocalPort));
        Assert.Equal(["HTTP", "HTTPS", "Unknown", "HTTP"], probes.Select(probe => probe.LocalPortName));
        Assert.Equal(["10.0.0.5", "10.0.0.5", "2001:db8::5", null], probes.Select(probe => probe.LocalAddress));
        Assert.Equal(["203.0.113.10", "198.51.100.77", "2001:db8:1::66"], finding.RemoteAddresses);
        Assert.Equal(["10.0.0.5", "2001:db8::5"], finding.LocalAddresses);
        Assert.Equal([80, 443, 9999], finding.LocalPorts);
        Assert.True(finding.Action.Blocked);
        Assert.Equal("probe of 80 (HTTP) from 203.0.113.10 (Peru; AS64500), 443 (HTTPS) from 198.51.100.77, 9999 from 2001:db8:1::66 and 1 more, blocked", finding.Action.ToString());
        Assert.Equal(["Scanner", "ProofPoint"], finding.ThreatIntelligence);
        Assert.Equal("Scanner", finding.AdditionalInfo!["threatName"]);
        Assert.Equal("203.0.113.10", ((IRecord)finding).SourceAddress);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_name_looked_up(bool sdk)
    {
        var finding = Read(GuardDutySamples.BitcoinDns, sdk);
        Assert.Equal(("CryptoCurrency", "EC2", "BitcoinTool", "B", "DNS"),
            (finding.ThreatPurpose, finding.ResourceTypeAffected, finding.ThreatFamily, finding.DetectionMechanism, finding.Artifact));
        Assert.Equal(("pool.example.com", "UDP", false), (finding.Action!.Domain, finding.Action.Protocol, finding.Action.Blocked));
        Assert.Equal("DNS query for pool.example.com", finding.Action.ToString());
        Assert.Equal(["pool.example.com"], finding.Domains);
        Assert.Empty(finding.RemoteAddresses);
        Assert.Equal(("i-0b22222222222bbbb", "ACTOR", DetectionLevel.High), (finding.ResourceId, finding.ResourceRole, finding.SeverityLabel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_API_call_with_a_role_s_credentials(bool sdk)
    {
        var finding = Read(GuardDutySamples.CredentialExfiltration, sdk);
        Assert.Equal(("UnauthorizedAccess", "IAMUser", "InstanceCredentialExfiltration", "OutsideAWS"),
            (finding.ThreatPurpose, finding.ResourceTypeAffected, finding.ThreatFamily, finding.DetectionMechanism));
        var resource = finding.Resource;
        Assert.Equal(("ASIAIOSFODNN7EXAMPLE", "AROAEXAMPLE:i-0123456789abcdef0", "web-role", "AssumedRole"), (resource.AccessKeyId, resource.PrincipalId, resource.UserName, resource.UserType));
        Assert.Equal("ASIAIOSFODNN7EXAMPLE", finding.ResourceId);
        Assert.Equal(["ASIAIOSFODNN7EXAMPLE", "web-role", "AROAEXAMPLE:i-0123456789abcdef0", "i-0123456789abcdef0"], finding.ResourceIds);
        Assert.Equal("web-role/i-0123456789abcdef0", finding.Actor);
        var action = finding.Action!;
        Assert.Equal(("ListBuckets", "s3.amazonaws.com", "Remote IP", "AccessDenied", "aws-cli/2"), (action.Api, action.ServiceName, action.CallerType, action.ErrorCode, action.UserAgent));
        Assert.Equal(("444455556666", false), (action.RemoteAccountId, action.RemoteAccountAffiliated));
        Assert.Equal("shop-data", action.AffectedResources!["AWS::S3::Bucket"]);
        Assert.Equal("ListBuckets (s3.amazonaws.com) from 198.51.100.23 (Peru; AS64501 HOSTING), AccessDenied", action.ToString());
        Assert.True(finding.IsSample);
        Assert.Equal("192.0.2.44", finding.AdditionalInfo.Objects("recentCredentials")[0].Text("ipAddressV4"));
        Assert.Equal("arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/seq", finding.AssociatedAttackSequenceArn);
        Assert.Equal("198.51.100.23", ((IRecord)finding).SourceAddress);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Buckets_and_an_anomaly(bool sdk)
    {
        var finding = Read(GuardDutySamples.S3Exfiltration, sdk);
        Assert.Equal(("shop-data", "alice"), (finding.ResourceId, finding.Actor));
        Assert.Equal(["shop-data", "shop-logs", "arn:aws:s3:::shop-data", "arn:aws:s3:::shop-logs", "arn:aws:s3:::shop-data/cards.csv", "AKIAIOSFODNN7EXAMPLE", "alice", "AIDAEXAMPLE"], finding.ResourceIds);
        var bucket = finding.Resource.Buckets[0];
        Assert.Equal(("shop-data", "arn:aws:s3:::shop-data", "Destination", "NOT_PUBLIC"), (bucket.Name, bucket.Arn, bucket.Type, bucket.EffectivePermission));
        Assert.Equal(new DateTime(2017, 12, 18, 15, 58, 11, 551, DateTimeKind.Utc), bucket.CreatedAt);
        Assert.Equal(["arn:aws:s3:::shop-data/cards.csv"], bucket.Objects);
        Assert.Equal("class=secret", Assert.Single(bucket.Tags).ToString());
        Assert.Equal("class=secret", Assert.Single(finding.Resource.Tags).ToString());
        Assert.Equal("64500", finding.Anomaly.At("unusual", "behavior", "account").Text("ASN"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_Kubernetes_API_call(bool sdk)
    {
        var finding = Read(GuardDutySamples.KubernetesTor, sdk);
        var resource = finding.Resource;
        Assert.Equal(("prod", "prod", "system:serviceaccount:shop:default"), (finding.ResourceId, resource.EksClusterName, resource.KubernetesUser));
        Assert.Equal("system:serviceaccount:shop:default", finding.Actor);
        Assert.Equal(["system:serviceaccounts", "system:authenticated"], resource.KubernetesGroups);
        var workload = resource.Workload!;
        Assert.Equal(("api-7d", "pods", "shop", "default", true, false), (workload.Name, workload.Type, workload.Namespace, workload.ServiceAccountName, workload.HostNetwork, workload.HostPid));
        Assert.Equal("shop/pods/api-7d", workload.ToString());
        var container = Assert.Single(workload.Containers);
        Assert.Equal(("api", "registry.example.com/api:1", true), (container.Name, container.Image, container.Privileged));
        Assert.Equal("api (registry.example.com/api:1)", Assert.Single(resource.Containers).ToString());
        var action = finding.Action!;
        Assert.Equal(("list", "/api/v1/namespaces/shop/secrets", "secrets", "shop", 200L, "kubectl/v1.30"), (action.Verb, action.RequestUri, action.KubernetesResource, action.Namespace, action.StatusCode, action.UserAgent));
        Assert.Equal("list /api/v1/namespaces/shop/secrets (200) from 203.0.113.66", action.ToString());
        Assert.Equal(["203.0.113.66", "10.0.0.1"], finding.RemoteAddresses);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_process_in_a_Fargate_task(bool sdk)
    {
        var finding = Read(GuardDutySamples.FargateReverseShell, sdk);
        Assert.Equal((9.1, DetectionLevel.Critical), (finding.Severity, finding.SeverityLabel));
        Assert.Null(finding.Action);
        Assert.Equal("jobs", finding.ResourceId);
        Assert.Equal(("jobs", "arn:aws:ecs:eu-west-1:111122223333:task/jobs/7f", "FARGATE"), (finding.Resource.EcsClusterName, finding.Resource.EcsTaskArn, finding.Resource.EcsLaunchType));
        Assert.Equal("worker (worker:3)", Assert.Single(finding.Resource.Containers).ToString());
        Assert.Equal("env=prod", Assert.Single(finding.Resource.Tags).ToString());
        var process = finding.Process!;
        Assert.Equal(("bash", "/usr/bin/bash", "ab12", 2345L, "app", 1000L, 0L, "/tmp"),
            (process.Name, process.ExecutablePath, process.ExecutableSha256, process.Pid, process.User, process.UserId, process.Euid, process.Pwd));
        Assert.Equal(new DateTime(2026, 3, 17, 10, 1, 0, 250, DateTimeKind.Utc), process.StartTime);
        Assert.Equal("/usr/bin/bash (pid 2345, app)", process.ToString());
        Assert.Equal("/usr/bin/node (pid 12)", Assert.Single(process.Lineage).ToString());
        Assert.Equal("bash -i", finding.RuntimeContext!["commandLineExample"]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Database_logins(bool sdk)
    {
        var finding = Read(GuardDutySamples.RdsLogin, sdk);
        var resource = finding.Resource;
        Assert.Equal(("orders-1", "orders-1", "orders", "postgres", "shop"), (finding.ResourceId, resource.DbInstanceIdentifier, resource.DbClusterIdentifier, resource.DbUser, resource.DbName));
        Assert.Equal("postgres", finding.Actor);
        var login = Assert.Single(finding.Action!.Logins);
        Assert.Equal(("postgres", "psql", 31L, 1L), (login.User, login.Application, login.FailedLoginAttempts, login.SuccessfulLoginAttempts));
        Assert.Equal("database login of postgres: 31 failed, 1 successful from 203.0.113.12", finding.Action.ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_function_s_connection_out(bool sdk)
    {
        var finding = Read(GuardDutySamples.LambdaCommandAndControl, sdk);
        Assert.Equal(("Backdoor", "Lambda", "C&CActivity", "B"), (finding.ThreatPurpose, finding.ResourceTypeAffected, finding.ThreatFamily, finding.DetectionMechanism));
        Assert.Equal(("resize", "resize", "arn:aws:lambda:eu-west-1:111122223333:function:resize", "arn:aws:iam::111122223333:role/resize"),
            (finding.ResourceId, finding.Resource.FunctionName, finding.Resource.FunctionArn, finding.Resource.FunctionRole));
        Assert.Equal("outbound TCP from 10.0.0.9:39000 to [2001:db8::bad]:443 (HTTPS), blocked", finding.Action!.ToString());
        Assert.Equal(["2001:db8::bad"], finding.RemoteAddresses);
        Assert.Equal("app=shop", Assert.Single(finding.Resource.Tags).ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Malware_on_a_volume_and_in_an_object(bool sdk)
    {
        var finding = Read(GuardDutySamples.MalwareOnVolume, sdk);
        var threat = Assert.Single(finding.Threats);
        Assert.Equal(("EICAR-Test-File", "HIGH", 2L), (threat.Name, threat.Severity, threat.ItemCount));
        Assert.Equal(["tmp/eicar.com", "tmp/eicar2.com"], threat.Paths);
        Assert.Equal(["275a"], threat.Hashes);
        Assert.Equal("EICAR-Test-File in tmp/eicar.com and 1 more", threat.ToString());
        Assert.Equal(["i-0123456789abcdef0", "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"], finding.ResourceIds);
        Assert.Equal(["arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"], finding.Resource.VolumeArns);

        finding = Read(GuardDutySamples.MalwareInObject, sdk);
        Assert.Equal("EICAR-Test-File in a.zip/eicar.com", Assert.Single(finding.Threats).ToString());
        Assert.Equal(["275a"], finding.Threats[0].Hashes);
        Assert.Equal(["uploads", "arn:aws:s3:::uploads", "arn:aws:s3:::uploads/a.zip"], finding.ResourceIds);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_attack_sequence(bool sdk)
    {
        var finding = Read(GuardDutySamples.AttackSequence, sdk);
        Assert.Equal(("AttackSequence", "IAM", "CompromisedCredentials"), (finding.ThreatPurpose, finding.ResourceTypeAffected, finding.ThreatFamily));
        Assert.Equal((9.0, DetectionLevel.Critical), (finding.Severity, finding.SeverityLabel));
        var sequence = finding.Sequence!;
        Assert.Equal(("seq-1", "A sequence of actions indicating a compromise of alice."), (sequence.Uid, sequence.Description));
        Assert.Equal(["AttackSequence:S3/CompromisedData"], sequence.AdditionalTypes);

        var signal = finding.Signals[0];
        Assert.Equal(("sig-1", "FINDING", "Discovery:S3/AnomalousBehavior", "d", 5.0, DetectionLevel.Medium, 3L),
            (signal.Uid, signal.Type, signal.Name, signal.Description, signal.Severity, signal.SeverityLabel, signal.Count));
        Assert.Equal((new DateTime(2026, 3, 17, 10, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 17, 11, 0, 0, DateTimeKind.Utc)), (signal.FirstSeen, signal.LastSeen));
        Assert.Equal(["arn:aws:s3:::shop-data"], signal.ResourceUids);
        Assert.Equal(["a-1"], signal.ActorIds);
        Assert.Equal(["e-1"], signal.EndpointIds);
        Assert.Equal(("ATTACK_TACTIC", "Attack tactic"), (signal.Indicators[0].Key, signal.Indicators[0].Title));
        Assert.Equal("2026-03-17T10:00:00Z Discovery:S3/AnomalousBehavior (x3)", signal.ToString());
        Assert.Equal("2026-03-17T11:30:00Z cloudtrail:StopLogging", finding.Signals[1].ToString());
        Assert.Null(finding.Signals[1].Severity);

        var actor = Assert.Single(finding.Actors);
        Assert.Equal(("a-1", "alice", "AIDAEXAMPLE", "IAMUser", "AKIAIOSFODNN7EXAMPLE", "111122223333", "DISABLED", "arn:aws:iam::111122223333:user/alice"),
            (actor.Id, actor.UserName, actor.UserUid, actor.UserType, actor.AccessKeyId, actor.AccountId, actor.MfaStatus, actor.SessionIssuer));
        Assert.Equal("alice", finding.Actor);
        Assert.Equal(["AKIAIOSFODNN7EXAMPLE", "ASIAOTHER7EXAMPLE"], finding.AccessKeyIds);

        var endpoint = sequence.Endpoints[0];
        Assert.Equal(("e-1", "203.0.113.9", 443, "Lima", "Peru", 64500L, "EXAMPLE-AS", "INBOUND"),
            (endpoint.Id, endpoint.IpAddress, endpoint.Port, endpoint.City, endpoint.Country, endpoint.Asn, endpoint.AsnOrg, endpoint.Direction));
        Assert.Equal("203.0.113.9:443 (Lima, Peru; AS64500 EXAMPLE-AS)", endpoint.ToString());
        Assert.Equal(["203.0.113.9"], finding.RemoteAddresses);
        Assert.Equal(["c2.example.net"], finding.Domains);
        Assert.Equal([443], finding.RemotePorts);

        var resource = sequence.Resources[0];
        Assert.Equal(("arn:aws:s3:::shop-data", "shop-data", "S3_BUCKET", "111122223333", "eu-west-1"), (resource.Uid, resource.Name, resource.ResourceType, resource.AccountId, resource.Region));
        Assert.Equal("class=secret", Assert.Single(resource.Tags).ToString());
        Assert.Equal("o", resource.Data.At("s3Bucket").Text("ownerId"));
        Assert.Equal(["shop-data", "arn:aws:s3:::shop-data", "ASIAOTHER7EXAMPLE"], finding.ResourceIds);
        Assert.Equal(["HIGH_RISK_API: cloudtrail:StopLogging, iam:CreateUser", "TOR_IP: 203.0.113.200"], sequence.Indicators.Select(indicator => indicator.ToString()));
    }

    /// <summary>The ranges are those of AWS's page "GuardDuty finding severity levels"; 0.1 to 0.9 was low in earlier versions of it.</summary>
    [Theory]
    [InlineData("10", DetectionLevel.Critical)]
    [InlineData("9.0", DetectionLevel.Critical)]
    [InlineData("8.9", DetectionLevel.High)]
    [InlineData("7", DetectionLevel.High)]
    [InlineData("6.9", DetectionLevel.Medium)]
    [InlineData("4.0", DetectionLevel.Medium)]
    [InlineData("3.9", DetectionLevel.Low)]
    [InlineData("1.0", DetectionLevel.Low)]
    [InlineData("0.1", DetectionLevel.Low)]
    [InlineData("0", DetectionLevel.Informational)]
    [InlineData("\"8\"", DetectionLevel.High)]
    [InlineData("\"HIGH\"", null)]
    [InlineData("null", null)]
    [InlineData("[8]", null)]
    [InlineData("1e400", null)]
    public void Severities_have_labels(string severity, DetectionLevel? label) =>
        Assert.Equal(label, FoundFindings.One($$$"""{"schemaVersion":"2.0","severity":{{{severity}}},"service":{}}""").SeverityLabel);

    [Theory]
    [InlineData("\"2026-03-17T10:00:00Z\"")]
    [InlineData("\"2026-03-17T10:00:00.000Z\"")]
    [InlineData("\"2026-03-17T12:00:00+02:00\"")]
    [InlineData("1773741600")]
    [InlineData("1773741600.0")]
    [InlineData("1773741600000")]
    [InlineData("\"1773741600\"")]
    [InlineData("\"\\/Date(1773741600000)\\/\"")]
    public void Times_are_read_however_they_are_written(string time)
    {
        var found = FoundFindings.In($$$"""{"schemaVersion":"2.0","severity":1,"service":{"eventLastSeen":{{{time}}}}}""");
        var expected = new DateTime(2026, 3, 17, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal(expected, found.Findings[0].LastSeen);
        Assert.Equal(expected, ((IRecord)found.Findings[0]).Time);
        Assert.Equal(expected.Ticks, found.Views[0].Ticks);
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("1e300")]
    [InlineData("-5")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_time_that_is_none_gives_way_to_the_next(string time)
    {
        var found = FoundFindings.In($$$"""{"schemaVersion":"2.0","severity":1,"createdAt":"2026-03-17T10:00:00Z","service":{"eventLastSeen":{{{time}}}}}""");
        Assert.Null(found.Findings[0].LastSeen);
        Assert.Equal(new DateTime(2026, 3, 17, 10, 0, 0, DateTimeKind.Utc), ((IRecord)found.Findings[0]).Time);
        Assert.Equal(new DateTime(2026, 3, 17, 10, 0, 0, DateTimeKind.Utc).Ticks, found.Views[0].Ticks);
    }

    [Theory]
    [InlineData("""{"userType":"Root","userName":"shop","principalId":"111122223333"}""", "root")]
    [InlineData("""{"userType":"IAMUser","userName":"alice","principalId":"AIDAEXAMPLE"}""", "alice")]
    [InlineData("""{"userType":"AssumedRole","userName":"build","principalId":"AROAEXAMPLE:ci"}""", "build/ci")]
    [InlineData("""{"userType":"Role","userName":"build","principalId":"AROAEXAMPLE"}""", "build")]
    [InlineData("""{"userType":"AssumedRole","userName":"AWSReservedSSO_Admin_0123456789abcdef","principalId":"AROAEXAMPLE:alice@example.com"}""", "alice@example.com (Admin)")]
    [InlineData("""{"principalId":"AROAEXAMPLE:ci"}""", "AROAEXAMPLE:ci")]
    [InlineData("{}", null)]
    public void The_actor_has_the_name_that_CloudTrail_s_events_give(string details, string? actor) =>
        Assert.Equal(actor, FoundFindings.One($$$"""{"schemaVersion":"2.0","severity":1,"resource":{"accessKeyDetails":{{{details}}}}}""").Actor);

    [Fact]
    public void Enumerations_of_the_SDK_are_read_as_ConvertTo_Json_writes_them() =>
        Assert.Equal("FINDING", FoundFindings.One("""{"SchemaVersion":"2.0","Severity":1,"Service":{"Detection":{"Sequence":{"Signals":[{"Type":{"Value":"FINDING"}}]}}}}""").Signals[0].Type);

    [Fact]
    public void A_finding_keeps_no_more_than_itself_and_can_be_walked()
    {
        var finding = FoundFindings.One("\n  " + GuardDutySamples.SshBruteForce + "\n");
        Assert.Equal(GuardDutySamples.SshBruteForce.TrimEnd(), finding.Raw);
        Assert.Equal(22L, finding.Fields.At("service", "action", "networkConnectionAction", "localPortDetails")!["port"]);
        Assert.Equal("/evidence/memory#0", finding.Provenance.ToString());
        Assert.Same(finding.Fields, finding.Fields);
        var other = FoundFindings.One(GuardDutySamples.PortProbe);
        Assert.Equal(("UnauthorizedAccess:EC2/SSHBruteForce", "Recon:EC2/PortProbeUnprotectedPort"), (finding.Type, other.Type));
    }

    [Fact]
    public void Rules_see_a_kept_finding_as_they_saw_it_in_the_file()
    {
        foreach (var sample in GuardDutySamples.All.SelectMany(sample => new[] { sample, GuardDutySamples.AsSdk(sample) }))
        {
            var found = FoundFindings.In(sample);
            var fields = ((IRecord)found.Findings[0]).GetFields();
            Assert.Equal(found.Views[0], (fields.DispatchKey, fields.RecordId, fields.TimeTicks));
            Assert.NotNull(fields.DispatchKey);
            Assert.Same(found.Findings[0], fields.ToRecord());
        }
    }

    [Theory]
    [InlineData("\"A:B/C\"", "A:B/C")]
    [InlineData("[\"A:B/C\"]", "A:B/C")]
    [InlineData("[\"A:B/C\",\"D:E/F\"]", null)]
    [InlineData("5", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public void Rules_are_looked_up_by_the_type_as_a_rule_would_read_it(string type, string? key) =>
        Assert.Equal(key, FoundFindings.In($$$"""{"schemaVersion":"2.0","severity":1,"service":{},"type":{{{type}}}}""").Views[0].Key);

    [Fact]
    public void Rules_name_fields_as_exports_do_whatever_the_file()
    {
        foreach (var sample in new[] { GuardDutySamples.SshBruteForce, GuardDutySamples.AsSdk(GuardDutySamples.SshBruteForce), GuardDutySamples.SshBruteForceInSecurityHub })
        {
            var fields = ((IRecord)FoundFindings.One(sample)).GetFields();
            foreach (var (path, value) in new[]
            {
                ("type", "UnauthorizedAccess:EC2/SSHBruteForce"), ("severity", "2"), ("accountId", "111122223333"), ("region", "eu-west-1"), ("id", "46ba0ac2845071e23ccdeb2ae03bfde1"),
                ("service.count", "74"), ("service.resourceRole", "TARGET"), ("service.archived", "false"), ("service.action.networkConnectionAction.remoteIpDetails.ipAddressV4", "203.0.113.9"),
                ("service.action.networkConnectionAction.localPortDetails.port", "22"), ("resource.instanceDetails.instanceId", "i-0123456789abcdef0"), ("resource.instanceDetails.tags.value", "bastion|ops"),
                ("service.action.networkConnectionAction.remoteIpDetails.geoLocation.lat", "-12.04"),
            })
            {
                var values = new FieldValues();
                fields.Resolve(new FieldPath(path, 0), values);
                Assert.Equal(value, string.Join("|", values.Items.ToArray().Select(one => one.Text)));
            }
        }
    }

    [Fact]
    public void No_text_can_act_on_a_terminal()
    {
        var finding = FoundFindings.One("""
            {"schemaVersion":"2.0","severity":8,"type":"\u001b[2JRecon:EC2/\u202ex","id":"\u0007","title":"a\u009bb","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"\u001b]0;x\u0007","tags":[{"key":"\u001b","value":"\u202e"}]},"accessKeyDetails":{"userName":"\u001bc"}},
            "service":{"action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"\u001b[31m","userAgent":"\u001b","remoteIpDetails":{"ipAddressV4":"\u001b","city":{"cityName":"\u202e"}}}},"additionalInfo":{"value":"{\"a\":\"\u001b[2J\"}"}}}
            """);
        Assert.Equal("\\u001b[2JRecon:EC2/\\u202ex", finding.Type);
        Assert.Equal("\\u001b[2JRecon", finding.ThreatPurpose);
        foreach (var text in Texts(finding, depth: 3))
        {
            Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202e');
        }

        // Rules see what was logged.
        Assert.Equal("\u001b[2JRecon:EC2/\u202ex", ((IRecord)finding).GetFields().DispatchKey);
        Assert.Contains("\\u001b[2J", finding.Raw, StringComparison.Ordinal);
    }

    /// <summary>Every member that the samples have, in turn, as something else than it should be: no property throws, and none makes things up.</summary>
    [Fact]
    public void Values_of_other_types_are_no_values()
    {
        string[] wrong = ["\"text\"", "-1.5e300", "true", "[[{\"a\":[]}],1,\"x\",null]", "{\"value\":{\"name\":[1]}}"];
        foreach (var sample in GuardDutySamples.All)
        {
            foreach (var damaged in Damage.EachMember(sample, wrong))
            {
                var found = FoundFindings.In(damaged);
                Assert.DoesNotContain(found.Problems, problem => problem.Kind != ReadProblemKind.UnknownContent);
                foreach (var finding in found.Findings)
                {
                    Assert.NotEmpty(Texts(finding, depth: 4));
                    new GuardDutyFilter { Address = [new AddressPattern("192.0.2.0/24")], ResourceId = [new LikePattern("x*")], MinimumSeverity = 1 }.IsMatch((GuardDutyFields)((IRecord)finding).GetFields());
                }
            }
        }
    }

    [Fact]
    public void A_finding_without_anything_has_nothing()
    {
        var finding = FoundFindings.One("""{"severity":null,"service":{},"resource":{}}""");
        Assert.Equal(["False", "False"], typeof(GuardDutyFinding).GetProperties().Where(property => property.Name is "Archived" or "IsSample").Select(property => property.GetValue(finding)!.ToString()));
        foreach (var property in typeof(GuardDutyFinding).GetProperties().Where(property => property.Name is not ("Archived" or "IsSample" or "Fields" or "Raw" or "Provenance" or "Resource")))
        {
            var value = property.GetValue(finding);
            Assert.True(value is null or Array { Length: 0 }, property.Name);
        }

        foreach (var property in typeof(GuardDutyResource).GetProperties().Where(property => property.Name != "Fields"))
        {
            Assert.True(property.GetValue(finding.Resource) is null or Array { Length: 0 }, property.Name);
        }
    }

    private static GuardDutyFinding Read(string sample, bool sdk) => FoundFindings.One(sdk ? GuardDutySamples.AsSdk(sample) : sample);

    /// <summary>The texts of all properties of an object of this module, and of the objects in them.</summary>
    private static List<string> Texts(object value, int depth)
    {
        List<string> texts = [value.ToString() ?? ""];
        foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.Name is not ("Raw" or "Provenance")))
        {
            var inner = property.GetValue(value);
            foreach (var one in inner is Array many ? many.Cast<object?>() : [inner])
            {
                texts.Add(one?.ToString() ?? "");
                if (depth > 0 && one is not null and not JsonDictionary && one.GetType().Assembly == typeof(GuardDutyFinding).Assembly && !one.GetType().IsEnum)
                {
                    texts.AddRange(Texts(one, depth - 1));
                }
            }
        }

        return texts;
    }
}
