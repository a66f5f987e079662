using AwsIr.Records;

namespace AwsIr;

/// <summary>What GuardDuty takes for a sign of an attack: a tactic, a technique, a bad address, an unusual API…</summary>
public sealed class GuardDutyIndicator
{
    internal GuardDutyIndicator(JsonDictionary fields) => Fields = fields;

    /// <summary>ATTACK_TACTIC, ATTACK_TECHNIQUE, HIGH_RISK_API, MALICIOUS_IP, TOR_IP, SUSPICIOUS_USER_AGENT, UNUSUAL_API_FOR_ACCOUNT…</summary>
    public string? Key => Fields.Text("key");

    /// <summary>What AWS calls it.</summary>
    public string? Title => Fields.Text("title");

    /// <summary>The values: names of APIs, addresses, techniques…</summary>
    public string[] Values => Fields.Texts("values");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The key and the values.</summary>
    public override string ToString() => Values.Length == 0 ? Key ?? "" : $"{Key}: {string.Join(", ", Values)}";
}
