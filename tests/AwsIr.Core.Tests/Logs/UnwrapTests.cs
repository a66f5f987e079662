using AwsIr.Formats;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>CloudTrail that was delivered through CloudWatch Logs is CloudTrail.</summary>
public class UnwrapTests
{
    public static TheoryData<string, string> Ways { get; } = new()
    {
        { "a page", Sample.Page("noise", Sample.Trail) },
        { "a subscription's batch", Sample.Batch("noise", Sample.Trail) },
        { "a Lambda envelope", Sample.Lambda(Sample.Batch("noise", Sample.Trail)) },
        { "an export", "2026-03-17T13:00:00.000Z noise\n2026-03-17T13:00:00.001Z " + Sample.Trail + "\n" },
        { "EventBridge in a batch", Sample.Batch("noise", $$"""{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","detail":{{Sample.Trail}}}""") },
        { "a message that is an object", $$"""{"events":[{{Sample.Event("noise")}},{{Sample.Event("x", 1).Replace("\"x\"", Sample.Trail, StringComparison.Ordinal)}}]}""" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_message_that_is_a_CloudTrail_record_becomes_one(string what, string text)
    {
        foreach (var sources in new RecordSource[]?[] { null, [RecordSource.CloudTrail], [RecordSource.CloudTrail, RecordSource.FlowLog] })
        {
            var found = Found.In(text, new ReadOptions { Sources = sources });
            Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
            var only = Assert.Single(found.Events);
            Assert.Equal(Sample.Trail, only.Raw);
            Assert.Equal("CreateUser", only.EventName);
            Assert.Equal(1, only.Provenance.Index);
            if (sources is null)
            {
                Assert.Equal("noise", Assert.Single(found.Logs).Raw);
                Assert.Empty(found.Others);
            }
            else
            {
                Assert.Empty(found.Logs);
                Assert.Equal(("CloudWatch Logs events", 1L), (Assert.Single(found.Others).What, found.Others[0].Count));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Unless_it_is_asked_for_as_it_lies_there(string what, string text)
    {
        foreach (var options in new[] { new ReadOptions { Unwrap = false }, new ReadOptions { Sources = [RecordSource.CloudWatchLogs] } })
        {
            var found = Found.In(text, options);
            Assert.Empty(found.Events);
            Assert.Equal(2, found.Logs.Count);
            Assert.Contains("CreateUser", found.Logs[1].Raw, StringComparison.Ordinal);
            Assert.True(found.Problems.Count == 0, what);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Where_nothing_of_it_is_wanted_the_events_are_told(string what, string text)
    {
        var found = Found.In(text, new ReadOptions { Sources = [RecordSource.GuardDuty] });
        Assert.Empty(found.Records);
        Assert.Equal((what, "CloudWatch Logs events", 2L), (what, Assert.Single(found.Others).What, found.Others[0].Count));
    }

    [Theory]
    [InlineData("{\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\",\"eventTime\":")]
    [InlineData("{\"eventSource\":\"iam.amazonaws.com\"}")]
    [InlineData("eventSource=iam.amazonaws.com eventName=CreateUser eventTime=x")]
    [InlineData("{\"detail-type\":\"x\",\"detail\":{\"detail-type\":\"x\",\"detail\":{\"eventSource\":1}}}")]
    public void What_only_looks_like_one_stays_a_message(string message)
    {
        var found = Found.In(Sample.Page(message));
        Assert.Equal(message, Assert.Single(found.Logs).Raw);
        Assert.Empty(found.Events);
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void A_kept_record_keeps_its_own_text_only()
    {
        var found = Found.In(Sample.Batch([.. Enumerable.Repeat(Sample.Trail, 3)]));
        Assert.Equal(3, found.Events.Count);
        Assert.All(found.Events, e => Assert.Equal(Sample.Trail, e.Raw));
    }
}
