using System.Net;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's GuardDuty.</summary>
public sealed class FakeGuardDutyTests : FakeWorld
{
    private const string Id = "12abc34d567e8fa901bc2d34e56789f0";

    [Fact]
    public void A_detector_has_features_members_and_an_administrator()
    {
        Assert.Empty(Get("/detector")["detectorIds"]!.AsArray());
        Detector detector = Home.AddDetector(Id);
        detector.Members["444455556666"] = "Enabled";
        detector.Members["777788889999"] = "Removed";
        Assert.Equal(Id, (string?)Get("/detector")["detectorIds"]![0]);
        Assert.Equal("", (string?)Get("/detector")["nextToken"]);

        JsonObject shown = Get($"/detector/{Id}");
        Assert.Equal(("ENABLED", "SIX_HOURS"), ((string?)shown["status"], (string?)shown["findingPublishingFrequency"]));
        Assert.Equal("DISABLED", (string?)shown["features"]!.AsArray().Single(static feature => (string?)feature!["name"] == "RUNTIME_MONITORING")!["status"]);
        Assert.Equal("444455556666", (string?)Get($"/detector/{Id}/member")["members"]!.AsArray().Single()!["accountId"]);
        Assert.Equal(2, Get($"/detector/{Id}/member?onlyAssociated=false")["members"]!.AsArray().Count);
        Assert.Empty(Get($"/detector/{Id}/administrator"));
        detector.AdministratorId = "444455556666";
        Assert.Equal("444455556666", (string?)Get($"/detector/{Id}/administrator")["administrator"]!["accountId"]);

        FakeAnswer other = Client.GuardDuty(HttpMethod.Get, "/detector/00000000000000000000000000000000");
        Assert.Equal((HttpStatusCode.BadRequest, "BadRequestException", "The request is rejected because the input detectorId is not owned by the current account."), (other.Status, other.Headers["x-amzn-ErrorType"], (string?)other.Json["message"]));
    }

    [Fact]
    public void Findings_are_listed_by_criteria_and_fetched_by_fifty()
    {
        Detector detector = Home.AddDetector(Id);
        for (int i = 0; i < 60; i++)
        {
            detector.Findings.Add(new JsonObject
            {
                ["id"] = $"f{i:D2}",
                ["type"] = i % 2 == 0 ? "Recon:EC2/Portscan" : "UnauthorizedAccess:EC2/SSHBruteForce",
                ["severity"] = i % 10,
                ["updatedAt"] = $"2026-03-17T13:{i:D2}:00Z",
                ["service"] = new JsonObject { ["archived"] = i >= 50 },
                ["resource"] = new JsonObject { ["instanceDetails"] = new JsonObject { ["networkInterfaces"] = new JsonArray(new JsonObject { ["vpcId"] = $"vpc-{i}" }) } },
            });
        }

        JsonObject first = List([]);
        Assert.Equal(50, first["findingIds"]!.AsArray().Count);
        Assert.Equal(10, List(new JsonObject { ["nextToken"] = (string?)first["nextToken"] })["findingIds"]!.AsArray().Count);
        // 1773752400000 is 13:00 that day.
        Assert.Equal(["f10", "f11", "f12"], Ids("updatedAt", new JsonObject { ["greaterThanOrEqual"] = 1773752400000 + 600000, ["lessThan"] = 1773752400000 + 780000 }));
        Assert.Equal(["f07", "f08", "f09"], Ids("severity", new JsonObject { ["gte"] = 7 })[..3]);
        Assert.Equal(10, Ids("service.archived", new JsonObject { ["equals"] = new JsonArray("true") }).Length);
        Assert.Equal(30, Ids("type", new JsonObject { ["neq"] = new JsonArray("Recon:EC2/Portscan") }).Length);
        Assert.Equal(["f03"], Ids("resource.instanceDetails.networkInterfaces.vpcId", new JsonObject { ["eq"] = new JsonArray("vpc-3") }));
        JsonObject sorted = List(new JsonObject { ["sortCriteria"] = new JsonObject { ["attributeName"] = "updatedAt", ["orderBy"] = "DESC" }, ["maxResults"] = 1 });
        Assert.Equal("f59", (string?)sorted["findingIds"]![0]);

        Assert.Equal(HttpStatusCode.BadRequest, Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings", Criterion("nothing", new JsonObject { ["eq"] = new JsonArray("x") })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings", Criterion("severity", new JsonObject { ["gte"] = 7.5 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings", new JsonObject { ["maxResults"] = 51 }).Status);

        JsonArray found = Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings/get", new JsonObject { ["findingIds"] = new JsonArray("f59", "none", "f01") }).Ok().Json["findings"]!.AsArray();
        Assert.Equal(["f59", "f01"], found.Select(static finding => (string)finding!["id"]!));
        JsonArray many = [.. Enumerable.Range(0, 51).Select(static i => (JsonNode)$"f{i:D2}")];
        FakeAnswer tooMany = Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings/get", new JsonObject { ["findingIds"] = many });
        Assert.Equal("BadRequestException", tooMany.Headers["x-amzn-ErrorType"]);

        JsonObject List(JsonObject body) => Client.GuardDuty(HttpMethod.Post, $"/detector/{Id}/findings", body).Ok().Json;
        string[] Ids(string attribute, JsonObject condition) => [.. List(Criterion(attribute, condition))["findingIds"]!.AsArray().Select(static id => (string)id!)];
        static JsonObject Criterion(string attribute, JsonObject condition) => new() { ["findingCriteria"] = new JsonObject { ["criterion"] = new JsonObject { [attribute] = condition } } };
    }

    [Fact]
    public void Denied_is_403_with_the_code_in_a_header()
    {
        World.Deny("guardduty:*");
        FakeAnswer denied = Client.GuardDuty(HttpMethod.Get, "/detector");
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.StartsWith("AccessDeniedException:", denied.Headers["x-amzn-ErrorType"], StringComparison.Ordinal);
        Assert.Contains("guardduty:ListDetectors on resource: arn:aws:guardduty:eu-west-1:111122223333:detector/* because", (string?)denied.Json["message"], StringComparison.Ordinal);
    }

    private JsonObject Get(string path) => Client.GuardDuty(HttpMethod.Get, path).Ok().Json;
}
