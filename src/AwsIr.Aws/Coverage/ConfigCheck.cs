using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Coverage;

/// <summary>The recorder of AWS Config: whether it records and delivers, and which resources.</summary>
internal sealed class ConfigCheck(AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
    : CoverageCheck(LogCoverageSource.Config, target, tell, cancellation)
{
    /// <inheritdoc/>
    protected override void Check()
    {
        using var client = new AmazonConfigServiceClient(Target);
        var recorders = Call("config:DescribeConfigurationRecorders", client.DescribeConfigurationRecordersAsync);
        if (recorders.Count == 0)
        {
            Add(Row(LogCoverageStatus.Missing, "AWS Config has no recorder: no history of resources"));
            return;
        }

        var channels = Try("config:DescribeDeliveryChannels", client.DescribeDeliveryChannelsAsync, out var channelsUnknown);
        var statuses = Try("config:DescribeConfigurationRecorderStatus", client.DescribeConfigurationRecorderStatusAsync, out var statusUnknown);
        foreach (var recorder in recorders)
        {
            var status = statuses?.FirstOrDefault(status => status.Name == recorder.Name);
            var unknown = statusUnknown ?? (status is null ? "not known whether it records" : channelsUnknown);
            Add(Judge(recorder, status, unknown, channels?.Count == 0 ? "no delivery channel" : null) with
            {
                Name = recorder.Name,
                ResourceId = recorder.Arn,
                Destination = channels?.Select(static channel => S3Uri(channel.BucketName, channel.KeyPrefix)).FirstOrDefault(),
                Since = status is { IsRecording: true } ? status.StartTime : null,
            });
        }
    }

    private LogCoverage Judge(ConfigurationRecorder recorder, ConfigurationRecorderStatus? status, string? unknown, string? channelGap)
    {
        if (status is { IsRecording: false })
        {
            return Row(LogCoverageStatus.Missing, OffSince("recording", status.StopTime));
        }

        var failure = status?.LastStatus == "Failure" ? "recording fails" + (status.LastErrorCode is { Length: > 0 } code ? $": {code}" : "") : null;
        var all = recorder.HasAllTypes || recorder.Strategy == "ALL_SUPPORTED_RESOURCE_TYPES";
        var typesGap = all ? null
            : recorder.Strategy == "EXCLUSION_BY_RESOURCE_TYPES" ? $"all types of resources but {Few(recorder.ExcludedTypes)}"
            : $"only {Few(recorder.Types)}";
        var verdict = unknown is not null ? LogCoverageStatus.Unknown
            : failure is not null || channelGap is not null || typesGap is not null ? LogCoverageStatus.Partial
            : LogCoverageStatus.OK;
        return Row(
            verdict,
            unknown,
            failure,
            channelGap,
            WasOff(status?.StopTime, status?.StartTime),
            typesGap ?? "all types of resources" + (recorder.HasGlobalTypes ? "" : " but IAM's"),
            recorder.Frequency == "DAILY" ? "once a day" : null);
    }

    private static string Few(IReadOnlyList<string> types) =>
        types.Count <= 2 ? string.Join(", ", types) : $"{types.Count} types of resources";
}
