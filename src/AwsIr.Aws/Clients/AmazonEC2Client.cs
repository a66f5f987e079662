using AwsIr.Access;

namespace AwsIr.Clients;

internal sealed class AmazonEC2Client(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("EC2", "ec2", "ec2", "2016-11-15", ServiceProtocol.Query);

    public async Task<IReadOnlyList<string>> DescribeRegionsAsync(CancellationToken cancellation)
    {
        var answer = XmlAnswer.Parse(await SendFormAsync("DescribeRegions", [], isSigned: true, cancellation).ConfigureAwait(false), "DescribeRegions");
        return [.. answer.Below("regionInfo", "item").Select(item => item.Text("regionName")!)];
    }
}
