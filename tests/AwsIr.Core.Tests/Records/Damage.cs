using System.Text.Json.Nodes;

namespace AwsIr.Tests.Records;

/// <summary>Makes JSON that is valid and wrong.</summary>
internal static class Damage
{
    /// <summary>The text once for every member and element in it and every other value, with that value in its place.</summary>
    public static IEnumerable<string> EachMember(string json, string[] values)
    {
        foreach (var path in Paths(JsonNode.Parse(json)!).Skip(1).ToList())
        {
            foreach (var value in values)
            {
                var copy = JsonNode.Parse(json)!;
                Find(copy, path).ReplaceWith(JsonNode.Parse(value));
                yield return copy.ToJsonString();
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value).Select(path => path.Prepend(member.Key).ToArray())).Prepend([]),
        JsonArray items => items.SelectMany((item, i) => Paths(item).Select(path => path.Prepend(i).ToArray())).Prepend([]),
        _ => [[]],
    };

    private static JsonNode Find(JsonNode node, object[] path)
    {
        foreach (var step in path)
        {
            // A null has no node to replace: it gets one.
            if (step is string key)
            {
                node = node[key] ??= JsonValue.Create(0);
            }
            else
            {
                node = node[(int)step] ??= JsonValue.Create(0);
            }
        }

        return node;
    }
}
