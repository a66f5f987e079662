using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Records of the kernel's audit and lines of its firewall: pairs of key=value. Audit writes what users chose in quotes or, if it has odd
/// characters, in hexadecimal, so that it cannot pose as pairs.
/// </summary>
internal static class AuditText
{
    /// <summary>Writes the pairs of a kernel's line, under their names and ours, into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var pairs = KeyValueMessage.Read(text);
        if (pairs.Count >= 2)
        {
            pairs.Write(writer, SyslogHeader.Names);
            WriteAliases(pairs, writer);
        }
    }

    /// <summary>Writes user, address, port and outcome, as far as the pairs tell them.</summary>
    public static void WriteAliases(MessagePairs pairs, Utf8JsonWriter writer)
    {
        var account = pairs.Only("acct");
        Alias("user", account is not null && !pairs.IsQuoted("acct") ? FromHex(account) ?? account : account, pairs, writer);
        if ((pairs.Only("addr") ?? pairs.Only("SRC")) is { } address && address.AsSpan().IsAddress())
        {
            Alias("address", address, pairs, writer);
        }

        Alias("outcome", (pairs.Only("res") ?? pairs.Only("success")) switch
        {
            "success" or "yes" or "1" => "success",
            "failed" or "no" or "0" => "failure",
            _ => null,
        }, pairs, writer);
    }

    /// <summary>The text that audit wrote in hexadecimal, such as <c>28696E76616C6964207573657229</c> for <c>(invalid user)</c>; null if it is none.</summary>
    private static string? FromHex(string hex)
    {
        var bytes = new byte[hex.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(hex.Substring(i * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }
        }

        return hex.Length % 2 == 0 ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static void Alias(string name, string? value, MessagePairs pairs, Utf8JsonWriter writer)
    {
        if (value is not null && !pairs.Has(name))
        {
            writer.WriteString(name, value);
        }
    }
}
