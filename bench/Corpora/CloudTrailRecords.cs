namespace AwsIr.Bench.Corpora;

/// <summary>
/// Writes CloudTrail records: the members, their order, their nesting and their sizes are those of real ones, the values are made up.
/// One a thread.
/// </summary>
internal sealed class CloudTrailRecords
{
    private const int MaxItems = 14;

    private static readonly string[] Words = ["web", "payments", "search", "billing", "reports", "catalogue", "orders", "mail", "platform", "data", "prod", "staging", "archive", "cache", "events", "images"];
    private static readonly string[] Names = [.. from first in Words from second in Words from number in Enumerable.Range(1, 9) select $"{first}-{second}-{number}"];
    private static readonly string[] Types = ["t3.micro", "m6i.large", "c6g.xlarge", "r6i.2xlarge", "t4g.small"];

    private static readonly (string Code, string Message)[] Errors =
    [
        ("ResourceNotFoundException", "Requested resource not found"),
        ("NoSuchEntityException", "The role with name web-service cannot be found."),
        ("ThrottlingException", "Rate exceeded"),
        ("Client.RequestLimitExceeded", "Request limit exceeded."),
        ("NoSuchBucketPolicy", "The bucket policy does not exist"),
        ("Client.DryRunOperation", "Request would have succeeded, but DryRun flag is set."),
        ("ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found"),
        ("ResourceAlreadyExistsException", "The specified log stream already exists"),
    ];

    private readonly string _account;
    private readonly string _region;
    private readonly Rng _rng;
    private readonly TextBuffer _text;

    /// <summary>Writes records of one file.</summary>
    /// <param name="account">The account, 12 digits.</param>
    /// <param name="region">The region.</param>
    /// <param name="rng">Decides everything else.</param>
    /// <param name="text">Takes the text.</param>
    public CloudTrailRecords(string account, string region, Rng rng, TextBuffer text)
    {
        _account = account;
        _region = region;
        _rng = rng;
        _text = text;
    }

    /// <summary>Writes one record.</summary>
    /// <param name="kind">What was called.</param>
    /// <param name="caller">Who called.</param>
    /// <param name="time">When.</param>
    /// <param name="planted">Whether it is one that generated rules find; it never fails.</param>
    /// <returns>Whether the call succeeded (has no errorCode).</returns>
    public bool Write(EventKind kind, Caller caller, DateTime time, bool planted)
    {
        _text.Add("{\"eventVersion\":\"1.09\",\"userIdentity\":"u8).Add(caller.Identity).Add(",\"eventTime\":\""u8).AddTime(time).Add("\","u8)
            .Add(kind.SourceAndName).Add(_region).Add("\""u8).Add(caller.Origin);
        if (kind.Name == EventKinds.ConsoleLogin)
        {
            WriteSignIn();
            return true;
        }

        bool success = planted || caller.IsService || !WriteError(kind);
        _text.Add(",\"requestParameters\":"u8);
        int items = Items();
        WriteRequest(kind, items, planted);
        _text.Add(",\"responseElements\":"u8);
        if (success && (kind.Service == "sts" || !kind.ReadOnly) && kind.Name is not ("GetCallerIdentity" or "UpdateInstanceInformation"))
        {
            WriteResponse(kind, items);
        }
        else
        {
            _text.Add("null"u8);
        }

        bool data = kind.Service == "s3" && kind.Name is "GetObject" or "PutObject" or "HeadObject" or "DeleteObject" or "UploadPart" or "CopyObject";
        if (kind.Service == "s3")
        {
            _text.Add(",\"additionalEventData\":{\"SignatureVersion\":\"SigV4\",\"CipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"bytesTransferredIn\":0,\"AuthenticationMethod\":\"AuthHeader\",\"x-amz-id-2\":\""u8)
                .AddBase64(_rng, 54).Add("==\",\"bytesTransferredOut\":"u8).Add(_rng.Below(90_000)).Add("}"u8);
        }

        WriteEnd(kind, caller, data);
        return success;
    }

    private void WriteSignIn()
    {
        bool failed = _rng.Chance(0.12);
        if (failed)
        {
            _text.Add(",\"errorMessage\":\"Failed authentication\""u8);
        }

        _text.Add(",\"requestParameters\":null,\"responseElements\":{\"ConsoleLogin\":\""u8).Add(failed ? "Failure"u8 : "Success"u8)
            .Add("\"},\"additionalEventData\":{\"LoginTo\":\"https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true\",\"MobileVersion\":\"No\",\"MFAUsed\":\"Yes\"},\"eventID\":\""u8)
            .AddUuid(_rng).Add("\",\"readOnly\":false,\"eventType\":\"AwsConsoleSignIn\",\"managementEvent\":true,\"recipientAccountId\":\""u8).Add(_account)
            .Add("\",\"eventCategory\":\"Management\",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\"signin.aws.amazon.com\"}}"u8);
    }

    /// <returns>Whether the call failed.</returns>
    private bool WriteError(EventKind kind)
    {
        double chance = _rng.Unit();
        if (chance > 0.03)
        {
            return false;
        }

        if (chance < 0.008)
        {
            _text.Add(kind.Service == "ec2" ? ",\"errorCode\":\"Client.UnauthorizedOperation\",\"errorMessage\":\"You are not authorized to perform this operation. User is not authorized to perform: "u8
                : ",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User is not authorized to perform: "u8)
                .Add(kind.Service).Add(":"u8).Add(kind.Name).Add(" because no identity-based policy allows the "u8).Add(kind.Service).Add(":"u8).Add(kind.Name).Add(" action\""u8);
            return true;
        }

        (string code, string message) = _rng.Pick(Errors);
        _text.Add(",\"errorCode\":\""u8).Add(code).Add("\",\"errorMessage\":\""u8).Add(message).Add("\""u8);
        return true;
    }

    private void WriteRequest(EventKind kind, int items, bool planted)
    {
        if (!planted && kind.ReadOnly && kind.Service is not ("s3" or "kms" or "sts" or "ec2" or "ecr") && _rng.Chance(0.3))
        {
            _text.Add("null"u8);
            return;
        }

        _text.Add("{"u8);
        if (planted)
        {
            _text.Add("\"note\":\""u8).Add(Marker.Parameter).Add("-0\","u8);
        }

        switch (kind.Service)
        {
            case "s3":
                string bucket = Name();
                _text.Add("\"bucketName\":\""u8).Add(bucket).Add("-"u8).Add(_account).Add("\",\"Host\":\""u8).Add(bucket).Add("-"u8).Add(_account).Add(".s3."u8).Add(_region).Add(".amazonaws.com\""u8);
                if (kind.Name.EndsWith("Policy", StringComparison.Ordinal) && !kind.ReadOnly)
                {
                    _text.Add(",\"bucketPolicy\":"u8);
                    WritePolicy(items);
                }
                else if (kind.Name.EndsWith("Tagging", StringComparison.Ordinal))
                {
                    // Real records have keys that differ by case only.
                    _text.Add(",\"tagging\":\"\",\"Tagging\":{\"xmlns\":\"http://s3.amazonaws.com/doc/2006-03-01/\",\"TagSet\":{}}"u8);
                }
                else if (kind.Name.Contains("Object", StringComparison.Ordinal) || kind.Name.Contains("Part", StringComparison.Ordinal))
                {
                    _text.Add(",\"key\":\""u8).Add(_rng.Pick(Words)).Add("/year=2026/month=03/day="u8).Add(1 + _rng.Below(28)).Add("/part-"u8).Add(_rng.Below(100_000)).Add("-"u8).AddUuid(_rng).Add(".snappy.parquet\""u8);
                }

                break;
            case "kms":
                _text.Add("\"encryptionContext\":{\"aws:s3:arn\":\"arn:aws:s3:::"u8).Add(Name()).Add("-"u8).Add(_account).Add("\"},\"keyId\":\"arn:aws:kms:"u8).Add(_region).Add(":"u8).Add(_account)
                    .Add(":key/"u8).Add(KeyId()).Add("\",\"encryptionAlgorithm\":\"SYMMETRIC_DEFAULT\""u8);
                break;
            case "sts":
                _text.Add("\"roleArn\":\"arn:aws:iam::"u8).Add(_account).Add(":role/"u8).Add(Name()).Add("\",\"roleSessionName\":\""u8).Add(_rng.Pick(Words)).Add("-session\",\"durationSeconds\":3600"u8);
                break;
            case "ec2" when kind.ReadOnly:
                _text.Add("\"maxResults\":1000,\""u8).Add(kind.Noun).Add("Set\":{\"items\":["u8);
                for (int i = 0; i < items; i++)
                {
                    _text.Add(i == 0 ? "{\""u8 : ",{\""u8).Add(kind.Noun).Add("Id\":\""u8).Add(kind.IdPrefix).Add("-0"u8).AddHex(_rng, 16).Add("\"}"u8);
                }

                _text.Add("]},\"filterSet\":{\"items\":[{\"name\":\"tag:Environment\",\"valueSet\":{\"items\":[{\"value\":\""u8).Add(_rng.Pick(Words)).Add("\"}]}}]}"u8);
                break;
            default:
                _text.Add("\""u8).Add(kind.Noun).Add("Name\":\""u8).Add(Name()).Add("\""u8);
                if (kind.ReadOnly)
                {
                    _text.Add(",\"maxResults\":100"u8);
                    if (_rng.Chance(0.04))
                    {
                        _text.Add(",\"nextToken\":\""u8).AddBase64(_rng, 180).Add("\""u8);
                    }
                }
                else if (kind.Name.Contains("Policy", StringComparison.Ordinal) || kind.Name.StartsWith("CreateRole", StringComparison.Ordinal))
                {
                    _text.Add(",\"policyArn\":\"arn:aws:iam::"u8).Add(_account).Add(":policy/"u8).Add(Name()).Add("\",\"policyDocument\":\""u8);
                    WriteEscapedPolicy(items);
                    _text.Add("\""u8);
                }
                else if (kind.Rank % 2 == 0)
                {
                    WriteConfiguration(items);
                }

                break;
        }

        _text.Add("}"u8);
    }

    private void WriteResponse(EventKind kind, int items)
    {
        if (kind.Service == "sts")
        {
            _text.Add("{\"credentials\":{\"accessKeyId\":\"ASIA"u8).AddBase32(_rng, 16).Add("\",\"sessionToken\":\"IQoJb3JpZ2luX2VjEXAMPLE"u8).AddBase64(_rng, 80)
                .Add("\",\"expiration\":\"Mar 12, 2026, 10:11:12 AM\"},\"assumedRoleUser\":{\"assumedRoleId\":\"AROA"u8).AddBase32(_rng, 16).Add(":"u8).Add(_rng.Pick(Words)).Add("-session\",\"arn\":\"arn:aws:sts::"u8).Add(_account)
                .Add(":assumed-role/"u8).Add(Name()).Add("/"u8).Add(_rng.Pick(Words)).Add("-session\"}}"u8);
            return;
        }

        if (kind.ReadOnly || _rng.Chance(0.25))
        {
            _text.Add("null"u8);
            return;
        }

        if (kind.Service == "ec2")
        {
            _text.Add("{\"requestId\":\""u8).AddUuid(_rng).Add("\",\""u8).Add(kind.Noun).Add("Set\":{\"items\":["u8);
            for (int i = 0; i < items; i++)
            {
                if (i > 0)
                {
                    _text.Add(","u8);
                }

                WriteInstance(i);
            }

            _text.Add("]}}"u8);
            return;
        }

        _text.Add("{\""u8).Add(kind.Noun).Add("\":{\""u8).Add(kind.Noun).Add("Arn\":\"arn:aws:"u8).Add(kind.Service).Add(":"u8).Add(_region).Add(":"u8).Add(_account).Add(":"u8).Add(kind.Noun).Add("/"u8).Add(Name())
            .Add("\",\"status\":\"ACTIVE\",\"createDate\":\"Mar 3, 2026, 1:02:03 PM\""u8);
        WriteConfiguration(Math.Min(items, 4));
        _text.Add("}}"u8);
    }

    private void WriteInstance(int number)
    {
        _text.Add("{\"instanceId\":\"i-0"u8).AddHex(_rng, 16).Add("\",\"imageId\":\"ami-0"u8).AddHex(_rng, 16).Add("\",\"instanceState\":{\"code\":0,\"name\":\"pending\"},\"privateDnsName\":\"ip-10-0-"u8).Add(number)
            .Add("-17."u8).Add(_region).Add(".compute.internal\",\"instanceType\":\""u8).Add(_rng.Pick(Types))
            .Add("\",\"launchTime\":1772600000000,\"placement\":{\"availabilityZone\":\""u8).Add(_region).Add("a\",\"tenancy\":\"default\"},\"monitoring\":{\"state\":\"disabled\"},\"subnetId\":\"subnet-0"u8).AddHex(_rng, 16)
            .Add("\",\"vpcId\":\"vpc-0a1b2c3d4e5f60718\",\"stateReason\":{\"code\":\"pending\",\"message\":\"pending\"},\"architecture\":\"x86_64\",\"rootDeviceType\":\"ebs\",\"rootDeviceName\":\"/dev/xvda\",\"blockDeviceMapping\":{},\"virtualizationType\":\"hvm\",\"hypervisor\":\"xen\",\"groupSet\":{\"items\":[{\"groupId\":\"sg-0"u8).AddHex(_rng, 16)
            .Add("\",\"groupName\":\""u8).Add(Name()).Add("\"}]},\"sourceDestCheck\":true,\"networkInterfaceSet\":{\"items\":[{\"networkInterfaceId\":\"eni-0"u8).AddHex(_rng, 16)
            .Add("\",\"status\":\"in-use\",\"privateIpAddress\":\"10.0.3."u8).Add(_rng.Below(255)).Add("\",\"privateIpAddressesSet\":{\"item\":[{\"privateIpAddress\":\"10.0.3."u8).Add(_rng.Below(255))
            .Add("\",\"primary\":true}]},\"ipv6AddressesSet\":{},\"tagSet\":{}}]},\"ebsOptimized\":false,\"enaSupport\":true,\"cpuOptions\":{\"coreCount\":1,\"threadsPerCore\":2},\"capacityReservationSpecification\":{\"capacityReservationPreference\":\"open\"},\"enclaveOptions\":{\"enabled\":false},\"metadataOptions\":{\"state\":\"pending\",\"httpTokens\":\"required\",\"httpPutResponseHopLimit\":2,\"httpEndpoint\":\"enabled\"}}"u8);
    }

    private void WriteConfiguration(int items)
    {
        _text.Add(",\"configuration\":{\"environment\":{\"variables\":{\"STAGE\":\""u8).Add(_rng.Pick(Words)).Add("\",\"LOG_LEVEL\":\"info\"}},\"vpcConfig\":{\"subnetIds\":[\"subnet-0a11b22c33d44e55f\",\"subnet-0f55e44d33c22b11a\"],\"securityGroupIds\":[\"sg-0"u8).AddHex(_rng, 16)
            .Add("\"]},\"memorySize\":"u8).Add(128 << _rng.Below(6)).Add(",\"encrypted\":true},\"tags\":["u8);
        for (int i = 0; i < items; i++)
        {
            _text.Add(i == 0 ? "{\"key\":\""u8 : ",{\"key\":\""u8).Add(Words[i % Words.Length]).Add("\",\"value\":\""u8).Add(Name()).Add("\"}"u8);
        }

        _text.Add("]"u8);
    }

    private void WritePolicy(int items)
    {
        _text.Add("{\"Version\":\"2012-10-17\",\"Statement\":["u8);
        for (int i = 0; i < items; i++)
        {
            _text.Add(i == 0 ? "{"u8 : ",{"u8).Add("\"Sid\":\"Statement"u8).Add(i).Add("\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"u8).Add(_account).Add(":role/"u8).Add(Name())
                .Add("\"},\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":\"arn:aws:s3:::"u8).Add(Name()).Add("/*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}"u8);
        }

        _text.Add("]}"u8);
    }

    private void WriteEscapedPolicy(int items)
    {
        _text.Add("{\\n  \\\"Version\\\": \\\"2012-10-17\\\",\\n  \\\"Statement\\\": ["u8);
        for (int i = 0; i < items; i++)
        {
            _text.Add(i == 0 ? "{"u8 : ", {"u8).Add("\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"logs:CreateLogStream\\\", \\\"logs:PutLogEvents\\\"], \\\"Resource\\\": \\\"arn:aws:logs:"u8)
                .Add(_region).Add(":"u8).Add(_account).Add(":log-group:/aws/lambda/"u8).Add(Name()).Add(":*\\\"}"u8);
        }

        _text.Add("]\\n}"u8);
    }

    private void WriteEnd(EventKind kind, Caller caller, bool data)
    {
        _text.Add(",\"requestID\":\""u8).AddUuid(_rng).Add("\",\"eventID\":\""u8).AddUuid(_rng).Add("\",\"readOnly\":"u8).Add(kind.ReadOnly ? "true"u8 : "false"u8);
        switch (kind.Service)
        {
            case "s3":
                _text.Add(",\"resources\":[{\"accountId\":\""u8).Add(_account).Add("\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::"u8).Add(Name()).Add("-"u8).Add(_account).Add("\"}]"u8);
                break;
            case "kms":
                _text.Add(",\"resources\":[{\"accountId\":\""u8).Add(_account).Add("\",\"type\":\"AWS::KMS::Key\",\"ARN\":\"arn:aws:kms:"u8).Add(_region).Add(":"u8).Add(_account).Add(":key/"u8).Add(KeyId()).Add("\"}]"u8);
                break;
            case "sts":
                _text.Add(",\"resources\":[{\"accountId\":\""u8).Add(_account).Add("\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"arn:aws:iam::"u8).Add(_account).Add(":role/"u8).Add(Name()).Add("\"}]"u8);
                break;
        }

        _text.Add(",\"eventType\":\"AwsApiCall"u8).Add(data ? "\",\"managementEvent\":false,\"recipientAccountId\":\""u8 : "\",\"managementEvent\":true,\"recipientAccountId\":\""u8).Add(_account);
        if (caller.IsService)
        {
            _text.Add("\",\"sharedEventID\":\""u8).AddUuid(_rng);
        }

        _text.Add(data ? "\",\"eventCategory\":\"Data\""u8 : "\",\"eventCategory\":\"Management\""u8);
        if (!caller.IsService)
        {
            _text.Add(",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\""u8)
                .Add(kind.Service).Add("."u8).Add(_region).Add(".amazonaws.com\"}"u8);
        }

        _text.Add("}"u8);
    }

    /// <summary>How many of what comes in numbers: one mostly, now and then many.</summary>
    private int Items() => Math.Clamp((int)(_rng.LogNormal(1) * 1.5), 1, MaxItems);

    private string Name() => _rng.Pick(Names);

    private string KeyId() => "11112222-3333-4444-5555-66667777888" + _rng.Below(10);
}
