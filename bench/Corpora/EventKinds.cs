namespace AwsIr.Bench.Corpora;

/// <summary>The operations in the corpus, the frequent ones first. What rules look for is mostly among the rare ones, as in life.</summary>
internal static class EventKinds
{
    /// <summary>The one that filters look for.</summary>
    public const string ConsoleLogin = "ConsoleLogin";

    /// <summary>The share of <see cref="ConsoleLogin"/> among all events: a few hundred in 1.5 million.</summary>
    private const double ConsoleLoginShare = 0.00025;

    private const string Frequent = """
        sts: AssumeRole
        kms: Decrypt
        s3: GetObject
        logs: CreateLogStream
        ec2: DescribeInstances
        kms: GenerateDataKey
        s3: PutObject
        sts: GetCallerIdentity
        ssm: UpdateInstanceInformation
        ec2: DescribeNetworkInterfaces
        s3: ListObjects
        ec2: DescribeVolumes
        s3: HeadObject
        ecs: DescribeTasks
        ec2: DescribeTags
        autoscaling: DescribeAutoScalingGroups
        elasticloadbalancing: DescribeTargetHealth
        s3: GetBucketAcl
        ecr: GetDownloadUrlForLayer
        ecr: BatchGetImage
        secretsmanager: GetSecretValue
        ssm: GetParameters
        ec2: DescribeSecurityGroups
        elasticloadbalancing: DescribeLoadBalancers
        cloudformation: DescribeStacks
        sts: AssumeRoleWithWebIdentity
        monitoring: DescribeAlarms
        ec2: DescribeSubnets
        ecs: DescribeServices
        rds: DescribeDBInstances
        logs: DescribeLogGroups
        iam: GetRole
        ec2: DescribeVpcs
        ssm: GetParameter
        ecr: GetAuthorizationToken
        lambda: ListFunctions20150331
        ec2: DescribeInstanceStatus
        dynamodb: DescribeTable
        tagging: GetResources
        kms: DescribeKey
        ec2: DescribeImages
        iam: ListRoles
        eks: DescribeCluster
        ec2: CreateNetworkInterface
        ec2: DescribeSnapshots
        rds: DescribeDBClusters
        kms: Encrypt
        ec2: DescribeRouteTables
        logs: DescribeLogStreams
        health: DescribeEventAggregates
        ec2: DeleteNetworkInterface
        lambda: GetFunctionConfiguration20150331v2
        iam: ListAttachedRolePolicies
        s3: GetBucketLocation
        ssm: GetParametersByPath
        ec2: CreateTags
        elasticloadbalancing: RegisterTargets
        ec2: DescribeAvailabilityZones
        s3: ListBuckets
        iam: GetPolicyVersion
        """;

    private const string Ordinary = """
        ec2: DescribeRegions DescribeAddresses DescribeKeyPairs DescribeAccountAttributes DescribeNatGateways DescribeInternetGateways DescribeVpcEndpoints DescribeVpcAttribute DescribeNetworkAcls DescribeFlowLogs DescribeLaunchTemplates DescribeLaunchTemplateVersions DescribeInstanceTypes DescribeInstanceAttribute DescribeVpcPeeringConnections DescribeTransitGateways DescribeDhcpOptions DescribePrefixLists DescribeReservedInstances DescribeSpotPriceHistory DescribePlacementGroups DescribeInstanceCreditSpecifications RunInstances TerminateInstances CreateSnapshot DeleteSnapshot CreateFleet AttachVolume DetachVolume CreateVolume DeleteVolume AssignPrivateIpAddresses
        s3: GetBucketTagging GetBucketPolicy GetBucketPolicyStatus GetBucketEncryption GetBucketVersioning GetBucketLogging GetBucketLifecycle GetBucketPublicAccessBlock GetAccountPublicAccessBlock GetBucketNotification GetBucketReplication GetBucketCors GetBucketWebsite GetBucketOwnershipControls GetObjectTagging CopyObject DeleteObject DeleteObjects CreateMultipartUpload UploadPart CompleteMultipartUpload HeadBucket
        iam: GetUser ListUsers GetPolicy ListPolicies ListPolicyVersions ListRolePolicies GetRolePolicy ListInstanceProfiles ListInstanceProfilesForRole GetInstanceProfile ListGroups ListGroupsForUser ListAccessKeys GetAccessKeyLastUsed ListMFADevices GetAccountSummary ListAccountAliases GetAccountPasswordPolicy ListUserPolicies ListAttachedUserPolicies ListAttachedGroupPolicies ListEntitiesForPolicy GenerateServiceLastAccessedDetails GetServiceLastAccessedDetails ListOpenIDConnectProviders ListSAMLProviders GetLoginProfile ListVirtualMFADevices SimulatePrincipalPolicy
        lambda: GetFunction20150331v2 ListTags20170331 GetPolicy20150331v2 ListVersionsByFunction20150331 ListEventSourceMappings20150331 ListAliases20150331 ListLayers20181031 Invoke
        logs: CreateLogGroup DescribeMetricFilters DescribeSubscriptionFilters FilterLogEvents GetLogEvents StartQuery GetQueryResults ListTagsForResource DescribeResourcePolicies PutRetentionPolicy
        monitoring: PutMetricAlarm DescribeAlarmsForMetric GetDashboard ListDashboards ListTagsForResource
        cloudformation: ListStacks ListStackResources DescribeStackResources DescribeStackEvents GetTemplate CreateChangeSet DescribeChangeSet ExecuteChangeSet DeleteChangeSet UpdateStack DescribeStackSet
        rds: DescribeDBSnapshots DescribeDBClusterSnapshots DescribeDBSubnetGroups DescribeDBParameterGroups DescribeEvents ListTagsForResource DescribePendingMaintenanceActions DescribeOrderableDBInstanceOptions CreateDBSnapshot DescribeDBEngineVersions
        ecs: DescribeClusters ListClusters ListServices ListTasks DescribeContainerInstances ListContainerInstances DescribeTaskDefinition RegisterTaskDefinition DeregisterTaskDefinition SubmitTaskStateChange RunTask UpdateService DiscoverPollEndpoint
        eks: ListClusters ListNodegroups DescribeNodegroup AccessKubernetesApi DescribeAddon
        ecr: DescribeRepositories DescribeImages ListImages BatchCheckLayerAvailability InitiateLayerUpload UploadLayerPart CompleteLayerUpload PutImage DescribeImageScanFindings
        ssm: DescribeInstanceInformation ListCommands ListCommandInvocations GetCommandInvocation DescribeParameters PutParameter ListAssociations UpdateInstanceAssociationStatus OpenDataChannel PutInventory DescribeDocument GetDocument ListTagsForResource
        secretsmanager: DescribeSecret ListSecrets GetResourcePolicy
        kms: ListKeys ListAliases GetKeyPolicy GetKeyRotationStatus ListGrants CreateGrant ReEncrypt
        dynamodb: ListTables DescribeTimeToLive DescribeContinuousBackups ListTagsOfResource UpdateTable
        sns: ListTopics GetTopicAttributes ListSubscriptionsByTopic Subscribe
        sqs: ListQueues GetQueueAttributes SetQueueAttributes
        elasticloadbalancing: DescribeTargetGroups DescribeListeners DescribeRules DescribeTags DescribeLoadBalancerAttributes DeregisterTargets DescribeInstanceHealth
        autoscaling: DescribeLaunchConfigurations DescribeScalingActivities DescribePolicies UpdateAutoScalingGroup CompleteLifecycleAction TerminateInstanceInAutoScalingGroup
        cloudtrail: DescribeTrails GetTrailStatus GetEventSelectors LookupEvents ListTrails
        config: DescribeConfigurationRecorders DescribeConfigurationRecorderStatus DescribeDeliveryChannels DescribeConfigRules DescribeComplianceByConfigRule GetComplianceDetailsByConfigRule PutEvaluations SelectResourceConfig
        guardduty: ListDetectors GetDetector ListFindings GetFindings GetFindingsStatistics
        securityhub: GetFindings BatchImportFindings GetEnabledStandards DescribeHub
        organizations: DescribeOrganization ListAccounts DescribeAccount ListRoots ListParents
        acm: ListCertificates DescribeCertificate
        route53: ListHostedZones ListResourceRecordSets GetHostedZone ChangeResourceRecordSets
        sts: AssumeRoleWithSAML GetSessionToken
        athena: StartQueryExecution GetQueryExecution GetQueryResults
        glue: GetTable GetTables GetDatabases GetPartitions StartJobRun
        states: StartExecution DescribeExecution ListStateMachines
        apigateway: GetRestApis GetStages
        elasticache: DescribeCacheClusters DescribeReplicationGroups
        redshift: DescribeClusters
        es: DescribeElasticsearchDomains
        cloudfront: ListDistributions GetDistribution
        backup: StartBackupJob DescribeBackupJob
        servicequotas: ListServiceQuotas
        support: DescribeTrustedAdvisorChecks
        ce: GetCostAndUsage
        """;

    private const string Rare = """
        signin: SwitchRole CheckMfa GetSigninToken
        iam: CreateRole PutRolePolicy AttachRolePolicy PassRole CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion CreateUser CreateAccessKey UpdateAccessKey DeleteAccessKey CreateLoginProfile UpdateLoginProfile DeleteLoginProfile AttachUserPolicy PutUserPolicy AddUserToGroup RemoveUserFromGroup AttachGroupPolicy PutGroupPolicy CreateGroup DetachRolePolicy DeleteRolePolicy DeleteRole DeleteUser UpdateAssumeRolePolicy CreateInstanceProfile AddRoleToInstanceProfile CreateServiceLinkedRole TagRole TagUser DeactivateMFADevice DeleteVirtualMFADevice EnableMFADevice CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider PutRolePermissionsBoundary DeleteRolePermissionsBoundary UpdateAccountPasswordPolicy
        ec2: AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress CreateSecurityGroup ModifySnapshotAttribute ModifyImageAttribute CreateImage CreateKeyPair ImportKeyPair GetPasswordData ModifyInstanceAttribute StopInstances StartInstances CreateRoute ReplaceRoute CreateNetworkAclEntry DeleteFlowLogs DisableEbsEncryptionByDefault CreateInstanceExportTask GetConsoleOutput SendSSHPublicKey CreateVpcPeeringConnection AssociateIamInstanceProfile
        s3: PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock PutBucketVersioning PutBucketLifecycle PutBucketReplication PutBucketLogging DeleteBucket DeleteBucketEncryption PutBucketNotification PutBucketEncryption
        cloudtrail: StopLogging DeleteTrail UpdateTrail PutEventSelectors CreateTrail StartLogging
        config: StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule PutConfigurationRecorder
        guardduty: DeleteDetector UpdateDetector DeleteMembers DisassociateMembers StopMonitoringMembers DisassociateFromMasterAccount CreateFilter CreateIPSet UpdateIPSet
        securityhub: DisableSecurityHub UpdateFindings BatchUpdateFindings
        kms: ScheduleKeyDeletion DisableKey PutKeyPolicy ImportKeyMaterial
        lambda: CreateFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AddPermission20150331v2 CreateEventSourceMapping20150331
        rds: ModifyDBInstance DeleteDBInstance RestoreDBInstanceFromDBSnapshot ModifyDBSnapshotAttribute DeleteDBCluster
        ssm: SendCommand StartSession CreateAssociation ModifyDocumentPermission DeleteParameter
        logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteSubscriptionFilter
        organizations: LeaveOrganization InviteAccountToOrganization DetachPolicy CreateAccount
        secretsmanager: PutResourcePolicy DeleteSecret UpdateSecret PutSecretValue
        sts: GetFederationToken
        ses: VerifyEmailIdentity UpdateAccountSendingEnabled GetSendQuota
        route53domains: TransferDomainToAnotherAwsAccount DisableDomainTransferLock
        eks: CreateCluster DeleteCluster CreateAccessEntry
        ecs: CreateCluster CreateService
        glue: CreateDevEndpoint UpdateJob
        sagemaker: CreateNotebookInstance CreatePresignedNotebookInstanceUrl
        bedrock: InvokeModel DeleteGuardrail
        elasticfilesystem: DeleteFileSystem DeleteMountTarget
        wafv2: DeleteWebACL UpdateWebACL
        """;

    /// <summary>All of them, the most frequent first.</summary>
    public static EventKind[] All { get; } = Read();

    /// <summary>How often each comes, in the order of <see cref="All"/>.</summary>
    public static double[] Weights { get; } = Weigh();

    private static EventKind[] Read()
    {
        List<(string Service, string Name)> names = [.. Parse(Frequent)];

        // The services take turns: frequency does not follow the alphabet of services.
        foreach (string part in new[] { Ordinary, Rare })
        {
            names.AddRange(Parse(part).GroupBy(static one => one.Service).SelectMany(static group => group.Select(static (one, i) => (one, i)))
                .OrderBy(static pair => pair.i).Select(static pair => pair.one));
        }

        names.Add(("signin", ConsoleLogin));
        return [.. names.Select(static (one, rank) => new EventKind(one.Service, one.Name, rank))];
    }

    private static IEnumerable<(string Service, string Name)> Parse(string text) =>
        from line in text.Split('\n')
        let parts = line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries)
        from name in parts.Skip(1)
        select (parts[0], name);

    private static double[] Weigh()
    {
        double[] weights = Weighted.Zipf(All.Length, 2.5, 12);
        weights[^1] = weights.SkipLast(1).Sum() * ConsoleLoginShare;
        return weights;
    }
}
