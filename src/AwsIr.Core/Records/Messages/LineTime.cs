namespace AwsIr.Records;

/// <summary>Reads the times that lines of text have.</summary>
internal static class LineTime
{
    /// <summary>How long an ISO 8601 time is without fraction and zone: <c>2026-03-17T13:00:00</c>.</summary>
    private const int IsoLength = 19;

    /// <summary>How long <c>Mar 17 13:00:00</c> is.</summary>
    private const int SyslogLength = 15;

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>Clocks and zones differ, so a line may be stamped that much later than the time by which its year is found.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>The UTC time that a line has; see <see cref="LogMessage.TimeOf"/>.</summary>
    public static DateTime? Of(ReadOnlySpan<char> line, DateTime? yearFrom)
    {
        line = line.TrimStart();
        if (line.IsEmpty)
        {
            return null;
        }

        if (line[0] == '<')
        {
            if (line.Begins("<Event"))
            {
                return OfWindowsEvent(line);
            }

            SyslogHeader.TakePriority(ref line, out _);
            MessageText.Take(ref line, "1 ");
            if (line.IsEmpty)
            {
                return null;
            }
        }

        return AtStart(line, yearFrom) ?? AfterWord(line, yearFrom) ?? InBrackets(line) ?? OfAudit(line) ?? FlowLogMessage.StartOf(line);
    }

    /// <summary>Whether a text is an ISO 8601 time, all of it.</summary>
    public static bool IsIso(ReadOnlySpan<char> text) => TryIso(text, out _, out var length) && length == text.Length;

    /// <summary>
    /// Reads the ISO 8601 time that a text begins with: date and time with T, a space or a tab between, maybe with a fraction and a zone.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time in UTC; without a zone it is taken for UTC.</param>
    /// <param name="length">How long it is in the text.</param>
    public static bool TryIso(ReadOnlySpan<char> text, out DateTime time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length < IsoLength || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or ' ' or '\t')
            || !TryDigits(text.Slice(0, 4), out var year) || !TryDigits(text.Slice(5, 2), out var month) || !TryDigits(text.Slice(8, 2), out var day)
            || !TryTime(text.Slice(11, 8), out var ofDay) || !IsDate(year, month, day))
        {
            return false;
        }

        var at = IsoLength;
        if (at + 1 < text.Length && text[at] is '.' or ',' && text[at + 1] is >= '0' and <= '9')
        {
            var ticks = 0L;
            var unit = TimeSpan.TicksPerSecond / 10;
            for (at++; at < text.Length && text[at] is >= '0' and <= '9'; at++, unit /= 10)
            {
                ticks += (text[at] - '0') * unit;
            }

            ofDay += new TimeSpan(ticks);
        }

        at += TakeZone(text.Slice(at), out var zone);
        length = at;
        return TryUtc(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc), ofDay - zone, out time);
    }

    /// <summary>Reads the time of old syslog, <c>Mar 17 13:00:00</c>, that a text begins with; a day below ten has a space before it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <param name="ofDay">The time of the day.</param>
    /// <param name="length">How long it is in the text.</param>
    public static bool TrySyslog(ReadOnlySpan<char> text, out int month, out int day, out TimeSpan ofDay, out int length)
    {
        month = day = 0;
        ofDay = default;
        length = SyslogLength;
        return text.Length >= SyslogLength && text[3] == ' ' && text[6] == ' '
            && (month = Month(text)) > 0
            && TryDigits(text.Slice(text[4] == ' ' ? 5 : 4, text[4] == ' ' ? 1 : 2), out day) && IsDate(2000, month, day)
            && TryTime(text.Slice(7, 8), out ofDay);
    }

    /// <summary>Reads the time of access logs, <c>17/Mar/2026:13:00:00 +0000</c>, the zone of which may lack.</summary>
    public static bool TryAccessLog(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (text.Length < 20 || text[2] != '/' || text[6] != '/' || text[11] is not (':' or ' ')
            || !TryDigits(text.Slice(0, 2), out var day) || Month(text.Slice(3)) is not (> 0 and var month) || !TryDigits(text.Slice(7, 4), out var year)
            || !TryTime(text.Slice(12, 8), out var ofDay) || !IsDate(year, month, day))
        {
            return false;
        }

        var rest = text.Slice(20).TrimStart(' ');
        return TakeZone(rest, out var zone) == rest.Length
            && TryUtc(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc), ofDay - zone, out time);
    }

    private static DateTime? AtStart(ReadOnlySpan<char> line, DateTime? yearFrom)
    {
        if (TryIso(line, out var time, out _))
        {
            return time;
        }

        return yearFrom is { } from && TrySyslog(line, out var month, out var day, out var ofDay, out _)
            ? WithYear(month, day, ofDay, from)
            : null;
    }

    /// <summary>The time behind a bracket or one short word, such as a level or a load balancer's type of request.</summary>
    private static DateTime? AfterWord(ReadOnlySpan<char> line, DateTime? yearFrom)
    {
        if (line[0] == '[' && AtStart(line.Slice(1), yearFrom) is { } inBracket)
        {
            return inBracket;
        }

        var word = line.IndexOfAny(' ', '\t');
        return word is > 0 and <= 16 ? AtStart(line.Slice(word + 1).TrimStart(), yearFrom: null) : null;
    }

    private static DateTime? InBrackets(ReadOnlySpan<char> line) =>
        AccessLogMessage.TryFindTime(line, out var bracket, out _) && TryAccessLog(bracket, out var time) ? time : null;

    /// <summary>The time of a record of auditd: <c>type=X msg=audit(1773738000.123:45): …</c>.</summary>
    private static DateTime? OfAudit(ReadOnlySpan<char> line)
    {
        const string Mark = "msg=audit(";
        if (!line.Begins("type=") || line.Find(Mark) is not (>= 0 and var at))
        {
            return null;
        }

        var rest = line.Slice(at + Mark.Length);
        var seconds = MessageText.TakeUntil(ref rest, '.');
        return OfEpoch(seconds) is { } time && TryDigits(rest.Slice(0, Math.Min(3, rest.Length)), out var milliseconds) ? time.AddMilliseconds(milliseconds) : null;
    }

    /// <summary>A time as seconds since 1970, if it is one of the last or next decades.</summary>
    public static DateTime? OfEpoch(ReadOnlySpan<char> seconds)
    {
        if (seconds.Length is < 9 or > 10 || !seconds.IsDigits())
        {
            return null;
        }

        var value = 0L;
        foreach (var digit in seconds)
        {
            value = (value * 10) + (digit - '0');
        }

        return new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(value);
    }

    private static DateTime? OfWindowsEvent(ReadOnlySpan<char> xml)
    {
        const string Mark = "SystemTime=";
        var created = xml.Find("<TimeCreated");
        var at = created < 0 ? -1 : xml.Slice(created).Find(Mark);
        return at >= 0 && xml.Length > created + at + Mark.Length && TryIso(xml.Slice(created + at + Mark.Length + 1), out var time, out _) ? time : null;
    }

    private static DateTime? WithYear(int month, int day, TimeSpan ofDay, DateTime from)
    {
        // A 29 February may be up to eight years back.
        for (var year = Math.Min(from.Year + 1, 9999); year >= Math.Max(from.Year - 8, 1); year--)
        {
            if (IsDate(year, month, day) && TryUtc(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc), ofDay, out var time) && time - from <= Ahead)
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>Reads Z, +01, +0100 or +01:00; nothing there is UTC.</summary>
    /// <returns>How long it is.</returns>
    private static int TakeZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = default;
        if (text.IsEmpty || text[0] == 'Z')
        {
            return text.IsEmpty ? 0 : 1;
        }

        if (text[0] is not ('+' or '-') || text.Length < 3 || !TryDigits(text.Slice(1, 2), out var hours) || hours > 14)
        {
            return 0;
        }

        var length = 3;
        var minutesAt = text.Length > 3 && text[3] == ':' ? 4 : 3;
        if (text.Length >= minutesAt + 2 && TryDigits(text.Slice(minutesAt, 2), out var minutes) && minutes < 60)
        {
            length = minutesAt + 2;
        }
        else
        {
            minutes = 0;
        }

        zone = new TimeSpan(hours, minutes, 0);
        zone = text[0] == '-' ? -zone : zone;
        return length;
    }

    private static bool TryUtc(DateTime date, TimeSpan add, out DateTime time)
    {
        var ticks = date.Ticks + add.Ticks;
        var valid = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        time = valid ? new DateTime(ticks, DateTimeKind.Utc) : default;
        return valid;
    }

    /// <summary>Reads HH:mm:ss; a leap second is the one before it.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        if (text[2] != ':' || text[5] != ':' || !TryDigits(text.Slice(0, 2), out var hour) || !TryDigits(text.Slice(3, 2), out var minute)
            || !TryDigits(text.Slice(6, 2), out var second) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return true;
    }

    private static bool IsDate(int year, int month, int day) => year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>The month whose short English name a text begins with, from 1; 0 if none.</summary>
    private static int Month(ReadOnlySpan<char> text)
    {
        for (var month = 0; month < 12; month++)
        {
            if (text.StartsWith(Months.AsSpan(month * 3, 3), StringComparison.Ordinal))
            {
                return month + 1;
            }
        }

        return 0;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return !text.IsEmpty;
    }
}
