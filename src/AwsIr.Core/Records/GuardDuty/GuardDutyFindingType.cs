namespace AwsIr.Records;

/// <summary>
/// The parts of a finding type: <c>ThreatPurpose:ResourceTypeAffected/ThreatFamilyName.DetectionMechanism!Artifact</c>, of which the
/// last two may be missing. A text of another form has the parts that can be told.
/// See https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html.
/// </summary>
/// <param name="Purpose">ThreatPurpose, such as <c>CryptoCurrency</c>.</param>
/// <param name="ResourceType">ResourceTypeAffected, such as <c>EC2</c>.</param>
/// <param name="Family">ThreatFamilyName, such as <c>BitcoinTool</c>.</param>
/// <param name="Mechanism">DetectionMechanism, such as <c>B</c>.</param>
/// <param name="Artifact">Artifact, such as <c>DNS</c>.</param>
internal readonly record struct GuardDutyFindingType(string? Purpose, string? ResourceType, string? Family, string? Mechanism, string? Artifact)
{
    /// <summary>Takes a type apart.</summary>
    public static GuardDutyFindingType Parse(string? type)
    {
        var (purpose, rest) = Split(type, ':');
        var (resource, name) = Split(rest, '/');
        var (threat, artifact) = Split(name, '!');
        var (family, mechanism) = Split(threat, '.');
        return new(purpose, resource, family, mechanism, artifact);
    }

    /// <summary>
    /// The GuardDuty type that Security Hub shows as one of its own. Most are <c>TTPs/Discovery/Recon:EC2-Portscan</c>, but not all:
    /// see the table in https://docs.aws.amazon.com/guardduty/latest/ug/securityhub-integration.html.
    /// </summary>
    public static string FromSecurityHub(string type)
    {
        var colon = type.IndexOf(':');
        var name = type.Substring(type.LastIndexOf('/', colon < 0 ? type.Length - 1 : colon) + 1);
        var category = type.Substring(0, type.Length - name.Length).TrimEnd('/');
        category = category.Substring(category.LastIndexOf('/') + 1).Replace(" ", "");
        var (purpose, rest) = Split(name, ':');
        if (rest is null)
        {
            // TTPs/Credential Access/IAMUser-AnomalousBehavior
            return category.Length == 0 ? name : category + ":" + WithSlash(name);
        }

        if (purpose == "EC2")
        {
            // TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver
            return category + ":EC2/" + rest.Replace("-", "");
        }

        // TTPs/AnomalousBehavior/Execution:Kubernetes-ExecInPod
        var whole = WithSlash(rest);
        return purpose + ":" + (category == "AnomalousBehavior" ? whole.Replace("/", "/AnomalousBehavior.") : whole);
    }

    private static string WithSlash(string name)
    {
        var dash = name.IndexOf('/') < 0 ? name.IndexOf('-') : -1;
        return dash < 0 ? name : name.Remove(dash, 1).Insert(dash, "/");
    }

    private static (string? Before, string? After) Split(string? text, char separator)
    {
        var at = text?.IndexOf(separator) ?? -1;
        return at < 0 ? (text, null) : (text!.Substring(0, at), text.Substring(at + 1));
    }
}
