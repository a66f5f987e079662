using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Lines of access logs: common and combined of Apache and nginx, Application and Classic Load Balancers, CloudFront. Servers write quotes in what
/// clients send with a backslash, so the first bare quote of a line is the server's own, and so is the time before it.
/// </summary>
internal static class AccessLogMessage
{
    /// <summary>Writes the fields of a line; false, and nothing is written, if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        line = line.TrimEnd();
        return TryCommon(line, writer) || TryLoadBalancer(line, writer) || TryCloudFront(line, writer);
    }

    /// <summary>Finds the time in brackets that stands before the quoted request of a common or combined line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="time">What stands between the brackets.</param>
    /// <param name="start">Where the opening bracket is.</param>
    public static bool TryFindTime(ReadOnlySpan<char> line, out ReadOnlySpan<char> time, out int start)
    {
        time = default;
        var quote = line.IndexOf('"');
        start = quote < 2 || line[quote - 1] != ' ' || line[quote - 2] != ']' ? -1 : line.Slice(0, quote).LastIndexOf('[');
        if (start < 0)
        {
            return false;
        }

        time = line.Slice(start + 1, quote - 3 - start);
        return true;
    }

    /// <summary><c>ADDRESS IDENT USER [TIME] "REQUEST" STATUS BYTES["REFERRER" "AGENT"["FORWARDED FOR"]]</c>, maybe with the virtual host before it.</summary>
    private static bool TryCommon(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        if (!TryFindTime(line, out var time, out var start) || !LineTime.TryAccessLog(time, out _))
        {
            return false;
        }

        var head = line.Slice(0, start).TrimEnd(' ');
        var rest = line.Slice(start + time.Length + 3);
        var address = MessageText.TakeUntil(ref head, ' ');
        var second = MessageText.TakeUntil(ref head, ' ');
        ReadOnlySpan<char> host = default;
        if (!address.IsAddress() && second.IsAddress())
        {
            host = address;
            address = second;
            MessageText.TakeUntil(ref head, ' ');
        }

        if (!MessageText.TakeQuoted(ref rest, out var request))
        {
            return false;
        }

        var status = MessageText.TakeUntil(ref rest, ' ');
        if (status.Length != 3 || !status.IsDigits())
        {
            return false;
        }

        writer.WriteStartObject();
        writer.Text("address", address);
        writer.Text("user", head);
        writer.Text("virtualHost", host);
        WriteRequest(request, writer);
        writer.Number("status", status);
        writer.Number("bytes", MessageText.TakeUntil(ref rest, ' '));
        WriteQuoted("referrer", ref rest, writer);
        WriteQuoted("userAgent", ref rest, writer);
        WriteQuoted("forwardedFor", ref rest, writer);
        writer.WriteEndObject();
        return true;
    }

    /// <summary>
    /// <c>[TYPE ]TIME LOAD-BALANCER CLIENT:PORT TARGET:PORT 3 DURATIONS STATUS TARGET-STATUS RECEIVED SENT "REQUEST" "AGENT" …</c>:
    /// Application Load Balancers have the type, Classic ones have not.
    /// </summary>
    private static bool TryLoadBalancer(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        var rest = line;
        ReadOnlySpan<char> type = default;
        if (line.Begins("http ") || line.Begins("https ") || line.Begins("h2 ") || line.Begins("grpcs ") || line.Begins("ws ") || line.Begins("wss "))
        {
            type = MessageText.TakeUntil(ref rest, ' ');
        }

        if (!LineTime.IsIso(MessageText.TakeUntil(ref rest, ' ')))
        {
            return false;
        }

        var loadBalancer = MessageText.TakeUntil(ref rest, ' ');
        var client = MessageText.TakeUntil(ref rest, ' ');
        var address = HostOf(client, out var port);
        var target = MessageText.TakeUntil(ref rest, ' ');
        for (var duration = 0; duration < 3; duration++)
        {
            MessageText.TakeUntil(ref rest, ' ');
        }

        var status = MessageText.TakeUntil(ref rest, ' ');
        var targetStatus = MessageText.TakeUntil(ref rest, ' ');
        var received = MessageText.TakeUntil(ref rest, ' ');
        var sent = MessageText.TakeUntil(ref rest, ' ');
        if (!address.IsAddress() || !(status.IsDigits() || status.Is("-")) || !MessageText.TakeQuoted(ref rest, out var request))
        {
            return false;
        }

        writer.WriteStartObject();
        writer.Text("type", type);
        writer.Text("loadBalancer", loadBalancer);
        writer.Text("address", address);
        writer.Number("port", port);
        writer.Text("target", target);
        WriteRequest(request, writer);
        writer.Number("status", status);
        writer.Number("targetStatus", targetStatus);
        writer.Number("bytes", sent);
        writer.Number("receivedBytes", received);
        WriteQuoted("userAgent", ref rest, writer);
        writer.WriteEndObject();
        return true;
    }

    /// <summary>
    /// CloudFront's standard log: date, time, edge, bytes, client, method, host, path, status, referrer, agent, query, cookie and more, between tabs.
    /// </summary>
    private static bool TryCloudFront(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        const int DateLength = 10;
        if (line.Length < 20 || line[DateLength] != '\t' || !LineTime.TryIso(line, out _, out var length) || length >= line.Length || line[length] != '\t')
        {
            return false;
        }

        var rest = line.Slice(length + 1);
        var edge = MessageText.TakeUntil(ref rest, '\t');
        var bytes = MessageText.TakeUntil(ref rest, '\t');
        var address = MessageText.TakeUntil(ref rest, '\t');
        if (!address.IsAddress())
        {
            return false;
        }

        writer.WriteStartObject();
        writer.Text("edgeLocation", edge);
        writer.Text("address", address);
        writer.Text("method", MessageText.TakeUntil(ref rest, '\t'));
        writer.Text("host", MessageText.TakeUntil(ref rest, '\t'));
        writer.Text("path", MessageText.TakeUntil(ref rest, '\t'));
        writer.Number("status", MessageText.TakeUntil(ref rest, '\t'));
        writer.Number("bytes", bytes);
        writer.Text("referrer", MessageText.TakeUntil(ref rest, '\t'));
        writer.Text("userAgent", MessageText.TakeUntil(ref rest, '\t'));
        writer.Text("query", MessageText.TakeUntil(ref rest, '\t'));
        writer.WriteEndObject();
        return true;
    }

    /// <summary>Writes <c>METHOD TARGET PROTOCOL</c>; of what is none, the whole as <c>request</c>.</summary>
    private static void WriteRequest(ReadOnlySpan<char> request, Utf8JsonWriter writer)
    {
        var method = request.IndexOf(' ');
        var protocol = request.LastIndexOf(' ');
        if (method <= 0 || protocol <= method || !IsMethod(request.Slice(0, method)))
        {
            writer.Text("request", request);
            return;
        }

        writer.Text("method", request.Slice(0, method));
        var target = request.Slice(method + 1, protocol - method - 1);
        var authority = target.Find("://");
        if (authority > 0 && target.IndexOf('/') == authority + 1)
        {
            target = target.Slice(authority + 3);
            var slash = target.IndexOfAny('/', '?');
            slash = slash < 0 ? target.Length : slash;
            writer.Text("host", target.Slice(0, slash));
            target = target.Slice(slash);
        }

        var query = target.IndexOf('?');
        writer.Text("path", query < 0 ? target : target.Slice(0, query));
        if (query >= 0)
        {
            writer.Text("query", target.Slice(query + 1));
        }

        writer.Text("protocol", request.Slice(protocol + 1));
    }

    private static void WriteQuoted(string name, ref ReadOnlySpan<char> rest, Utf8JsonWriter writer)
    {
        if (MessageText.TakeQuoted(ref rest, out var value))
        {
            writer.Text(name, value);
        }
    }

    /// <summary>The host of <c>192.0.2.1:2817</c> or <c>[2001:db8::1]:2817</c>.</summary>
    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> pair, out ReadOnlySpan<char> port)
    {
        var colon = pair.LastIndexOf(':');
        port = colon < 0 ? default : pair.Slice(colon + 1);
        return (colon < 0 ? pair : pair.Slice(0, colon)).TrimStart('[').TrimEnd(']');
    }

    private static bool IsMethod(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
