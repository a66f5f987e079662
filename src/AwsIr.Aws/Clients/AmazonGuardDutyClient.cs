using System.Text.Json;
using AwsIr.Access;
using AwsIr.Records;

namespace AwsIr.Clients;

/// <summary>Amazon GuardDuty.</summary>
/// <param name="target">Where, and who to be.</param>
internal sealed class AmazonGuardDutyClient(AwsTarget target) : ServiceClient(Service, target)
{
    /// <summary>How many findings one request gets at most.</summary>
    public const int MaxFindings = 50;

    private static readonly ServiceDescription Service = new("GuardDuty", "guardduty", "guardduty", "2017-11-28", ServiceProtocol.RestJson);

    /// <summary>Lists the detectors: one, or none if GuardDuty is off in the region.</summary>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<string>> ListDetectorsAsync(string? nextToken, CancellationToken cancellation)
    {
        var request = new OperationRequest("ListDetectors") { Method = "GET", Path = "/detector", Query = PageQuery(nextToken) };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return new Page<string>(answer.Texts("detectorIds"), answer.Text("nextToken"));
    }

    /// <summary>Lists findings' ids, those that were updated first first.</summary>
    /// <param name="detectorId">The detector.</param>
    /// <param name="criteria">What they must meet, by field; none for all.</param>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<string>> ListFindingsAsync(string detectorId, IReadOnlyCollection<FindingCriterion> criteria, string? nextToken, CancellationToken cancellation)
    {
        var request = new OperationRequest("ListFindings")
        {
            Path = "/detector/{DetectorId}/findings",
            PathParts = new Dictionary<string, string> { ["DetectorId"] = detectorId },
            Body = JsonAnswer.Write(body =>
            {
                if (criteria.Count > 0)
                {
                    body.WriteStartObject("findingCriteria");
                    body.WriteStartObject("criterion");
                    foreach (var criterion in criteria)
                    {
                        body.WriteStartObject(criterion.Field);
                        body.Optional("equals", criterion.EqualTo);
                        body.Optional("greaterThanOrEqual", criterion.AtLeast);
                        body.WriteEndObject();
                    }

                    body.WriteEndObject();
                    body.WriteEndObject();
                }

                body.WriteStartObject("sortCriteria");
                body.WriteString("attributeName", "updatedAt");
                body.WriteString("orderBy", "ASC");
                body.WriteEndObject();
                body.WriteNumber("maxResults", MaxFindings);
                body.Optional("nextToken", nextToken);
            }),
        };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return new Page<string>(answer.Texts("findingIds"), answer.Text("nextToken"));
    }

    /// <summary>Gets findings.</summary>
    /// <param name="detectorId">The detector.</param>
    /// <param name="findingIds">Their ids, <see cref="MaxFindings"/> at most.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The answer as it came, in whatever order.</returns>
    public Task<byte[]> GetFindingsAsync(string detectorId, IReadOnlyCollection<string> findingIds, CancellationToken cancellation) =>
        SendAsync(
            new OperationRequest("GetFindings")
            {
                Path = "/detector/{DetectorId}/findings/get",
                PathParts = new Dictionary<string, string> { ["DetectorId"] = detectorId },
                Body = JsonAnswer.Write(body =>
                {
                    body.Optional("findingIds", findingIds);
                    body.WriteStartObject("sortCriteria");
                    body.WriteString("attributeName", "updatedAt");
                    body.WriteString("orderBy", "ASC");
                    body.WriteEndObject();
                }),
            },
            cancellation);

    /// <summary>Asks what a detector does.</summary>
    /// <param name="detectorId">The detector.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Detector> GetDetectorAsync(string detectorId, CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(await SendAsync(OfDetector("GetDetector", "/detector/{DetectorId}", detectorId), cancellation).ConfigureAwait(false));
        return new Detector(IsEnabled(answer) ?? throw Garbled())
        {
            CreationTime = UtcTime.Parse(answer.Text("createdAt")),
            Features =
            [
                .. from feature in answer.Items("features")
                   let name = feature.Text("name")
                   where name is not null
                   select new KeyValuePair<string, bool>(name, IsEnabled(feature) ?? false),
            ],
        };

        static bool? IsEnabled(JsonElement element) => element.Text("status") switch { "ENABLED" => true, "DISABLED" => false, _ => null };
    }

    /// <summary>Asks which account administers a detector.</summary>
    /// <param name="detectorId">The detector.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The account, or null for none.</returns>
    public async Task<string?> GetAdministratorAccountAsync(string detectorId, CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(
            await SendAsync(OfDetector("GetAdministratorAccount", "/detector/{DetectorId}/administrator", detectorId), cancellation).ConfigureAwait(false));
        return answer.Property("administrator") is { } administrator && administrator.Text("accountId") is { Length: > 0 } account ? account : null;
    }

    /// <summary>Lists the accounts that a detector administers.</summary>
    /// <param name="detectorId">The detector.</param>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Each with its relationship, such as Enabled.</returns>
    public async Task<Page<KeyValuePair<string, string>>> ListMembersAsync(string detectorId, string? nextToken, CancellationToken cancellation)
    {
        var answer = JsonAnswer.Parse(
            await SendAsync(OfDetector("ListMembers", "/detector/{DetectorId}/member", detectorId, PageQuery(nextToken)), cancellation).ConfigureAwait(false));
        return new Page<KeyValuePair<string, string>>(
            [.. answer.Items("members").Select(static member => new KeyValuePair<string, string>(member.Text("accountId") ?? "", member.Text("relationshipStatus") ?? ""))],
            answer.Text("nextToken"));
    }

    private static OperationRequest OfDetector(string operation, string path, string detectorId, Dictionary<string, string>? query = null) => new(operation)
    {
        Method = "GET",
        Path = path,
        PathParts = new Dictionary<string, string> { ["DetectorId"] = detectorId },
        Query = query ?? [],
    };

    private static Dictionary<string, string> PageQuery(string? nextToken)
    {
        var query = new Dictionary<string, string> { ["maxResults"] = "50" };
        if (nextToken is not null)
        {
            query["nextToken"] = nextToken;
        }

        return query;
    }
}
