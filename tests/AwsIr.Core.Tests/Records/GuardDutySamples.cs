using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.Tests.Records;

/// <summary>
/// Findings as GuardDuty exports them, one of each kind, written for these tests. Their shape is that of AWS's own: the members and types of
/// Finding in the service's API model, and the examples of the user guide.
/// </summary>
internal static class GuardDutySamples
{
    public const string SshBruteForce = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde1",
        "arn":"arn:aws:guardduty:eu-west-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64/finding/46ba0ac2845071e23ccdeb2ae03bfde1",
        "type":"UnauthorizedAccess:EC2/SSHBruteForce",
        "resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0123456789abcdef0","instanceType":"t3.micro","launchTime":"2026-03-01T23:21:57.000Z","platform":null,
        "productCodes":[],"iamInstanceProfile":{"arn":"arn:aws:iam::111122223333:instance-profile/bastion","id":"AIPAEXAMPLE"},
        "networkInterfaces":[{"networkInterfaceId":"eni-0a","privateDnsName":"ip-10-0-0-5.ec2.internal","privateIpAddress":"10.0.0.5","privateIpAddresses":[{"privateDnsName":"ip-10-0-0-5.ec2.internal","privateIpAddress":"10.0.0.5"},{"privateIpAddress":"10.0.0.6"}],
        "subnetId":"subnet-1","vpcId":"vpc-1","securityGroups":[{"groupName":"ssh","groupId":"sg-1"}],"publicIp":"198.51.100.5","publicDnsName":"","ipv6Addresses":["2001:db8::5"]}],
        "tags":[{"key":"Name","value":"bastion"},{"key":"Team","value":"ops"}],"instanceState":"running","availabilityZone":"eu-west-1a","imageId":"ami-0a"}},
        "service":{"serviceName":"guardduty","detectorId":"d4b040365221be2b54a6264dc9a4bc64","featureName":"FlowLogs","action":{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"INBOUND",
        "remoteIpDetails":{"ipAddressV4":"203.0.113.9","organization":{"asn":"64500","asnOrg":"EXAMPLE-AS","isp":"Example ISP","org":"Example Org"},"country":{"countryName":"Peru"},"city":{"cityName":"Lima"},"geoLocation":{"lat":-12.04,"lon":-77.03}},
        "remotePortDetails":{"port":46717,"portName":"Unknown"},"localPortDetails":{"port":22,"portName":"SSH"},"localIpDetails":{"ipAddressV4":"10.0.0.5"},"protocol":"TCP","blocked":false}},
        "resourceRole":"TARGET","additionalInfo":{"value":"{}","type":"default"},"evidence":null,"eventFirstSeen":"2026-03-16T09:15:57.000Z","eventLastSeen":"2026-03-17T11:56:49.000Z","archived":false,"count":74},
        "severity":2,"createdAt":"2026-03-16T09:34:34.146Z","updatedAt":"2026-03-17T12:14:00.206Z","title":"203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0.",
        "description":"203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0. Brute force attacks are used to gain unauthorized access to your instance by guessing the SSH password."}
        """;

    public const string PortProbe = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde2","arn":"arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/46ba0ac2845071e23ccdeb2ae03bfde2",
        "type":"Recon:EC2/PortProbeUnprotectedPort","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0123456789abcdef0","networkInterfaces":[{"ipv6Addresses":[],"privateIpAddress":"10.0.0.5"}],"tags":[]}},
        "service":{"serviceName":"guardduty","action":{"actionType":"PORT_PROBE","portProbeAction":{"blocked":true,"portProbeDetails":[
        {"localPortDetails":{"port":80,"portName":"HTTP"},"localIpDetails":{"ipAddressV4":"10.0.0.5"},"remoteIpDetails":{"ipAddressV4":"203.0.113.10","organization":{"asn":"64500"},"country":{"countryName":"Peru"}}},
        {"localPortDetails":{"port":443,"portName":"HTTPS"},"localIpDetails":{"ipAddressV4":"10.0.0.5"},"remoteIpDetails":{"ipAddressV4":"198.51.100.77"}},
        {"localPortDetails":{"port":9999,"portName":"Unknown"},"localIpDetails":{"ipAddressV6":"2001:db8::5"},"remoteIpDetails":{"ipAddressV6":"2001:db8:1::66"}},
        {"localPortDetails":{"port":80,"portName":"HTTP"},"remoteIpDetails":{"ipAddressV4":"203.0.113.10"}}]}},
        "resourceRole":"TARGET","additionalInfo":{"threatName":"Scanner","threatListName":"ProofPoint"},"evidence":{"threatIntelligenceDetails":[{"threatListName":"ProofPoint","threatNames":["Scanner"]}]},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":3},"severity":2,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"Unprotected port on EC2 instance i-0123456789abcdef0 is being probed."}
        """;

    public const string BitcoinDns = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde3","arn":"arn:x","type":"CryptoCurrency:EC2/BitcoinTool.B!DNS",
        "resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0b22222222222bbbb"}},
        "service":{"serviceName":"guardduty","action":{"actionType":"DNS_REQUEST","dnsRequestAction":{"domain":"pool.example.com","protocol":"UDP","blocked":false,"domainWithSuffix":"example.com","vpcOwnerAccountId":"111122223333"}},"resourceRole":"ACTOR",
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":12},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"Bitcoin-related domain name queried by EC2 instance i-0b22222222222bbbb."}
        """;

    public const string CredentialExfiltration = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde4","arn":"arn:x","type":"UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "resource":{"resourceType":"AccessKey","accessKeyDetails":{"accessKeyId":"ASIAIOSFODNN7EXAMPLE","principalId":"AROAEXAMPLE:i-0123456789abcdef0","userType":"AssumedRole","userName":"web-role"},"instanceDetails":{"instanceId":"i-0123456789abcdef0"}},
        "service":{"serviceName":"guardduty","action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"ListBuckets","serviceName":"s3.amazonaws.com","callerType":"Remote IP","errorCode":"AccessDenied","userAgent":"aws-cli/2",
        "remoteIpDetails":{"ipAddressV4":"198.51.100.23","organization":{"asn":"64501","asnOrg":"HOSTING"},"country":{"countryName":"Peru"},"city":{"cityName":""}},"remoteAccountDetails":{"accountId":"444455556666","affiliated":false},"affectedResources":{"AWS::S3::Bucket":"shop-data"}}},
        "resourceRole":"TARGET","additionalInfo":{"value":"{\"recentCredentials\":[{\"accessKeyId\":\"ASIAOTHER\",\"ipAddressV4\":\"192.0.2.44\"}],\"sample\":true}","type":"default"},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":2},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"Credentials were used from an external IP address.","associatedAttackSequenceArn":"arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/seq"}
        """;

    public const string S3Exfiltration = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde5","arn":"arn:x","type":"Exfiltration:S3/AnomalousBehavior",
        "resource":{"resourceType":"S3Bucket","accessKeyDetails":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","principalId":"AIDAEXAMPLE","userType":"IAMUser","userName":"alice"},
        "s3BucketDetails":[{"arn":"arn:aws:s3:::shop-data","name":"shop-data","type":"Destination","createdAt":1513612691.551,"owner":{"id":"canonical"},"tags":[{"key":"class","value":"secret"}],"publicAccess":{"effectivePermission":"NOT_PUBLIC"},
        "s3ObjectDetails":[{"objectArn":"arn:aws:s3:::shop-data/cards.csv","key":"cards.csv"}]},{"arn":"arn:aws:s3:::shop-logs","name":"shop-logs"}]},
        "service":{"serviceName":"guardduty","action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"GetObject","serviceName":"s3.amazonaws.com","callerType":"Remote IP","remoteIpDetails":{"ipAddressV4":"203.0.113.9"}}},
        "detection":{"anomaly":{"profiles":{},"unusual":{"behavior":{"account":{"ASN":"64500"}}}}},"eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string KubernetesTor = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde6","arn":"arn:x","type":"CredentialAccess:Kubernetes/TorIPCaller",
        "resource":{"resourceType":"EKSCluster","eksClusterDetails":{"name":"prod","arn":"arn:aws:eks:eu-west-1:111122223333:cluster/prod","createdAt":1636625755.218,"vpcId":"vpc-1","status":"ACTIVE","tags":[]},
        "kubernetesDetails":{"kubernetesWorkloadDetails":{"name":"api-7d","type":"pods","uid":"u-1","namespace":"shop","serviceAccountName":"default","hostNetwork":true,"hostPID":false,"containers":[{"name":"api","image":"registry.example.com/api:1","imagePrefix":"registry.example.com","securityContext":{"privileged":true}}]},
        "kubernetesUserDetails":{"username":"system:serviceaccount:shop:default","uid":"u-2","groups":["system:serviceaccounts","system:authenticated"]}}},
        "service":{"serviceName":"guardduty","action":{"actionType":"KUBERNETES_API_CALL","kubernetesApiCallAction":{"requestUri":"/api/v1/namespaces/shop/secrets","verb":"list","resource":"secrets","namespace":"shop","sourceIPs":["203.0.113.66","10.0.0.1"],"userAgent":"kubectl/v1.30","statusCode":200,
        "remoteIpDetails":{"ipAddressV4":"203.0.113.66"}}},"eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string FargateReverseShell = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde7","arn":"arn:x","type":"Execution:Runtime/ReverseShell",
        "resource":{"resourceType":"ECSCluster","ecsClusterDetails":{"name":"jobs","arn":"arn:aws:ecs:eu-west-1:111122223333:cluster/jobs","status":"ACTIVE","tags":[{"key":"env","value":"prod"}],
        "taskDetails":{"arn":"arn:aws:ecs:eu-west-1:111122223333:task/jobs/7f","definitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/job:3","version":"2","createdAt":1773741600.5,"launchType":"FARGATE","containers":[{"name":"worker","image":"worker:3","containerRuntime":"containerd"}]}}},
        "service":{"serviceName":"guardduty","featureName":"RuntimeMonitoring","action":{},"runtimeDetails":{"process":{"name":"bash","executablePath":"/usr/bin/bash","executableSha256":"ab12","namespacePid":4,"pid":2345,"startTime":1773741660.25,"uuid":"p-1","parentUuid":"p-0","user":"app","userId":1000,"euid":0,"pwd":"/tmp",
        "lineage":[{"name":"node","pid":12,"executablePath":"/usr/bin/node","startTime":1773741600}]},"context":{"addressFamily":"AF_INET","ianaProtocolNumber":6,"commandLineExample":"bash -i"}},"additionalInfo":{"value":"{}","type":"default"},
        "eventFirstSeen":"2026-03-17T10:01:00.000Z","eventLastSeen":"2026-03-17T10:01:00.000Z","archived":false,"count":1},"severity":9.1,"createdAt":"2026-03-17T10:02:00Z","updatedAt":"2026-03-17T10:02:00Z","title":"t"}
        """;

    public const string RdsLogin = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde8","arn":"arn:x","type":"CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
        "resource":{"resourceType":"RDSDBInstance","rdsDbInstanceDetails":{"dbInstanceIdentifier":"orders-1","engine":"Aurora PostgreSQL","engineVersion":"13.6","dbClusterIdentifier":"orders","dbInstanceArn":"arn:aws:rds:eu-west-1:111122223333:db:orders-1","tags":[]},
        "rdsDbUserDetails":{"user":"postgres","application":"psql","database":"shop","ssl":"TLSv1.3","authMethod":"Password"}},
        "service":{"serviceName":"guardduty","action":{"actionType":"RDS_LOGIN_ATTEMPT","rdsLoginAttemptAction":{"remoteIpDetails":{"ipAddressV4":"203.0.113.12"},"LoginAttributes":[{"user":"postgres","application":"psql","failedLoginAttempts":31,"successfulLoginAttempts":1}]}},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string LambdaCommandAndControl = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfde9","arn":"arn:x","type":"Backdoor:Lambda/C&CActivity.B",
        "resource":{"resourceType":"Lambda","lambdaDetails":{"functionArn":"arn:aws:lambda:eu-west-1:111122223333:function:resize","functionName":"resize","description":"d","lastModifiedAt":"2026-03-01T00:00:00Z","functionVersion":"3","role":"arn:aws:iam::111122223333:role/resize","vpcConfig":{"vpcId":"vpc-1","subnetIds":["subnet-1"],"securityGroups":[]},"tags":[{"key":"app","value":"shop"}]}},
        "service":{"serviceName":"guardduty","action":{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"OUTBOUND","remoteIpDetails":{"ipAddressV6":"2001:db8::bad"},"remotePortDetails":{"port":443,"portName":"HTTPS"},"localPortDetails":{"port":39000,"portName":"Unknown"},"localIpDetails":{"ipAddressV4":"10.0.0.9"},"protocol":"TCP","blocked":true}},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string MalwareOnVolume = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfdea","arn":"arn:x","type":"Execution:EC2/MaliciousFile",
        "resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0123456789abcdef0"},"ebsVolumeDetails":{"scannedVolumeDetails":[{"volumeArn":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1","volumeType":"gp3","deviceName":"/dev/xvda","volumeSizeInGB":8}],"skippedVolumeDetails":[]}},
        "service":{"serviceName":"guardduty","featureName":"EbsVolumeScan","ebsVolumeScanDetails":{"scanId":"s-1","scanStartedAt":1773741600,"triggerFindingId":"f-1","sources":["Bitdefender"],"scanDetections":{"scannedItemCount":{"totalGb":8,"files":9,"volumes":1},"threatsDetectedItemCount":{"files":2},
        "threatDetectedByName":{"itemCount":2,"uniqueThreatNameCount":1,"shortened":false,"threatNames":[{"name":"EICAR-Test-File","severity":"HIGH","itemCount":2,"filePaths":[{"filePath":"tmp/eicar.com","volumeArn":"v","hash":"275a","fileName":"eicar.com"},{"filePath":"tmp/eicar2.com","volumeArn":"v","hash":"275a","fileName":"eicar2.com"}]}]}}},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string MalwareInObject = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfdeb","arn":"arn:x","type":"Object:S3/MaliciousFile",
        "resource":{"resourceType":"S3Object","s3BucketDetails":[{"arn":"arn:aws:s3:::uploads","name":"uploads","s3ObjectDetails":[{"objectArn":"arn:aws:s3:::uploads/a.zip","key":"a.zip","eTag":"e","hash":"9f"}]}]},
        "service":{"serviceName":"guardduty","featureName":"S3MalwareProtection","malwareScanDetails":{"threats":[{"name":"EICAR-Test-File","source":"AMAZON","itemPaths":[{"nestedItemPath":"a.zip/eicar.com","hash":"275a"}],"count":1}],"uniqueThreatCount":1},
        "eventFirstSeen":"2026-03-17T08:00:00Z","eventLastSeen":"2026-03-17T09:00:00Z","archived":false,"count":1},"severity":8,"createdAt":"2026-03-17T08:10:00Z","updatedAt":"2026-03-17T09:10:00Z","title":"t"}
        """;

    public const string AttackSequence = """
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","partition":"aws","id":"46ba0ac2845071e23ccdeb2ae03bfdec","arn":"arn:x","type":"AttackSequence:IAM/CompromisedCredentials","resource":{"resourceType":"AttackSequence"},
        "service":{"serviceName":"guardduty","featureName":"Correlation","detection":{"sequence":{"uid":"seq-1","description":"A sequence of actions indicating a compromise of alice.",
        "actors":[{"id":"a-1","user":{"name":"alice","uid":"AIDAEXAMPLE","type":"IAMUser","credentialUid":"AKIAIOSFODNN7EXAMPLE","account":{"uid":"111122223333","account":"shop"}},"session":{"uid":"s-1","mfaStatus":"DISABLED","createdTime":1773738000,"issuer":"arn:aws:iam::111122223333:user/alice"}}],
        "endpoints":[{"id":"e-1","ip":"203.0.113.9","port":443,"location":{"city":"Lima","country":"Peru","lat":-12.04,"lon":-77.03},"autonomousSystem":{"name":"EXAMPLE-AS","number":64500},"connection":{"direction":"INBOUND"}},{"id":"e-2","domain":"c2.example.net"}],
        "resources":[{"uid":"arn:aws:s3:::shop-data","name":"shop-data","accountId":"111122223333","resourceType":"S3_BUCKET","region":"eu-west-1","tags":[{"key":"class","value":"secret"}],"data":{"s3Bucket":{"ownerId":"o"}}},{"uid":"ASIAOTHER7EXAMPLE","resourceType":"ACCESS_KEY"}],
        "signals":[{"uid":"sig-1","type":"FINDING","name":"Discovery:S3/AnomalousBehavior","description":"d","createdAt":1773741600,"updatedAt":1773745200,"firstSeenAt":1773741600,"lastSeenAt":1773745200,"severity":5,"count":3,"resourceUids":["arn:aws:s3:::shop-data"],"actorIds":["a-1"],"endpointIds":["e-1"],"signalIndicators":[{"key":"ATTACK_TACTIC","values":["Discovery"],"title":"Attack tactic"}]},
        {"uid":"sig-2","type":"CLOUD_TRAIL","name":"cloudtrail:StopLogging","firstSeenAt":"2026-03-17T11:30:00Z","lastSeenAt":"2026-03-17T11:30:00Z","count":1}],
        "sequenceIndicators":[{"key":"HIGH_RISK_API","values":["cloudtrail:StopLogging","iam:CreateUser"]},{"key":"TOR_IP","values":["203.0.113.200"]}],"additionalSequenceTypes":["AttackSequence:S3/CompromisedData"]}},
        "eventFirstSeen":"2026-03-17T10:00:00Z","eventLastSeen":"2026-03-17T11:30:00Z","archived":false,"count":2},"severity":9.0,"createdAt":"2026-03-17T11:31:00Z","updatedAt":"2026-03-17T11:31:00Z","title":"Potential credential compromise of alice."}
        """;

    /// <summary>The SSH finding as Security Hub keeps it; as in the example of GuardDuty's user guide.</summary>
    public const string SshBruteForceInSecurityHub = """
        {"SchemaVersion":"2018-10-08","Id":"arn:aws:guardduty:eu-west-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64/finding/46ba0ac2845071e23ccdeb2ae03bfde1","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/guardduty",
        "ProductName":"GuardDuty","CompanyName":"Amazon","Region":"eu-west-1","GeneratorId":"arn:aws:guardduty:eu-west-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64","AwsAccountId":"111122223333","Types":["TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"],
        "FirstObservedAt":"2026-03-16T09:15:57.000Z","LastObservedAt":"2026-03-17T11:56:49.000Z","CreatedAt":"2026-03-16T09:34:34.146Z","UpdatedAt":"2026-03-17T12:14:00.206Z","Severity":{"Product":2,"Label":"LOW","Normalized":20},
        "Title":"203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0.","Description":"203.0.113.9 is performing SSH brute force attacks against i-0123456789abcdef0. Brute force attacks are used to gain unauthorized access to your instance by guessing the SSH password.",
        "ProductFields":{"aws/guardduty/service/action/networkConnectionAction/remotePortDetails/portName":"Unknown","aws/guardduty/service/archived":"false","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/organization/asnOrg":"EXAMPLE-AS",
        "aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/geoLocation/lat":"-12.04","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4":"203.0.113.9","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/geoLocation/lon":"-77.03",
        "aws/guardduty/service/action/networkConnectionAction/blocked":"false","aws/guardduty/service/action/networkConnectionAction/remotePortDetails/port":"46717","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/country/countryName":"Peru",
        "aws/guardduty/service/serviceName":"guardduty","aws/guardduty/service/evidence":"","aws/guardduty/service/action/networkConnectionAction/localIpDetails/ipAddressV4":"10.0.0.5","aws/guardduty/service/detectorId":"d4b040365221be2b54a6264dc9a4bc64",
        "aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/organization/org":"Example Org","aws/guardduty/service/action/networkConnectionAction/connectionDirection":"INBOUND","aws/guardduty/service/eventFirstSeen":"2026-03-16T09:15:57.000Z",
        "aws/guardduty/service/eventLastSeen":"2026-03-17T11:56:49.000Z","aws/guardduty/service/action/networkConnectionAction/localPortDetails/portName":"SSH","aws/guardduty/service/action/actionType":"NETWORK_CONNECTION",
        "aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/city/cityName":"Lima","aws/guardduty/service/additionalInfo":"","aws/guardduty/service/resourceRole":"TARGET","aws/guardduty/service/action/networkConnectionAction/localPortDetails/port":"22",
        "aws/guardduty/service/action/networkConnectionAction/protocol":"TCP","aws/guardduty/service/count":"74","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/organization/asn":"64500","aws/guardduty/service/action/networkConnectionAction/remoteIpDetails/organization/isp":"Example ISP",
        "aws/securityhub/FindingId":"arn:aws:securityhub:eu-west-1::product/aws/guardduty/arn:aws:guardduty:eu-west-1:111122223333:detector/d4b040365221be2b54a6264dc9a4bc64/finding/46ba0ac2845071e23ccdeb2ae03bfde1","aws/securityhub/ProductName":"GuardDuty","aws/securityhub/CompanyName":"Amazon"},
        "Resources":[{"Type":"AwsEc2Instance","Id":"arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0","Partition":"aws","Region":"eu-west-1","Tags":{"Name":"bastion","Team":"ops"},
        "Details":{"AwsEc2Instance":{"Type":"t3.micro","ImageId":"ami-0a","IpV4Addresses":["198.51.100.5","10.0.0.5"],"IpV6Addresses":["2001:db8::5"],"IamInstanceProfileArn":"arn:aws:iam::111122223333:instance-profile/bastion","VpcId":"vpc-1","SubnetId":"subnet-1","LaunchedAt":"2026-03-01T23:21:57.000Z"}}}],
        "WorkflowState":"NEW","Workflow":{"Status":"NEW"},"RecordState":"ACTIVE"}
        """;

    /// <summary>All that are in GuardDuty's own shape.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SshBruteForce, PortProbe, BitcoinDns, CredentialExfiltration, S3Exfiltration, KubernetesTor, FargateReverseShell, RdsLogin,
        LambdaCommandAndControl, MalwareOnVolume, MalwareInObject, AttackSequence,
    ];

    /// <summary>A finding as SDKs and the CLI write it: each key as the member is called in the API model.</summary>
    public static string AsSdk(string finding) => Renamed(JsonNode.Parse(finding), [])!.ToJsonString();

    /// <summary>A finding on one line.</summary>
    public static string OnOneLine(string finding) => JsonNode.Parse(finding)!.ToJsonString(new JsonSerializerOptions { WriteIndented = false });

    private static JsonNode? Renamed(JsonNode? node, string[] path) => node switch
    {
        // The keys of maps are the user's or the detector's.
        JsonObject map when path is [.., "affectedResources" or "profiles" or "behavior"] => map.DeepClone(),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(MemberOf(member.Key, path), Renamed(member.Value, [.. path, member.Key])))),
        JsonArray items => new JsonArray([.. items.Select(item => Renamed(item, path))]),
        _ => node?.DeepClone(),
    };

    private static string MemberOf(string key, string[] path) => (key, path) switch
    {
        ("lat" or "lon", [.., "location"]) => key == "lat" ? "Latitude" : "Longitude",
        ("createdAt", [.., "taskDetails"]) => "TaskCreatedAt",
        ("sourceIPs", _) => "SourceIps",
        ("account", [.., "account"]) => "Name",
        _ => char.ToUpperInvariant(key[0]) + key[1..],
    };
}
