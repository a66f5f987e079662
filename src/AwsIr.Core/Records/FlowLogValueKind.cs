namespace AwsIr.Records;

/// <summary>What a column of a flow log holds, if it does not hold <c>-</c> for nothing.</summary>
internal enum FlowLogValueKind
{
    /// <summary>Any text without spaces.</summary>
    Text,

    /// <summary>A whole number from 0, of 63 bits at most.</summary>
    Number,

    /// <summary>A port: 0 to 65535.</summary>
    Port,

    /// <summary>A protocol number of IANA's: 0 to 255.</summary>
    Protocol,

    /// <summary>A time in Unix seconds.</summary>
    Time,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,
}
