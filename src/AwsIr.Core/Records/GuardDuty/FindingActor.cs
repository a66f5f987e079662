namespace AwsIr.Records;

/// <summary>Makes one readable name of whom a finding names, the same as CloudTrail's events of that principal have.</summary>
internal static class FindingActor
{
    /// <summary>Who did it; null if the finding names nobody.</summary>
    public static string? Of(GuardDutyFinding finding)
    {
        var resource = finding.Resource;
        return Principal(resource.UserType, resource.UserName, resource.PrincipalId)
            ?? resource.KubernetesUser
            ?? resource.DbUser
            ?? finding.Action?.Logins.Select(login => login.User).FirstOrDefault(user => user is not null)
            ?? finding.Actors.Select(actor => Principal(actor.UserType, actor.UserName, actor.UserUid)).FirstOrDefault(name => name is not null);
    }

    private static string? Principal(string? type, string? name, string? id)
    {
        if (type == "Root")
        {
            return "root";
        }

        // Of a role session the name is the role's, and the id is AROA…:session-name.
        var colon = type is "AssumedRole" or "Role" && id is not null ? id.IndexOf(':') : -1;
        var session = colon < 0 || colon == id!.Length - 1 ? null : id.Substring(colon + 1);
        return session is null ? name ?? id
            : name is null ? session
            : ActorName.PermissionSetUser(name + "/" + session) ?? name + "/" + session;
    }
}
