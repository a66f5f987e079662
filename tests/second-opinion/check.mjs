// AWS's own JavaScript clients against the fake AWS: what they sign, it verifies; what it answers, they parse.
// The world is SecondOpinionTests.cs's. Usage: node check.mjs <url> <url of a server whose clock is an hour ahead>,
// with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set.
import assert from 'node:assert/strict';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as config from '@aws-sdk/client-config-service';
import * as ec2 from '@aws-sdk/client-ec2';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as s3 from '@aws-sdk/client-s3';
import * as sso from '@aws-sdk/client-sso';
import * as oidc from '@aws-sdk/client-sso-oidc';
import * as sts from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';

const [, , endpoint, hourAhead] = process.argv;
const settings = { endpoint, region: 'eu-west-1', retryMode: 'standard', maxAttempts: 3 };
const detector = '12abc34d567e8fa901bc2d34e56789f0';

async function all(pages, items) {
  const found = [];
  for await (const page of pages) {
    found.push(...(items(page) ?? []));
  }
  return found;
}

async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail('It should have failed.');
}

const checks = {
  async 'CloudTrail: events are paged, newest first'() {
    const client = new cloudtrail.CloudTrailClient(settings);
    const events = await all(cloudtrail.paginateLookupEvents({ client }, {}), page => page.Events);
    assert.equal(events.length, 120);
    assert.deepEqual(events[0].EventTime, new Date('2026-03-17T14:59:00Z'));
    assert.deepEqual(events.at(-1).EventTime, new Date('2026-03-17T13:00:00Z'));
    assert.equal(events[0].EventName, 'ConsoleLogin');
    assert.equal(events[0].Username, 'alice');
    assert.equal(events[0].ReadOnly, 'false');
    assert.equal(JSON.parse(events[0].CloudTrailEvent).eventID, events[0].EventId);
  },
  async 'CloudTrail: an attribute, a time and a limit'() {
    const client = new cloudtrail.CloudTrailClient(settings);
    const page = await client.send(new cloudtrail.LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ConsoleLogin' }],
      StartTime: new Date('2026-03-17T13:10:00Z'),
      EndTime: new Date('2026-03-17T13:12:00Z'),
      MaxResults: 2,
    }));
    assert.deepEqual(page.Events.map(e => e.EventTime.toISOString()), ['2026-03-17T13:12:00.000Z', '2026-03-17T13:11:00.000Z']);
    const error = await failure(client.send(new cloudtrail.LookupEventsCommand({ NextToken: 'none' })));
    assert.ok(error instanceof cloudtrail.InvalidNextTokenException);
  },
  async 'CloudTrail: trails'() {
    const client = new cloudtrail.CloudTrailClient(settings);
    const { trailList } = await client.send(new cloudtrail.DescribeTrailsCommand({}));
    assert.equal(trailList[0].TrailARN, 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/example-trail');
    assert.equal(trailList[0].IsMultiRegionTrail, true);
    const status = await client.send(new cloudtrail.GetTrailStatusCommand({ Name: 'example-trail' }));
    assert.equal(status.IsLogging, false);
    assert.deepEqual(status.StopLoggingTime, new Date('2026-03-17T14:46:30Z'));
    const { EventSelectors } = await client.send(new cloudtrail.GetEventSelectorsCommand({ TrailName: 'example-trail' }));
    assert.equal(EventSelectors[0].ReadWriteType, 'All');
    assert.ok(await failure(client.send(new cloudtrail.GetInsightSelectorsCommand({ TrailName: 'example-trail' }))) instanceof cloudtrail.InsightNotEnabledException);
    assert.ok(await failure(client.send(new cloudtrail.GetTrailCommand({ Name: 'none' }))) instanceof cloudtrail.TrailNotFoundException);
    assert.equal((await all(cloudtrail.paginateListTrails({ client }, {}), page => page.Trails)).length, 1);
  },
  async 'CloudTrail: throttling is retried'() {
    const client = new cloudtrail.CloudTrailClient({ ...settings, region: 'eu-central-1' });
    const answer = await client.send(new cloudtrail.LookupEventsCommand({}));
    assert.equal(answer.$metadata.attempts, 2);
  },
  async 'CloudWatch Logs: groups, streams, events'() {
    const client = new logs.CloudWatchLogsClient(settings);
    const groups = await all(logs.paginateDescribeLogGroups({ client }, { logGroupNamePrefix: '/example/' }), page => page.logGroups);
    assert.equal(groups.length, 60);
    assert.equal(groups[0].retentionInDays, 30);
    const events = await all(logs.paginateFilterLogEvents({ client }, { logGroupName: '/example/00', limit: 7, startTime: Date.parse('2026-03-17T13:00:05Z') }), page => page.events);
    assert.deepEqual(events.map(e => e.message), Array.from({ length: 20 }, (_, i) => `message ${i + 5}`));
    assert.equal(events[0].timestamp, Date.parse('2026-03-17T13:00:05Z'));
    const streams = await all(logs.paginateDescribeLogStreams({ client }, { logGroupName: '/example/00' }), page => page.logStreams);
    assert.deepEqual(streams.map(stream => stream.logStreamName), ['a', 'b']);
    const error = await failure(client.send(new logs.FilterLogEventsCommand({ logGroupName: '/none' })));
    assert.ok(error instanceof logs.ResourceNotFoundException);
    assert.equal(error.message, 'The specified log group does not exist.');
  },
  async 'GuardDuty: detectors, findings, members'() {
    const client = new guardduty.GuardDutyClient(settings);
    assert.deepEqual(await all(guardduty.paginateListDetectors({ client }, {}), page => page.DetectorIds), [detector]);
    const shown = await client.send(new guardduty.GetDetectorCommand({ DetectorId: detector }));
    assert.equal(shown.Status, 'ENABLED');
    assert.equal(shown.Features.find(feature => feature.Name === 'S3_DATA_EVENTS').Status, 'ENABLED');
    assert.ok(shown.Features[0].UpdatedAt instanceof Date);
    const FindingCriteria = { Criterion: { severity: { GreaterThanOrEqual: 5 }, 'service.archived': { Equals: ['false'] } } };
    const ids = await all(guardduty.paginateListFindings({ client }, { DetectorId: detector, FindingCriteria, SortCriteria: { AttributeName: 'updatedAt', OrderBy: 'DESC' } }), page => page.FindingIds);
    assert.equal(ids.length, 60);
    assert.equal(ids[0], 'f59');
    const { Findings } = await client.send(new guardduty.GetFindingsCommand({ DetectorId: detector, FindingIds: ids.slice(0, 50) }));
    assert.equal(Findings.length, 50);
    assert.equal(Findings[0].Type, 'Recon:EC2/Portscan');
    assert.equal(Findings[0].Service.Archived, false);
    const error = await failure(client.send(new guardduty.GetFindingsCommand({ DetectorId: detector, FindingIds: ids.slice(0, 51) })));
    assert.ok(error instanceof guardduty.BadRequestException);
    const members = await all(guardduty.paginateListMembers({ client }, { DetectorId: detector }), page => page.Members);
    assert.deepEqual(members.map(member => [member.AccountId, member.RelationshipStatus]), [['444455556666', 'Enabled']]);
    assert.equal((await client.send(new guardduty.GetAdministratorAccountCommand({ DetectorId: detector }))).Administrator, undefined);
  },
  async 'GuardDuty: denied'() {
    const client = new guardduty.GuardDutyClient({ ...settings, region: 'us-west-2' });
    const error = await failure(client.send(new guardduty.ListDetectorsCommand({})));
    assert.equal(error.name, 'AccessDeniedException');
    assert.equal(error.$metadata.httpStatusCode, 403);
    assert.match(error.message, /guardduty:ListDetectors/);
  },
  async 'EC2: flow logs, networks, regions'() {
    const client = new ec2.EC2Client(settings);
    const flowLogs = await all(ec2.paginateDescribeFlowLogs({ client, pageSize: 1 }, { Filter: [{ Name: 'resource-id', Values: ['vpc-1'] }] }), page => page.FlowLogs);
    assert.deepEqual(flowLogs.map(log => [log.FlowLogId, log.LogDestinationType, log.LogGroupName ?? log.LogDestination]), [['fl-1', 'cloud-watch-logs', '/vpc/flow'], ['fl-2', 's3', 'arn:aws:s3:::example-flow/a&b']]);
    assert.equal(flowLogs[1].DestinationOptions.FileFormat, 'parquet');
    assert.equal(flowLogs[1].DestinationOptions.HiveCompatiblePartitions, true);
    assert.equal(flowLogs[1].MaxAggregationInterval, 60);
    assert.deepEqual(flowLogs[0].CreationTime, new Date('2025-01-01T00:00:00Z'));
    const vpcs = await all(ec2.paginateDescribeVpcs({ client }, {}), page => page.Vpcs);
    assert.deepEqual(vpcs.map(vpc => [vpc.VpcId, vpc.CidrBlock, vpc.IsDefault, vpc.Tags?.[0].Value]), [['vpc-1', '10.20.0.0/16', false, 'shop']]);
    const { Regions } = await client.send(new ec2.DescribeRegionsCommand({ AllRegions: true }));
    assert.equal(Regions.find(region => region.RegionName === 'af-south-1').OptInStatus, 'not-opted-in');
    const error = await failure(client.send(new ec2.DescribeVpcsCommand({ VpcIds: ['vpc-none'] })));
    assert.equal(error.name, 'InvalidVpcID.NotFound');
  },
  async 'EC2: a region that is off'() {
    const client = new ec2.EC2Client({ ...settings, region: 'af-south-1' });
    assert.equal((await failure(client.send(new ec2.DescribeVpcsCommand({})))).name, 'AuthFailure');
  },
  async 'Config: recorder and delivery channel'() {
    const client = new config.ConfigServiceClient(settings);
    const { ConfigurationRecorders } = await client.send(new config.DescribeConfigurationRecordersCommand({}));
    assert.equal(ConfigurationRecorders[0].recordingGroup.allSupported, true);
    const { ConfigurationRecordersStatus } = await client.send(new config.DescribeConfigurationRecorderStatusCommand({}));
    assert.deepEqual(ConfigurationRecordersStatus[0].lastStopTime, new Date('2026-03-17T14:16:05Z'));
    const { DeliveryChannels } = await client.send(new config.DescribeDeliveryChannelsCommand({}));
    assert.equal(DeliveryChannels[0].s3BucketName, 'example-config');
    const error = await failure(client.send(new config.DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: ['none'] })));
    assert.ok(error instanceof config.NoSuchConfigurationRecorderException);
  },
  async 'STS: who am I, and a role'() {
    const client = new sts.STSClient(settings);
    assert.equal((await client.send(new sts.GetCallerIdentityCommand({}))).Arn, 'arn:aws:iam::111122223333:user/responder');
    const { Credentials, AssumedRoleUser } = await client.send(new sts.AssumeRoleCommand({ RoleArn: 'arn:aws:iam::444455556666:role/IRReadOnly', RoleSessionName: 'second-opinion' }));
    assert.equal(AssumedRoleUser.Arn, 'arn:aws:sts::444455556666:assumed-role/IRReadOnly/second-opinion');
    assert.ok(Credentials.Expiration > new Date());
    const assumed = new sts.STSClient({ ...settings, credentials: { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken } });
    assert.equal((await assumed.send(new sts.GetCallerIdentityCommand({}))).Account, '444455556666');
    assert.equal((await failure(client.send(new sts.AssumeRoleCommand({ RoleArn: 'arn:aws:iam::444455556666:role/Nothing', RoleSessionName: 'second-opinion' })))).name, 'AccessDenied');
    const pod = await client.send(new sts.AssumeRoleWithWebIdentityCommand({ RoleArn: 'arn:aws:iam::444455556666:role/IRReadOnly', RoleSessionName: 'pod', WebIdentityToken: 'example.web.token' }));
    assert.equal(pod.AssumedRoleUser.Arn, 'arn:aws:sts::444455556666:assumed-role/IRReadOnly/pod');
  },
  async 'Signatures that are wrong'() {
    const client = new sts.STSClient({ ...settings, credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: 'wrong' } });
    assert.equal((await failure(client.send(new sts.GetCallerIdentityCommand({})))).name, 'SignatureDoesNotMatch');
    const bucket = new s3.S3Client({ ...settings, forcePathStyle: true, credentials: { accessKeyId: 'AKIAUNKNOWNEXAMPLE00', secretAccessKey: 'wrong' } });
    assert.equal((await failure(bucket.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key: 'k' })))).name, 'InvalidAccessKeyId');
  },
  async 'A clock that is wrong is corrected by the Date header'() {
    const client = new logs.CloudWatchLogsClient({ ...settings, endpoint: hourAhead });
    assert.equal((await client.send(new logs.DescribeLogGroupsCommand({}))).$metadata.attempts, 2);
    const bucket = new s3.S3Client({ ...settings, endpoint: hourAhead, forcePathStyle: true });
    assert.equal((await bucket.send(new s3.ListBucketsCommand({}))).$metadata.attempts, 2);
    const networks = new ec2.EC2Client({ ...settings, endpoint: hourAhead });
    assert.equal((await networks.send(new ec2.DescribeVpcsCommand({}))).$metadata.attempts, 2);
  },
  async 'IAM Identity Center: a role and a new token'() {
    const client = new sso.SSOClient(settings);
    const { roleCredentials } = await client.send(new sso.GetRoleCredentialsCommand({ accountId: '444455556666', roleName: 'IRReadOnly', accessToken: 'example-token' }));
    assert.ok(roleCredentials.expiration > Date.now());
    assert.ok(await failure(client.send(new sso.GetRoleCredentialsCommand({ accountId: '444455556666', roleName: 'IRReadOnly', accessToken: 'another' }))) instanceof sso.UnauthorizedException);
    const tokens = new oidc.SSOOIDCClient(settings);
    const request = { clientId: 'example-client', clientSecret: 'example-client-secret', grantType: 'refresh_token', refreshToken: 'example-refresh' };
    const { accessToken, expiresIn } = await tokens.send(new oidc.CreateTokenCommand(request));
    assert.ok(accessToken);
    assert.equal(expiresIn, 3600);
    assert.ok(await failure(tokens.send(new oidc.CreateTokenCommand({ ...request, refreshToken: 'another' }))) instanceof oidc.InvalidGrantException);
  },
  async 'Credentials of a container and of an instance'() {
    const keys = [process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SECRET_ACCESS_KEY];
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    try {
      process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = `${endpoint}/container/credentials`;
      process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN = 'example-authorization';
      await identity();
      delete process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
      process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = endpoint;
      await identity();
    } finally {
      [process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SECRET_ACCESS_KEY] = keys;
    }

    async function identity() {
      const client = new sts.STSClient({ ...settings, credentials: defaultProvider() });
      assert.equal((await client.send(new sts.GetCallerIdentityCommand({}))).Arn, 'arn:aws:sts::111122223333:assumed-role/JumpHost/i-0123456789abcdef0');
    }
  },
  async 'S3: objects and ranges'() {
    const client = new s3.S3Client({ ...settings, forcePathStyle: true });
    const Key = 'AWSLogs/a b+c%&é.txt';
    const whole = await client.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key }));
    assert.equal(await whole.Body.transformToString(), '0123456789');
    assert.equal(whole.ETag, '"781e5e245d69b566979b86e28d23f2c7"');
    const part = await client.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key, Range: 'bytes=2-4', IfMatch: whole.ETag }));
    assert.equal(await part.Body.transformToString(), '234');
    assert.equal(part.ContentRange, 'bytes 2-4/10');
    assert.equal(part.$metadata.httpStatusCode, 206);
    assert.equal((await client.send(new s3.HeadObjectCommand({ Bucket: 'example-trail', Key }))).ContentLength, 10);
    const get = options => client.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key, ...options }));
    assert.equal((await failure(get({ Range: 'bytes=10-' }))).name, 'InvalidRange');
    assert.equal((await failure(get({ IfMatch: '"other"' }))).name, 'PreconditionFailed');
    assert.equal((await failure(get({ IfNoneMatch: whole.ETag }))).$metadata.httpStatusCode, 304);
    assert.ok(await failure(get({ Key: 'none' })) instanceof s3.NoSuchKey);
    const archived = await failure(get({ Key: 'cold' }));
    assert.ok(archived instanceof s3.InvalidObjectState);
    assert.equal(archived.StorageClass, 'GLACIER');
  },
  async 'S3: listings'() {
    const client = new s3.S3Client({ ...settings, forcePathStyle: true });
    const keys = await all(s3.paginateListObjectsV2({ client, pageSize: 10 }, { Bucket: 'example-trail', Prefix: 'many/' }), page => page.Contents);
    assert.deepEqual(keys.map(entry => entry.Key), Array.from({ length: 25 }, (_, i) => `many/${String(i).padStart(2, '0')}`));
    assert.deepEqual(keys[0].LastModified, new Date('2026-03-17T15:00:00Z'));
    const folders = await client.send(new s3.ListObjectsV2Command({ Bucket: 'example-trail', Delimiter: '/' }));
    assert.deepEqual(folders.CommonPrefixes.map(entry => entry.Prefix), ['AWSLogs/', 'many/']);
    assert.deepEqual(folders.Contents.map(entry => [entry.Key, entry.StorageClass, entry.Size]), [['cold', 'GLACIER', 1]]);
    const after = await client.send(new s3.ListObjectsV2Command({ Bucket: 'example-trail', Prefix: 'many/', StartAfter: 'many/23' }));
    assert.deepEqual(after.Contents.map(entry => entry.Key), ['many/24']);
    const { Buckets } = await client.send(new s3.ListBucketsCommand({}));
    assert.deepEqual(Buckets.map(bucket => bucket.Name), ['example-trail']);
  },
  async 'S3: a bucket in another region'() {
    const client = new s3.S3Client({ ...settings, forcePathStyle: true, region: 'us-east-1' });
    assert.equal((await client.send(new s3.GetBucketLocationCommand({ Bucket: 'example-trail' }))).LocationConstraint, 'eu-west-1');
    const moved = await failure(client.send(new s3.ListObjectsV2Command({ Bucket: 'example-trail' })));
    assert.equal(moved.name, 'PermanentRedirect');
    assert.equal(moved.$response.headers['x-amz-bucket-region'], 'eu-west-1');
    const follows = new s3.S3Client({ ...settings, forcePathStyle: true, region: 'us-east-1', followRegionRedirects: true });
    assert.equal((await follows.send(new s3.ListObjectsV2Command({ Bucket: 'example-trail', MaxKeys: 1 }))).KeyCount, 1);
    const home = new s3.S3Client({ ...settings, forcePathStyle: true });
    assert.equal((await home.send(new s3.HeadBucketCommand({ Bucket: 'example-trail' }))).BucketRegion, 'eu-west-1');
    assert.ok(await failure(home.send(new s3.ListObjectsV2Command({ Bucket: 'example-none' }))) instanceof s3.NoSuchBucket);
  },
  async 'S3: a cut connection'() {
    const client = new s3.S3Client({ ...settings, forcePathStyle: true });
    const answer = await client.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key: 'many/00' }));
    await failure(answer.Body.transformToString());
    const again = await client.send(new s3.GetObjectCommand({ Bucket: 'example-trail', Key: 'many/00' }));
    assert.equal(await again.Body.transformToString(), 'content of many/00');
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`failed  ${name}: ${error.stack}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
