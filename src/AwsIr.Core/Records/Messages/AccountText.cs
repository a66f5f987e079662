using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What useradd, usermod, userdel, groupadd, gpasswd, passwd and the like log of users and groups.</summary>
internal static class AccountText
{
    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        if (MessageText.Take(ref text, "new user: "))
        {
            WriteNew(text, "user", "user created", writer);
        }
        else if (MessageText.Take(ref text, "new group: ") || MessageText.Take(ref text, "group added to /etc/group: "))
        {
            WriteNew(text, "group", "group created", writer);
        }
        else if (MessageText.Take(ref text, "add '"))
        {
            var user = MessageText.TakeUntil(ref text, "' to ");
            MessageText.Take(ref text, "shadow ");
            WriteMember(user, text, "group '", "'", "added to group", writer);
        }
        else if (MessageText.Take(ref text, "delete user '"))
        {
            WriteUser(text.TrimEnd('\''), "user deleted", writer);
        }
        else if (MessageText.Take(ref text, "delete '"))
        {
            var user = MessageText.TakeUntil(ref text, "' from ");
            MessageText.Take(ref text, "shadow ");
            WriteMember(user, text, "group '", "'", "removed from group", writer);
        }
        else if (MessageText.Take(ref text, "change user '"))
        {
            WriteChange(text, writer);
        }
        else if (MessageText.Take(ref text, "lock user '"))
        {
            WriteUser(MessageText.TakeUntil(ref text, '\''), "locked", writer);
        }
        else if (MessageText.Take(ref text, "unlock user '"))
        {
            WriteUser(MessageText.TakeUntil(ref text, '\''), "unlocked", writer);
        }
        else if (MessageText.Take(ref text, "user "))
        {
            WriteByAdministrator(text, writer);
        }
        else if (MessageText.Take(ref text, "password for '"))
        {
            WriteUser(MessageText.TakeUntil(ref text, '\''), "password changed", writer);
            if (MessageText.Take(ref text, " changed by '"))
            {
                writer.Text("by", text.TrimEnd('\''));
            }
        }
    }

    /// <summary><c>name=X, UID=1003, GID=1003, home=/home/X, shell=/bin/bash, from=/dev/pts/0</c>.</summary>
    private static void WriteNew(ReadOnlySpan<char> text, string nameOf, string action, Utf8JsonWriter writer)
    {
        writer.WriteString("action", action);
        while (!text.IsEmpty)
        {
            var value = MessageText.TakeUntil(ref text, ", ");
            var key = MessageText.TakeUntil(ref value, '=');
            switch (key.ToString())
            {
                case "name":
                    writer.Text(nameOf, value);
                    break;
                case "UID":
                    writer.Number("uid", value);
                    break;
                case "GID":
                    writer.Number("gid", value);
                    break;
                case "home":
                    writer.Text("home", value);
                    break;
                case "shell":
                    writer.Text("shell", value);
                    break;
                case "from":
                    writer.Text("from", value);
                    break;
            }
        }
    }

    private static void WriteMember(ReadOnlySpan<char> user, ReadOnlySpan<char> text, string before, string after, string action, Utf8JsonWriter writer)
    {
        if (MessageText.Take(ref text, before) && (after.Length == 0 || MessageText.TakeEnd(ref text, after)))
        {
            WriteUser(user, action, writer);
            writer.Text("group", text);
        }
    }

    /// <summary><c>bob' UID from '1001' to '0'</c>; <c>bob' password</c>.</summary>
    private static void WriteChange(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var user = MessageText.TakeUntil(ref text, "' ");
        var what = MessageText.TakeUntil(ref text, " from '");
        WriteUser(user, what.Is("password") ? "password changed" : "changed", writer);
        var from = MessageText.TakeUntil(ref text, "' to '");
        if (MessageText.TakeEnd(ref text, "'"))
        {
            writer.Text("changed", what);
            writer.Text("from", from);
            writer.Text("to", text);
            if (what.Is("UID"))
            {
                writer.Number("uid", text);
            }
        }
    }

    /// <summary>gpasswd's <c>X added by Y to group Z</c>, <c>X removed by Y from group Z</c>.</summary>
    private static void WriteByAdministrator(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var user = MessageText.TakeUntil(ref text, ' ');
        var isAdded = MessageText.Take(ref text, "added by ");
        if (!isAdded && !MessageText.Take(ref text, "removed by "))
        {
            return;
        }

        var by = MessageText.TakeUntil(ref text, isAdded ? " to " : " from ");
        WriteMember(user, text, "group ", "", isAdded ? "added to group" : "removed from group", writer);
        writer.Text("by", by);
    }

    private static void WriteUser(ReadOnlySpan<char> user, string action, Utf8JsonWriter writer)
    {
        writer.Text("user", user);
        writer.WriteString("action", action);
    }
}
