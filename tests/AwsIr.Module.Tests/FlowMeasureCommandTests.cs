using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Measure-IrFlowLog as a user runs it, on the flow logs of the example incident; the numbers are those of its script.</summary>
public sealed class FlowMeasureCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private static string Flows { get; } = Path.Combine(Repository.Root, "examples", "incident", "evidence", "AWSLogs", "111122223333", "vpcflowlogs");

    [Fact]
    public void The_scanner_is_the_first_of_the_rejected()
    {
        string[] texts = [.. session.Run(
            """
            param($path)
            $first = Measure-IrFlowLog $path -Action REJECT -SortBy Ports -Top 1 -Direction Inbound
            $first.SourceAddress, $first.Flows, $first.Packets, $first.Bytes, $first.RejectedShare, $first.Ports, $first.Peers, $first.IsExact
            $first.FirstSeen.ToString('HH:mm:ss'), $first.LastSeen.ToString('HH:mm:ss')
            """,
            Flows).Ok().Texts];
        Assert.Equal(["203.0.113.45", "120", "120", "5280", "1", "120", "1", "True", "13:48:10", "13:49:39"], texts);
    }

    [Fact]
    public void What_left_for_the_attacker_by_ten_minutes()
    {
        string[] texts = [.. session.Run(
            """
            param($path)
            Measure-IrFlowLog $path -DestinationAddress 198.51.100.23 -Bucket 10m | ForEach-Object { "$($_.Time.ToString('HH:mm')) $($_.Flows) $($_.Bytes)" }
            Measure-IrFlowLog $path -By AddressPair, Port -DestinationAddress 198.51.100.23 | ForEach-Object Group
            Measure-IrFlowLog $path -By InstanceId -DestinationAddress 198.51.100.23 | ForEach-Object { "$($_.InstanceId) $($_.Group)" }
            """,
            Flows).Ok().Texts];
        Assert.Equal(
            ["14:30 2 330000000", "14:40 7 1155000000", "10.20.0.10 198.51.100.23 443", "i-0a11111111111aaaa i-0a11111111111aaaa"],
            texts);
    }

    [Fact]
    public void The_pipeline_and_any_number_of_threads_give_the_same()
    {
        string[] texts = [.. session.Run(
            """
            param($path)
            $by = 'SourceAddress', 'Port', 'Action', 'Protocol', 'Region', 'AccountId'
            (Measure-IrFlowLog $path -By $by | ForEach-Object { "$_ $($_.Packets) $($_.Rejected) $($_.Peers)" }) -join "`n"
            (Measure-IrFlowLog $path -By $by -ThrottleLimit 1 | ForEach-Object { "$_ $($_.Packets) $($_.Rejected) $($_.Peers)" }) -join "`n"
            (Get-IrFlowLog $path | Measure-IrFlowLog -By $by | ForEach-Object { "$_ $($_.Packets) $($_.Rejected) $($_.Peers)" }) -join "`n"
            """,
            Flows).Ok().Texts];
        Assert.NotEqual("", texts[0]);
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
    }

    [Fact]
    public void Gaps_are_told_and_not_added()
    {
        RunResult result = session.Run("param($path) Measure-IrFlowLog $path -By InterfaceId -Verbose | Where-Object InterfaceId -eq eni-0f66666666666ffff", Flows).Ok();
        Assert.Empty(result.Output);
        Assert.Contains(result.Verbose, static text => text.Contains("92 records", StringComparison.Ordinal));
    }
}
