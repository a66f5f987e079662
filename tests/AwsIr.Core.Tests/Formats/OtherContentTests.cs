namespace AwsIr.Tests.Formats;

/// <summary>What lies beside CloudTrail records is told apart, not guessed at.</summary>
public class OtherContentTests
{
    [Theory]
    [InlineData("CloudTrail digest files", """{"awsAccountId":"111122223333","digestStartTime":"2026-03-17T13:00:00Z","digestEndTime":"2026-03-17T14:00:00Z","digestS3Bucket":"b","logFiles":[]}""")]
    [InlineData("CloudTrail Insights records", """{"Records":[{"eventVersion":"1.09","eventTime":"2026-03-17T13:00:00Z","awsRegion":"us-east-1","eventID":"i","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start","eventSource":"iam.amazonaws.com","eventName":"CreateUser"},"eventCategory":"Insight"}]}""")]
    [InlineData("AWS Config snapshots", """{"fileVersion":"1.0","configSnapshotId":"c","configurationItems":[{}]}""")]
    [InlineData("GuardDuty findings", """{"schemaVersion":"2.0","accountId":"111122223333","id":"f","type":"Recon:IAMUser/MaliciousIPCaller","service":{},"severity":8,"resource":{}}""")]
    [InlineData("EventBridge events of other services", """{"version":"0","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"state":"running"}}""")]
    [InlineData("S3 event notifications", """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-03-17T13:00:00.000Z","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"A"},"requestParameters":{"sourceIPAddress":"192.0.2.1"},"s3":{"bucket":{"name":"b"}}}]}""")]
    public void Known_other_content_is_named_and_is_no_problem(string what, string text)
    {
        var found = Found.In(text, Found.CloudTrailOnly);
        Assert.Empty(found.Records);
        Assert.Empty(found.Problems);
        var other = Assert.Single(found.Others);
        Assert.Equal((what, 1L), (other.What, other.Count));
    }

    [Fact]
    public void An_unreadable_lookup_entry_is_a_problem()
    {
        var found = Found.In("""{"Events":[{"EventId":"x","CloudTrailEvent":"{\"eventName\":"}]}""");
        Assert.Empty(found.Events);
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(found.Problems).Kind);
    }
}
