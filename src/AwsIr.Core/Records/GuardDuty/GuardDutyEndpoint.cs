using AwsIr.Records;

namespace AwsIr;

/// <summary>An address or domain that had a part in an attack sequence.</summary>
public sealed class GuardDutyEndpoint
{
    internal GuardDutyEndpoint(JsonDictionary fields) => Fields = fields;

    /// <summary>The id by which the signals name it.</summary>
    public string? Id => Fields.Text("id");

    /// <summary>The IP address.</summary>
    public string? IpAddress => Fields.Text("ip");

    /// <summary>The domain.</summary>
    public string? Domain => Fields.Text("domain");

    /// <summary>The port.</summary>
    public int? Port => Fields.Port("port");

    /// <summary>The country.</summary>
    public string? Country => Fields.At("location").Text("country");

    /// <summary>The city.</summary>
    public string? City => Fields.At("location").Text("city");

    /// <summary>The number of the autonomous system.</summary>
    public long? Asn => Fields.At("autonomousSystem").Integer("number");

    /// <summary>Who has registered the autonomous system.</summary>
    public string? AsnOrg => Fields.At("autonomousSystem").Text("name");

    /// <summary>INBOUND or OUTBOUND.</summary>
    public string? Direction => Fields.At("connection").Text("direction");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The address or domain, and where it is.</summary>
    public override string ToString()
    {
        var place = string.Join(", ", new[] { City, Country }.OfType<string>());
        var system = Asn is null ? AsnOrg : FormattableString.Invariant($"AS{Asn} {AsnOrg}").TrimEnd();
        var known = string.Join("; ", new[] { place, system }.Where(text => !string.IsNullOrEmpty(text)));
        var name = string.Join(" ", new[] { GuardDutyAction.Endpoint(IpAddress, Port, null), Domain }.Where(text => !string.IsNullOrEmpty(text)));
        return known.Length == 0 ? name : $"{name} ({known})";
    }
}
