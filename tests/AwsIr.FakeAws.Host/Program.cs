using AwsIr.FakeAws;

// The example incident behind an AWS on loopback, for trying the module without an account:
//   dotnet run --project tests/AwsIr.FakeAws.Host -- [--port n] [--evidence folder]
// It runs until Ctrl+C, or until its input ends when --until-eof is given.
int port = 0;
string? evidence = null;
bool untilEof = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--port" when i + 1 < args.Length && ushort.TryParse(args[i + 1], out ushort number):
            port = number;
            i++;
            break;
        case "--evidence" when i + 1 < args.Length:
            evidence = args[++i];
            break;
        case "--until-eof":
            untilEof = true;
            break;
        default:
            Console.Error.WriteLine("Usage: [--port n] [--evidence folder] [--until-eof]");
            return 2;
    }
}

evidence ??= FindEvidence();
if (evidence is null || !Directory.Exists(evidence))
{
    Console.Error.WriteLine("The evidence was not found. Run it from the checkout, or give --evidence examples/incident/evidence.");
    return 2;
}

var world = new AwsWorld { LookupEventsPerSecond = 2 };
AwsCredentials credentials = IncidentWorld.Fill(world, evidence);
await using var server = new FakeAwsServer(world, port);
Console.WriteLine($$"""
    $aws = @{ EndpointUrl = '{{server.Url}}'; AccessKey = '{{credentials.AccessKeyId}}'; SecretKey = '{{credentials.SecretAccessKey}}'; Region = '{{IncidentWorld.Home}}' }

    Get-IrCloudTrailEvent @aws -StartTime 2026-03-17T13:30Z -EventName ConsoleLogin
    Get-IrCloudTrailEvent @aws -S3Uri s3://{{IncidentWorld.BucketName}}/

    Accounts {{IncidentWorld.Shop}} and {{IncidentWorld.Staging}}, in each the role {{IncidentWorld.RoleName}}. LookupEvents has its 2 requests a second.
    """);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
try
{
    await (untilEof ? Console.In.ReadToEndAsync(stop.Token) : Task.Delay(Timeout.Infinite, stop.Token));
}
catch (OperationCanceledException)
{
    // Ctrl+C is how it ends.
}

return 0;

static string? FindEvidence()
{
    for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
    {
        string evidence = Path.Combine(folder, "examples", "incident", "evidence");
        if (Directory.Exists(evidence))
        {
            return evidence;
        }
    }

    return null;
}
