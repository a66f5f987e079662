using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>AWS Config.</summary>
/// <param name="target">Where, and who to be.</param>
internal sealed class AmazonConfigServiceClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("Config Service", "config", "config", "2014-11-12", ServiceProtocol.Json, "StarlingDoveService");

    /// <summary>Lists the account's own recorder: one, or none.</summary>
    public async Task<IReadOnlyList<ConfigurationRecorder>> DescribeConfigurationRecordersAsync(CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(await SendAsync(Request("DescribeConfigurationRecorders"), cancellation).ConfigureAwait(false));
        return
        [
            .. from recorder in answer.Items("ConfigurationRecorders")
               let name = recorder.Text("name")
               let types = recorder.Property("recordingGroup")
               where name is not null
               select new ConfigurationRecorder(name)
               {
                   Arn = recorder.Text("arn"),
                   HasAllTypes = types?.Flag("allSupported") ?? false,
                   HasGlobalTypes = types?.Flag("includeGlobalResourceTypes") ?? false,
                   Strategy = types?.Property("recordingStrategy")?.Text("useOnly"),
                   Types = types?.Texts("resourceTypes") ?? [],
                   ExcludedTypes = types?.Property("exclusionByResourceTypes")?.Texts("resourceTypes") ?? [],
                   Frequency = recorder.Property("recordingMode")?.Text("recordingFrequency"),
               },
        ];
    }

    /// <summary>Asks how the account's own recorder does.</summary>
    public async Task<IReadOnlyList<ConfigurationRecorderStatus>> DescribeConfigurationRecorderStatusAsync(CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(await SendAsync(Request("DescribeConfigurationRecorderStatus"), cancellation).ConfigureAwait(false));
        return
        [
            .. from status in answer.Items("ConfigurationRecordersStatus")
               let name = status.Text("name")
               where name is not null
               select new ConfigurationRecorderStatus(name, status.Flag("recording") ?? throw Garbled())
               {
                   StartTime = status.Time("lastStartTime"),
                   StopTime = status.Time("lastStopTime"),
                   LastStatus = status.Text("lastStatus"),
                   LastErrorCode = status.Text("lastErrorCode"),
               },
        ];
    }

    /// <summary>Lists where AWS Config delivers: one bucket, or none.</summary>
    public async Task<IReadOnlyList<DeliveryChannel>> DescribeDeliveryChannelsAsync(CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(await SendAsync(Request("DescribeDeliveryChannels"), cancellation).ConfigureAwait(false));
        return [.. answer.Items("DeliveryChannels").Select(static channel => new DeliveryChannel(channel.Text("s3BucketName"), channel.Text("s3KeyPrefix")))];
    }

    private static OperationRequest Request(string operation) => new(operation) { Body = JsonAnswer.Write(static _ => { }) };
}
