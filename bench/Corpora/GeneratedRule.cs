using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>A Sigma rule that was made up.</summary>
/// <param name="Name">Its name, and its file's.</param>
/// <param name="Events">The events that it names; none when it must see every record.</param>
/// <param name="Finds">What it matches.</param>
/// <param name="Detection">The lines below detection, indented by two.</param>
internal sealed record GeneratedRule(string Name, IReadOnlyList<EventKind> Events, Finds Finds, string Detection)
{
    /// <summary>The whole document.</summary>
    public string Yaml
    {
        get
        {
            string id = Encoding.ASCII.GetString(new TextBuffer().AddUuid(Rng.Of(Name)).Text);
            return $"""
                title: Generated {Name}
                id: {id}
                status: test
                description: |
                  Made for the benchmark. It has the parts that public rules have, and matches only records that were planted.
                references:
                  - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
                author: The AwsIr authors
                date: 2026-03-01
                tags:
                  - attack.persistence
                  - attack.t1098
                logsource:
                  product: aws
                  service: cloudtrail
                detection:

                """ + Detection + """

                falsepositives:
                  - Administrators at work
                level: medium
                """ + "\n";
        }
    }

    /// <summary>A rule that names events, with one of the shapes that public rules have.</summary>
    public static GeneratedRule ForEvents(IReadOnlyList<EventKind> events, int number, int variant, Rng rng)
    {
        string names = string.Concat(events.Select(static kind => $"\n      - {kind.Name}"));
        string selection = $"""
              selection:
                eventSource: {events[0].Service}.amazonaws.com
                eventName:{names}
            """;
        string user = $"{Marker.User}-{variant}", tool = $"{Marker.Tool}-{variant}", parameter = $"{Marker.Parameter}-{variant}";
        string success = rng.Below(3) switch
        {
            0 => "\n    errorCode: null",
            1 => "\n    errorCode|exists: false",
            _ => "",
        };
        string rest = rng.Below(8) switch
        {
            0 => $"""
                  who:
                    userIdentity.arn|endswith: ':user/{user}'
                  condition: selection and who
                """,
            1 => $"""
                  tool:
                    userAgent|contains:
                      - '{tool}/'
                      - 'unheard-of-{number}'
                      - 'kali-not-here'
                  condition: selection and tool
                """,
            2 => $"""
                  parameter:
                    requestParameters.note|contains: '{parameter}'
                  condition: selection and parameter
                """,
            3 => $"""
                  place:
                    sourceIPAddress|cidr: 198.51.100.{8 * variant}/29
                  filter:
                    userIdentity.invokedBy|exists: true
                  condition: selection and place and not filter
                """,
            4 => $"""
                  who:
                    userIdentity.type: IAMUser
                    userIdentity.userName|startswith: '{user}'
                  filter_internal:
                    sourceIPAddress|startswith: '10.'
                  filter_console:
                    userAgent|startswith: 'Mozilla/'
                  condition: selection and who and not 1 of filter_*
                """,
            5 => $"""
                  who:
                    userIdentity.arn|re: '^arn:aws:iam::\d+:user/{user}$'
                  condition: selection and who
                """,
            6 => $"""
                  request:
                    requestParameters|contains: '"{parameter}"'
                  response:
                    responseElements.nothing|exists: true
                  condition: selection and (request or response)
                """,
            _ => $"""
                  session:
                    userIdentity.sessionContext.sessionIssuer.userName: 'role-{number}-{variant}'
                  who:
                    userIdentity.userName: '{user}'
                    userIdentity.accessKeyId|startswith: AKIA
                  condition: selection and 1 of session* or selection and who
                """,
        };
        return new GeneratedRule($"generated-{variant}-{number}", events, variant == 0 ? Finds.Planted : Finds.Nothing, selection + success + "\n" + rest);
    }

    /// <summary>A rule without an event's name.</summary>
    /// <param name="shape">Which, from 0 to 5.</param>
    /// <param name="variant">What it looks for; 0 is what was planted.</param>
    public static GeneratedRule ForEveryRecord(int shape, int variant)
    {
        (Finds finds, string detection) = shape switch
        {
            0 => (Finds.Planted, $"""
                  selection:
                    userAgent|contains:
                      - '{Marker.Tool}-{variant}/'
                      - 'evil-scanner-{variant}'
                      - 'os/unheard-of#{variant}'
                  condition: selection
                """),
            1 => (Finds.Nothing, $"""
                  selection:
                    errorCode:
                      - AccessDenied
                      - Client.UnauthorizedOperation
                    userIdentity.arn|contains: ':user/{Marker.User}-{variant}'
                  condition: selection
                """),
            2 when variant == 0 => (Finds.Root, """
                  selection:
                    userIdentity.type: Root
                  filter:
                    - userIdentity.invokedBy|exists: true
                    - eventType: AwsServiceEvent
                  condition: selection and not filter
                """),
            2 => (Finds.Nothing, $"""
                  selection:
                    userIdentity.type: Root
                    userAgent|startswith: '{Marker.Tool}-{variant}'
                  condition: selection
                """),
            3 => (Finds.Nothing, $"""
                  selection:
                    userIdentity.arn|re: '.+:assumed-role/unheard-of-{variant}[^/]*/i-[0-9a-f]+$'
                  place:
                    sourceIPAddress|fieldref: requestParameters.sourceAddress
                  condition: selection and place
                """),
            4 => (Finds.Planted, $"""
                  selection:
                    userIdentity.userName|startswith: '{Marker.User}-{variant}'
                    eventType: AwsApiCall
                  condition: selection
                """),
            _ => (Finds.Nothing, $"""
                  selection:
                    errorMessage|contains: 'unheard-of-{variant}'
                  condition: selection
                """),
        };
        return new GeneratedRule($"generated-{variant}-any-{shape}", [], variant == 0 ? finds : Finds.Nothing, detection);
    }
}
