using System.Text.Json.Nodes;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Records;

namespace AwsIr.Tests.Formats;

/// <summary>GuardDuty's findings in Security Hub's format get their own shape back.</summary>
public class SecurityHubFindingTests
{
    private static readonly string Ssh = GuardDutySamples.OnOneLine(GuardDutySamples.SshBruteForceInSecurityHub);

    /// <summary>From the table of GuardDuty's user guide, "Interpreting GuardDuty finding names in AWS Security Hub": each form that it has.</summary>
    [Theory]
    [InlineData("TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce", "UnauthorizedAccess:EC2/SSHBruteForce")]
    [InlineData("TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "Backdoor:EC2/C&CActivity.B!DNS")]
    [InlineData("TTPs/Discovery:S3-MaliciousIPCaller.Custom", "Discovery:S3/MaliciousIPCaller.Custom")]
    [InlineData("Effects/Data Exfiltration/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS", "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS")]
    [InlineData("Unusual Behaviors/VM/Behavior:EC2-NetworkPortUnusual", "Behavior:EC2/NetworkPortUnusual")]
    [InlineData("Software and Configuration Checks/AWS Security Best Practices/Policy:Kubernetes-ExposedDashboard", "Policy:Kubernetes/ExposedDashboard")]
    [InlineData("Software and Configuration Checks/PrivilegeEscalation:Runtime-SuspiciousCommand", "PrivilegeEscalation:Runtime/SuspiciousCommand")]
    [InlineData("TTPs/Execution/Execution:EC2-MaliciousFile!Snapshot", "Execution:EC2/MaliciousFile!Snapshot")]
    [InlineData("TTPs/AttackSequence:IAM/CompromisedCredentials", "AttackSequence:IAM/CompromisedCredentials")]
    [InlineData("TTPs/PenTest:IAMUser/KaliLinux", "PenTest:IAMUser/KaliLinux")]
    [InlineData("TTPs/PenTest:S3-KaliLinux", "PenTest:S3/KaliLinux")]
    [InlineData("TTPs/Credential Access/IAMUser-AnomalousBehavior", "CredentialAccess:IAMUser/AnomalousBehavior")]
    [InlineData("TTPs/Defense Evasion/IAMUser-AnomalousBehavior", "DefenseEvasion:IAMUser/AnomalousBehavior")]
    [InlineData("TTPs/Discovery/RDS-MaliciousIPCaller", "Discovery:RDS/MaliciousIPCaller")]
    [InlineData("TTPs/AnomalousBehavior/CredentialAccess:Kubernetes-SecretsAccessed", "CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed")]
    [InlineData("TTPs/AnomalousBehavior/Persistence:Kubernetes-WorkloadDeployed!ContainerWithSensitiveMount", "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount")]
    [InlineData("TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver", "DefenseEvasion:EC2/UnusualDNSResolver")]
    [InlineData("TTPs/DefenseEvasion/EC2:Unusual-DoH-Activity", "DefenseEvasion:EC2/UnusualDoHActivity")]
    [InlineData("UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/SSHBruteForce")]
    [InlineData("nothing known", "nothing known")]
    [InlineData("", "")]
    [InlineData(":", ":")]
    [InlineData("/", "")]
    [InlineData("//:-", ":/")]
    public void Types_are_named_as_GuardDuty_does(string securityHub, string guardDuty) =>
        Assert.Equal(guardDuty, GuardDutyFindingType.FromSecurityHub(securityHub));

    [Fact]
    public void The_types_that_this_gives_are_documented_ones()
    {
        Assert.Equal(GuardDutyFindingTypes.Active.Order(StringComparer.Ordinal), GuardDutyFindingTypes.Active);
        Assert.Equal(GuardDutyFindingTypes.Retired.Order(StringComparer.Ordinal), GuardDutyFindingTypes.Retired);
        Assert.All(GuardDutyFindingTypes.Active.Concat(GuardDutyFindingTypes.Retired), type =>
        {
            var parts = GuardDutyFindingType.Parse(type);
            Assert.NotNull(parts.Family);
            Assert.Equal(type, GuardDutyFindingType.FromSecurityHub($"TTPs/Any/{parts.Purpose}:{parts.ResourceType}-{type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..]}"));
        });
    }

    [Fact]
    public void A_finding_is_what_GuardDuty_made_it()
    {
        var finding = FoundFindings.One(GuardDutySamples.SshBruteForceInSecurityHub);
        var original = FoundFindings.One(GuardDutySamples.SshBruteForce);

        // What Security Hub has no room for.
        string[] lost = ["FeatureName", "SecurityHub", "Fields", "Raw", "Resource", "Action", "LocalAddresses", "AdditionalInfo"];
        foreach (var property in typeof(GuardDutyFinding).GetProperties().Where(property => !lost.Contains(property.Name)))
        {
            Assert.Equal(property.GetValue(original), property.GetValue(finding));
        }

        Assert.Equal(["10.0.0.5", "198.51.100.5", "2001:db8::5"], finding.LocalAddresses);
        Assert.Equal(original.Action!.ToString(), finding.Action!.ToString());
        Assert.Equal(original.Action.Remote!.ToString(), finding.Action.Remote!.ToString());
        Assert.Equal(("Instance", "t3.micro", "ami-0a"), (finding.Resource.ResourceType, finding.Resource.InstanceType, finding.Resource.ImageId));
        Assert.Equal(original.Resource.LaunchTime, finding.Resource.LaunchTime);
        Assert.Equal(original.Resource.InstanceProfileArn, finding.Resource.InstanceProfileArn);
        Assert.Equal(["Name=bastion", "Team=ops"], finding.Resource.Tags.Select(tag => tag.ToString()));
        Assert.Equal(GuardDutySamples.SshBruteForceInSecurityHub.TrimEnd(), finding.Raw);
        Assert.Equal("NEW", finding.SecurityHub.At("Workflow").Text("Status"));

        // Texts have their types back.
        Assert.Equal(22L, finding.Fields.At("service", "action", "networkConnectionAction", "localPortDetails")!["port"]);
        Assert.Equal(false, finding.Fields.At("service")!["archived"]);
        Assert.True(finding.Fields.At("service")!.ContainsKey("evidence"));
        Assert.Equal("64500", finding.Fields.At("service", "action", "networkConnectionAction", "remoteIpDetails", "organization")!["asn"]);
    }

    public static TheoryData<string> Arrangements { get; } =
    [
        "{\"Findings\":[" + Ssh + "," + Ssh + "],\"NextToken\":\"\"}",
        Ssh + "\n" + Ssh,
        Event("Security Hub Findings - Imported", "[" + Ssh + "]") + Event("Security Hub Findings - Imported", "[" + Ssh + "]"),
        "[" + Event("Security Hub Findings - Custom Action", "[" + Ssh + "," + Ssh + "]") + "]",
    ];

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void They_are_found_in_every_arrangement(string text)
    {
        foreach (var item in new[] { new MemoryEvidence(text), new MemoryEvidence(text, 1000) })
        {
            var found = FoundFindings.In(item);
            Assert.Empty(found.Problems);
            Assert.Empty(found.Others);
            Assert.Equal([("46ba0ac2845071e23ccdeb2ae03bfde1", 0L), ("46ba0ac2845071e23ccdeb2ae03bfde1", 1L)], found.Findings.Select(finding => (finding.Id!, finding.Provenance.Index)));
        }
    }

    [Fact]
    public void Findings_of_other_products_stay_other_content()
    {
        var inspector = Ssh.Replace("product/aws/guardduty\"", "product/aws/inspector\"", StringComparison.Ordinal);
        var found = FoundFindings.In("{\"Findings\":[" + inspector + "," + Ssh + "]}\n" + Event("Security Hub Findings - Imported", "[" + inspector + "]") + Event("Security Hub Insight Results", "{}"));
        Assert.Equal(1L, Assert.Single(found.Findings).Provenance.Index);
        Assert.Equal([("EventBridge events of other services", 1L), ("Security Hub findings", 2L)], found.Others.Select(other => (other.What, other.Count)).OrderBy(other => other.What, StringComparer.Ordinal));
        Assert.Empty(found.Problems);
    }

    [Theory]
    [InlineData("""{"Product":8,"Label":"MEDIUM","Normalized":40}""", null, 8.0)]
    [InlineData("""{"Label":"HIGH","Original":"8.2"}""", null, 8.2)]
    [InlineData("""{"Label":"LOW"}""", """{"Product":9.1}""", 9.1)]
    [InlineData("""{"Label":"HIGH","Normalized":80}""", null, 8.0)]
    [InlineData("""{"Label":"CRITICAL"}""", null, 9.0)]
    [InlineData("""{"Label":"INFORMATIONAL","Normalized":0}""", null, 0.0)]
    [InlineData("""{"Product":1e400,"Label":"HIGH"}""", null, 7.0)]
    [InlineData("""{"Product":[],"Label":{}}""", null, null)]
    [InlineData("\"HIGH\"", null, null)]
    public void The_severity_is_GuardDuty_s_own_where_it_is_there(string severity, string? provider, double? expected)
    {
        var finding = JsonNode.Parse(Ssh)!;
        finding["Severity"] = JsonNode.Parse(severity);
        if (provider is not null)
        {
            finding["FindingProviderFields"] = new JsonObject { ["Severity"] = JsonNode.Parse(provider) };
        }

        Assert.Equal(expected, FoundFindings.One(finding.ToJsonString()).Severity);
    }

    [Fact]
    public void Arrays_are_put_together_again()
    {
        var probe = FoundFindings.One(Finding("""
            {"aws/guardduty/service/action/actionType":"PORT_PROBE",
            "aws/guardduty/service/action/portProbeAction/portProbeDetails.1_/localPortDetails/port":"443","aws/guardduty/service/action/portProbeAction/portProbeDetails.1_/remoteIpDetails/ipAddressV4":"198.51.100.77",
            "aws/guardduty/service/action/portProbeAction/portProbeDetails.0_/localPortDetails/port":"80","aws/guardduty/service/action/portProbeAction/portProbeDetails.0_/remoteIpDetails/ipAddressV4":"203.0.113.10",
            "aws/guardduty/service/additionalInfo/unusual/countries.0_":"Peru","aws/guardduty/service/additionalInfo/unusual/countries.1_":"Chile",
            "aws/guardduty/service/evidence/threatIntelligenceDetails.0_/threatListName":"ProofPoint","aws/guardduty/service/evidence/threatIntelligenceDetails.0_/threatNames.0_":"Scanner",
            "aws/guardduty/service/evidence/threatIntelligenceDetails.1_/threatNames":"[]"}
            """));
        Assert.Equal(["80 from 203.0.113.10", "443 from 198.51.100.77"], probe.Action!.PortProbes.Select(one => one.ToString()));
        Assert.Equal(["Peru", "Chile"], probe.AdditionalInfo.At("unusual").Texts("countries"));
        Assert.Equal(["Scanner", "ProofPoint"], probe.ThreatIntelligence);

        // As it was before 2020.
        var old = FoundFindings.One(Finding("""
            {"action/actionType":"PORT_PROBE","action/portProbeAction/portProbeDetails:0/localPortDetails/port":"22","action/portProbeAction/portProbeDetails:0/remoteIpDetails/ipAddressV4":"203.0.113.10",
            "archived":"false","count":"5","resourceRole":"TARGET","aws/securityhub/ProductName":"GuardDuty"}
            """));
        Assert.Equal(("22 from 203.0.113.10", 5L, "TARGET"), (Assert.Single(old.Action!.PortProbes).ToString(), old.Count, old.ResourceRole));
        Assert.Null(old.Fields.At("service")!["aws"]);
    }

    /// <summary>The ids and details of resources are those of Security Hub's format, ASFF, in its user guide.</summary>
    [Theory]
    [InlineData("""{"Type":"AwsIamAccessKey","Id":"AWS::IAM::AccessKey:ASIAEXAMPLE","Details":{"AwsIamAccessKey":{"PrincipalId":"AROAEXAMPLE:ci","PrincipalName":"build","PrincipalType":"AssumedRole"}}}""", "AccessKey", "ASIAEXAMPLE", "build/ci")]
    [InlineData("""{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::shop-data","Details":{"AwsS3Bucket":{"OwnerId":"o"}}}""", "S3Bucket", "shop-data", null)]
    [InlineData("""{"Type":"AwsS3Object","Id":"arn:aws:s3:::uploads/in/a.zip"}""", "S3Bucket", "uploads", null)]
    [InlineData("""{"Type":"AwsEksCluster","Id":"arn:aws:eks:eu-west-1:111122223333:cluster/prod"}""", "EKSCluster", "prod", null)]
    [InlineData("""{"Type":"AwsEcsCluster","Id":"arn:aws:ecs:eu-west-1:111122223333:cluster/jobs"}""", "ECSCluster", "jobs", null)]
    [InlineData("""{"Type":"Container","Id":"0123abcd","Details":{"Container":{"Name":"worker","ImageName":"worker:3"}}}""", "Container", "worker", null)]
    [InlineData("""{"Type":"AwsLambdaFunction","Id":"arn:aws:lambda:eu-west-1:111122223333:function:resize:3"}""", "Lambda", "resize", null)]
    [InlineData("""{"Type":"AwsRdsDbInstance","Id":"arn:aws:rds:eu-west-1:111122223333:db:orders-1","Details":{"AwsRdsDbInstance":{"DBClusterIdentifier":"orders"}}}""", "RDSDBInstance", "orders-1", null)]
    [InlineData("""{"Type":"AwsEc2Volume","Id":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"}""", "Instance", "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1", null)]
    [InlineData("""{"Type":"Other","Id":"x"}""", null, null, null)]
    [InlineData("[]", null, null, null)]
    public void Resources_are_told_as_GuardDuty_tells_them(string resource, string? type, string? id, string? actor)
    {
        var finding = FoundFindings.One(Finding("{}", resource));
        Assert.Equal((type, id, actor), (finding.Resource.ResourceType, finding.ResourceId, finding.Actor));
    }

    [Fact]
    public void What_is_not_in_the_product_s_fields_is_found_elsewhere()
    {
        var finding = JsonNode.Parse(Finding("{}"))!;
        finding["Action"] = JsonNode.Parse("""{"ActionType":"DNS_REQUEST","DnsRequestAction":{"Domain":"pool.example.com","Protocol":"UDP","Blocked":false}}""");
        finding["Detection"] = JsonNode.Parse("""{"Sequence":{"Uid":"seq-1","Signals":[{"Id":"s","Title":"An attack","Type":"FINDING","Severity":9,"FirstSeenAt":1773741600000}]}}""");
        finding["Threats"] = JsonNode.Parse("""[{"Name":"EICAR","Severity":"HIGH","ItemCount":1,"FilePaths":[{"FilePath":"/tmp/e","Hash":"275a"}]}]""");
        finding["Process"] = JsonNode.Parse("""{"Name":"bash","Path":"/usr/bin/bash","Pid":7}""");
        finding["FirstObservedAt"] = "2026-03-17T08:00:00Z";
        finding["LastObservedAt"] = "2026-03-17T09:00:00Z";
        finding["Sample"] = true;
        var read = FoundFindings.One(finding.ToJsonString());
        Assert.Equal("DNS query for pool.example.com", read.Action!.ToString());
        Assert.Equal("2026-03-17T10:00:00Z An attack", Assert.Single(read.Signals).ToString());
        Assert.Equal("EICAR in /tmp/e", Assert.Single(read.Threats).ToString());
        Assert.Equal("/usr/bin/bash (pid 7)", read.Process!.ToString());
        Assert.Equal((new DateTime(2026, 3, 17, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 17, 9, 0, 0, DateTimeKind.Utc), true), (read.FirstSeen, read.LastSeen, read.IsSample));
    }

    [Fact]
    public void A_record_that_Security_Hub_archived_counts_as_archived_where_GuardDuty_does_not_say()
    {
        var finding = JsonNode.Parse(Finding("{}"))!;
        finding["RecordState"] = "ARCHIVED";
        Assert.Equal("archived GuardDuty findings", Assert.Single(FoundFindings.In(finding.ToJsonString()).Others).What);
        finding["ProductFields"]!["aws/guardduty/service/archived"] = "false";
        Assert.Single(FoundFindings.In(finding.ToJsonString()).Findings);
    }

    /// <summary>Text is as it was logged for rules, and visible for people; keys that lead nowhere harm nobody.</summary>
    [Fact]
    public void Hostile_findings_are_read()
    {
        var deep = "aws/guardduty/service/" + string.Join('/', Enumerable.Repeat("a", 5000));
        var finding = FoundFindings.One(Finding($$"""
            {"aws/guardduty/service/serviceName":"\u001b[2J\ud800\u202e","{{deep}}":"1","{{deep}}/b.0_":"2","aws/guardduty/service/":"x","aws/guardduty/service//":"y","aws/guardduty/service/a.2147483647_/b":"z","aws/guardduty/service/a.99999999999_":"z",
            "aws/guardduty/service/c":"scalar","aws/guardduty/service/c/d":"under it","aws/guardduty/service/e/f":"under it","aws/guardduty/service/e":"scalar","aws/guardduty/service/count":"1e400","aws/guardduty/service/list":[1,{"x":null}],"aws/guardduty/service/.0_":"q"}
            """));
        Assert.Equal("\\u001b[2J\ufffd\\u202e", finding.Fields.At("service")!["serviceName"]);
        Assert.Equal(("under it", "under it", "1e400"), (finding.Fields.At("service", "c").Text("d"), finding.Fields.At("service", "e").Text("f"), finding.Fields.At("service").Text("count")));
        var values = new FieldValues();
        ((IRecord)finding).GetFields().Resolve(new FieldPath("service.serviceName", 0), values);
        Assert.Equal("\u001b[2J\ufffd\u202e", values.Items[0].Text);

        // Very many fields are all there, the last ones flat.
        var many = FoundFindings.One(Finding("{" + string.Join(',', Enumerable.Range(0, 1100).Select(i => $"\"aws/guardduty/service/n{i:0000}/x\":\"{i}\"")) + "}"));
        Assert.Equal(("999", "1000"), (many.Fields.At("service", "n0999").Text("x"), many.Fields.At("service").Text("n1000/x")));

        // As deep as JSON may be: one level more makes it unreadable, which is told.
        var nested = Finding("{}").Replace("\"Title\":\"t\"", "\"Action\":{\"x\":" + new string('[', 126) + new string(']', 126) + "}", StringComparison.Ordinal);
        var found = FoundFindings.In(nested);
        Assert.Empty(found.Findings);
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(found.Problems).Kind);
    }

    [Fact]
    public void Values_of_other_types_are_no_values()
    {
        foreach (var damaged in Damage.EachMember(Ssh, ["[]", "{}", "\"text\"", "-1.5e300", "true", "[[{\"a\":[]}],1,\"x\",null]"]))
        {
            var found = FoundFindings.In(damaged);
            Assert.Empty(found.Problems);
            Assert.Equal(1L, found.Findings.Count + found.Others.Sum(other => other.Count));
            Assert.All(found.Findings, finding => Assert.NotNull(finding.Fields.ToString()));
        }
    }

    private static string Event(string detailType, string findings) =>
        $$$"""{"version":"0","id":"e","detail-type":"{{{detailType}}}","source":"aws.securityhub","account":"111122223333","time":"2026-03-17T12:15:00Z","region":"eu-west-1","resources":["r"],"detail":{"findings":{{{findings}}}}}""";

    private static string Finding(string productFields, string resource = "{}") => $$"""
        {"SchemaVersion":"2018-10-08","Id":"arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/f","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/guardduty","AwsAccountId":"111122223333",
        "Types":["TTPs/Discovery/Recon:EC2-Portscan"],"Severity":{"Product":5},"Title":"t","ProductFields":{{productFields}},"Resources":[{{resource}}]}
        """;
}
