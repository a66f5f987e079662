using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>A GuardDuty detector.</summary>
/// <param name="Id">Its id.</param>
public sealed record Detector(string Id)
{
    /// <summary>Whether it is on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS.</summary>
    public string PublishingFrequency { get; set; } = "SIX_HOURS";

    /// <summary>Its features and whether they are on.</summary>
    public Dictionary<string, bool> Features { get; } = new()
    {
        ["CLOUD_TRAIL"] = true,
        ["DNS_LOGS"] = true,
        ["FLOW_LOGS"] = true,
        ["S3_DATA_EVENTS"] = true,
        ["EKS_AUDIT_LOGS"] = false,
        ["EBS_MALWARE_PROTECTION"] = true,
        ["RDS_LOGIN_EVENTS"] = true,
        ["LAMBDA_NETWORK_LOGS"] = true,
        ["RUNTIME_MONITORING"] = false,
    };

    /// <summary>The findings in the form of the API, which is that of the export.</summary>
    public List<JsonObject> Findings { get; } = [];

    /// <summary>The member accounts and their relationship: Enabled, Created, Invited, Removed, Resigned…</summary>
    public Dictionary<string, string> Members { get; } = [];

    /// <summary>The administrator's account, or null.</summary>
    public string? AdministratorId { get; set; }
}
