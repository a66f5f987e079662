using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Tells kinds of text apart.</summary>
internal static class LogTextKinds
{
    /// <summary>How much of a text is looked at, in bytes, and how many of its lines.</summary>
    private const int Looked = 16 * 1024;
    private const int LookedLines = 10;

    /// <summary>The kind of a text; fills the window with its beginning.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="path">The file's name.</param>
    /// <param name="anyText">Whether text that is nothing else is lines of a log.</param>
    /// <param name="flowLog">Knows a flow log.</param>
    public static LogTextKind Of(EvidenceBuffer buffer, string path, bool anyText, FlowLogReader flowLog)
    {
        if (buffer.Window.StartsWith(ParquetFile.Mark))
        {
            return LogTextKind.Parquet;
        }

        if (JsonRecordReader.BeginsAsJson(buffer))
        {
            return LogTextKind.Json;
        }

        if (flowLog.Recognises(buffer))
        {
            return LogTextKind.FlowLog;
        }

        while (buffer.Window.Length < Looked && buffer.Fill())
        {
        }

        var text = buffer.Window.Slice(0, Math.Min(Looked, buffer.Window.Length));
        if (text.IndexOf((byte)0) >= 0)
        {
            return LogTextKind.Unknown;
        }

        if (IsExport(text))
        {
            return LogTextKind.Export;
        }

        if (LogEnvelope.BeginsAsBase64(text))
        {
            return LogTextKind.Envelopes;
        }

        if (path.EndsWith("aws-logs-write-test", StringComparison.Ordinal) && text.Length < 256)
        {
            return LogTextKind.ExportTest;
        }

        return anyText || IsLog(text) ? LogTextKind.Lines
            : JsonRecordReader.FirstByte(text) is (byte)'[' or (byte)'{' ? LogTextKind.Json
            : LogTextKind.Unknown;
    }

    /// <summary>Whether a line begins as an event of an export does: <c>2026-03-17T13:00:00.000Z </c>.</summary>
    public static bool IsExport(ReadOnlySpan<byte> line)
    {
        const string Form = "0000-00-00T00:00:00.000Z ";
        if (line.Length < Form.Length)
        {
            return false;
        }

        for (var i = 0; i < Form.Length; i++)
        {
            if (Form[i] == '0' ? line[i] is < (byte)'0' or > (byte)'9' : line[i] != Form[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one of the first lines is one of a log.</summary>
    private static bool IsLog(ReadOnlySpan<byte> text)
    {
        var json = new MessageJson();
        for (var count = 0; count < LookedLines && !text.IsEmpty; count++)
        {
            var end = text.IndexOf((byte)'\n');
            var line = JsonText.GetString(end < 0 ? text : text.Slice(0, end)).TrimEnd('\r');
            text = end < 0 ? default : text.Slice(end + 1);
            if (json.Read(line, []) is LogMessageKind.Syslog or LogMessageKind.LambdaReport or LogMessageKind.AccessLog or LogMessageKind.WindowsEvent
                || (BeginsWithDate(line) && LogMessage.TimeOf(line, null) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line begins as an ISO time does, with something behind it that is no comma: tables of times are no logs.</summary>
    private static bool BeginsWithDate(string line)
    {
        var end = line.IndexOfAny([' ', '\t', ',']);
        return end >= 10 && line[end] != ',' && line[4] == '-' && line[7] == '-' && char.IsDigit(line[0]);
    }
}
