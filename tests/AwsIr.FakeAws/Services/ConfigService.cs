using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>AWS Config.</summary>
internal sealed class ConfigService() : JsonService("config", "StarlingDoveService")
{
    protected override JsonObject Do(AwsRequest request) => request.Operation switch
    {
        "DescribeConfigurationRecorders" => new JsonObject { ["ConfigurationRecorders"] = Array(Recorders(request).Select(recorder => Show(request, recorder))) },
        "DescribeConfigurationRecorderStatus" => new JsonObject { ["ConfigurationRecordersStatus"] = Array(Recorders(request).Select(Status)) },
        "DescribeDeliveryChannels" => new JsonObject { ["DeliveryChannels"] = Channels(request) },
        _ => throw NotHere("config:" + request.Operation),
    };

    private static JsonArguments Only(AwsRequest request, params string[] names) => new JsonArguments(request.Json, static message => new AwsError("ValidationException", message)).Only(names);

    private static List<ConfigRecorder> Recorders(AwsRequest request)
    {
        List<ConfigRecorder> all = request.Data.ConfigRecorder is { } recorder ? [recorder] : [];
        IReadOnlyList<string> names = Only(request, "ConfigurationRecorderNames", "ServicePrincipal", "Arn").Texts("ConfigurationRecorderNames") ?? [];
        string? missing = names.FirstOrDefault(name => !all.Exists(known => known.Name == name));
        return missing is null ? all : throw new AwsError("NoSuchConfigurationRecorderException", $"Cannot find configuration recorder with the specified name '{missing}'.");
    }

    private static string Arn(AwsRequest request, ConfigRecorder recorder) => $"arn:{request.Account.Partition}:config:{request.Region}:{request.Account.Id}:configuration-recorder/{recorder.Name}/example";

    private static JsonObject Show(AwsRequest request, ConfigRecorder recorder) => Object(
        ("arn", Arn(request, recorder)),
        ("name", recorder.Name),
        ("roleARN", $"arn:{request.Account.Partition}:iam::{request.Account.Id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
        ("recordingGroup", Object(
            ("allSupported", recorder.AllSupported),
            ("includeGlobalResourceTypes", recorder.IncludeGlobalResourceTypes),
            ("resourceTypes", Array(recorder.ResourceTypes.Select(static type => (JsonNode)type))),
            ("recordingStrategy", new JsonObject { ["useOnly"] = recorder.AllSupported ? "ALL_SUPPORTED_RESOURCE_TYPES" : "INCLUSION_BY_RESOURCE_TYPES" }))),
        ("recordingMode", new JsonObject { ["recordingFrequency"] = "CONTINUOUS" }),
        ("recordingScope", "PAID"));

    private static JsonObject Status(ConfigRecorder recorder) => Object(
        ("name", recorder.Name),
        ("recording", recorder.Recording),
        ("lastStatus", recorder.LastStatus),
        ("lastStartTime", Seconds(recorder.LastStartTime)),
        ("lastStopTime", Seconds(recorder.LastStopTime)));

    private static JsonArray Channels(AwsRequest request)
    {
        IReadOnlyList<string> names = Only(request, "DeliveryChannelNames").Texts("DeliveryChannelNames") ?? [];
        string? missing = names.FirstOrDefault(name => request.Data.DeliveryChannel?.Name != name);
        if (missing is not null)
        {
            throw new AwsError("NoSuchDeliveryChannelException", $"Cannot find delivery channel with specified name '{missing}'.");
        }

        return request.Data.DeliveryChannel is { } channel ? [new JsonObject { ["name"] = channel.Name, ["s3BucketName"] = channel.Bucket }] : [];
    }
}
