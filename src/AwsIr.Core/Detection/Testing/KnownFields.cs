using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>The fields that AWS documents for each kind of log, and what is wrong with one that is not among them.</summary>
internal static class KnownFields
{
    /// <summary>Longer names are not compared for likeness.</summary>
    private const int LongestName = 64;

    /// <summary>Fields of CloudTrail records whose content depends on the service, or is not worth a list.</summary>
    private static readonly string[] OpenCloudTrail =
    [
        "requestParameters", "responseElements", "additionalEventData", "serviceEventDetails",
        "addendum", "eventContext", "edgeDeviceDetails", "insightDetails",
    ];

    private static readonly string[] CloudTrailParts =
    [
        "userIdentity.type", "userIdentity.principalId", "userIdentity.arn", "userIdentity.accountId", "userIdentity.accessKeyId",
        "userIdentity.userName", "userIdentity.invokedBy", "userIdentity.identityProvider", "userIdentity.credentialId",
        "userIdentity.sessionContext.sessionIssuer.type", "userIdentity.sessionContext.sessionIssuer.userName",
        "userIdentity.sessionContext.sessionIssuer.principalId", "userIdentity.sessionContext.sessionIssuer.arn",
        "userIdentity.sessionContext.sessionIssuer.accountId",
        "userIdentity.sessionContext.webIdFederationData.federatedProvider", "userIdentity.sessionContext.webIdFederationData.attributes.*",
        "userIdentity.sessionContext.attributes.creationDate", "userIdentity.sessionContext.attributes.mfaAuthenticated",
        "userIdentity.sessionContext.sourceIdentity", "userIdentity.sessionContext.ec2RoleDelivery",
        "userIdentity.sessionContext.ec2IssuedInVpc", "userIdentity.sessionContext.assumedRoot",
        "userIdentity.onBehalfOf.userId", "userIdentity.onBehalfOf.identityStoreArn",
        "userIdentity.inScopeOf.sourceArn", "userIdentity.inScopeOf.sourceAccount", "userIdentity.inScopeOf.issuerType",
        "userIdentity.inScopeOf.credentialsIssuedTo",
        "tlsDetails.tlsVersion", "tlsDetails.cipherSuite", "tlsDetails.clientProvidedHostHeader", "tlsDetails.keyExchange",
        "resources.ARN", "resources.accountId", "resources.type", "resources.ARNPrefix",
    ];

    private static readonly string[] GuardDuty =
    [
        "schemaVersion", "accountId", "region", "partition", "id", "arn", "type", "severity", "confidence", "createdAt", "updatedAt",
        "title", "description", "associatedAttackSequenceArn", "resource.*", "service.*",
    ];

    private static readonly Dictionary<RecordSource, FieldTree> Trees = new()
    {
        [RecordSource.CloudTrail] = new FieldTree(
            [.. Enumerable.Range(0, (int)RecordKey.InsightDetails + 1).Select(key => TopLevel(RecordKeys.Name((RecordKey)key))), .. CloudTrailParts]),
        [RecordSource.FlowLog] = new FieldTree(FlowLogFieldNames.All),
        [RecordSource.GuardDuty] = new FieldTree(GuardDuty),
    };

    /// <summary>Whether the field has at most one value in a record of the source, so that it cannot be two things at once.</summary>
    public static bool IsSingle(RecordSource source, string field) =>
        Trees.TryGetValue(source, out FieldTree? tree)
        && !field.StartsWith("resources.", StringComparison.Ordinal)
        && field != "associatedAttackSequenceArn"
        && tree.Find(field, out string right) == FieldTree.Found.Value
        && right == field;

    /// <summary>What is wrong with a field's name; null if nothing is known to be.</summary>
    /// <param name="source">The log.</param>
    /// <param name="field">The field as a rule names it.</param>
    /// <param name="guess">Whether to look for the field that was meant, which takes a while.</param>
    public static string? Problem(RecordSource source, string field, bool guess)
    {
        if (!Trees.TryGetValue(source, out FieldTree? tree))
        {
            // Messages are what their writers make of them.
            return null;
        }

        FieldTree.Found found = tree.Find(field, out string right);
        string quoted = YamlNode.Quote(field);
        if (found == FieldTree.Found.None)
        {
            string? like = guess ? Likely(tree, field) : null;
            string hint = like is null ? "look it up in the documentation of the log" : $"did you mean '{like}'?";
            return $"the field {quoted} is not one of {NameOf(source)}, so nothing can stand in it: {hint}";
        }

        return right == field ? null : $"the field {quoted} is spelled {YamlNode.Quote(right)} in the logs: write it so, other tools mind the case";
    }

    private static string TopLevel(string name) => Array.IndexOf(OpenCloudTrail, name) >= 0 ? name + ".*" : name;

    private static string NameOf(RecordSource source) => source switch
    {
        RecordSource.FlowLog => "flow logs",
        RecordSource.GuardDuty => "GuardDuty findings",
        _ => "CloudTrail records",
    };

    /// <summary>The known field that an author may have meant: the same last part elsewhere, or one that differs by a letter or two.</summary>
    private static string? Likely(FieldTree tree, string field)
    {
        if (field.Length == 0 || field.Length > LongestName)
        {
            return null;
        }

        string plain = field.Replace('_', '-');
        string last = "." + field.Split('.').Last();
        return tree.Names.FirstOrDefault(name => string.Equals(name, plain, StringComparison.OrdinalIgnoreCase))
            ?? tree.Names.Where(name => Distance(name, field) <= Math.Min(2, field.Length / 3)).OrderBy(name => Distance(name, field)).FirstOrDefault()
            ?? tree.Names.FirstOrDefault(name => name.EndsWith(last, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>How many letters must be put in, taken out or changed to make one text of the other, without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + change);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
