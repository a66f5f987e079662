using AwsIr.Records;

namespace AwsIr;

/// <summary>A remote address in a finding, with what GuardDuty knows of it: remoteIpDetails.</summary>
public sealed class GuardDutyRemote
{
    internal GuardDutyRemote(JsonDictionary fields) => Fields = fields;

    /// <summary>The address, IPv4 or IPv6.</summary>
    public string? IpAddress => Fields.Text("ipAddressV4") ?? Fields.Text("ipAddressV6");

    /// <summary>The country's name.</summary>
    public string? Country => Fields.At("country").Text("countryName") ?? Fields.At("country").Text("countryCode");

    /// <summary>The city's name.</summary>
    public string? City => Fields.At("city").Text("cityName");

    /// <summary>The number of the autonomous system.</summary>
    public string? Asn => Fields.At("organization").Text("asn");

    /// <summary>Who has registered the autonomous system.</summary>
    public string? AsnOrg => Fields.At("organization").Text("asnOrg");

    /// <summary>The internet provider.</summary>
    public string? Isp => Fields.At("organization").Text("isp");

    /// <summary>The organization that uses the address.</summary>
    public string? Org => Fields.At("organization").Text("org");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The address and where it is: <c>203.0.113.9 (Lima, Peru; AS64500 Example)</c>.</summary>
    public override string ToString()
    {
        var place = string.Join(", ", new[] { City, Country }.OfType<string>());
        var system = string.Join(" ", new[] { Asn is null ? null : "AS" + Asn, AsnOrg ?? Org ?? Isp }.OfType<string>());
        var known = string.Join("; ", new[] { place, system }.Where(text => text.Length > 0));
        return known.Length == 0 ? IpAddress ?? "" : $"{IpAddress} ({known})";
    }
}
