using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// What sshd says of those who come. A client chooses the user that it asks for, spaces and all, so where that may be any text the address
/// is sought from the end, where sshd writes it: of <c>Failed password for invalid user a from 192.0.2.1 port 22 from 203.0.113.9 port 4711 ssh2</c>
/// it is the last. Where the end may be the client's too and two places look like an address, none is told.
/// </summary>
internal static class SshdText
{
    private const string PreAuth = " [preauth]";

    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        MessageText.TakeEnd(ref text, PreAuth);
        MessageText.Take(ref text, "error: ");
        MessageText.Take(ref text, "fatal: ");
        if (MessageText.Take(ref text, "Failed "))
        {
            WriteAttempt(text, "failure", writer);
        }
        else if (MessageText.Take(ref text, "Accepted "))
        {
            WriteAttempt(text, "success", writer);
        }
        else if (MessageText.Take(ref text, "Postponed ") || MessageText.Take(ref text, "Partial "))
        {
            WriteAttempt(text, null, writer);
        }
        else if (MessageText.Take(ref text, "Invalid user ") || MessageText.Take(ref text, "Illegal user "))
        {
            // Versions before 7 have no port.
            if (!Peer.TryEnd(text, " from ", out var peer) && !Peer.TryEndWithoutPort(text, " from ", out peer))
            {
                peer = new Peer { Before = text };
            }

            peer.Write("failure", writer);
        }
        else if (MessageText.Take(ref text, "maximum authentication attempts exceeded for "))
        {
            WriteUserAndPeer(text, " ssh2", "failure", writer);
        }
        else if (MessageText.Take(ref text, "Connection closed by ") || MessageText.Take(ref text, "Connection reset by ") || MessageText.Take(ref text, "Disconnected from "))
        {
            WriteEnd(text, writer);
        }
        else if (MessageText.Take(ref text, "Disconnecting ") || MessageText.Take(ref text, "ssh_dispatch_run_fatal: Connection from "))
        {
            WriteEndWithReason(text, writer);
        }
        else if (MessageText.Take(ref text, "PAM: Authentication failure for ") || MessageText.Take(ref text, "PAM: User not known to the underlying authentication module for "))
        {
            MessageText.Take(ref text, "illegal user ");
            MessageText.Take(ref text, "invalid user ");
            if (Peer.TryEndWithoutPort(text, " from ", out var peer))
            {
                peer.Write("failure", writer);
            }
        }
        else if (MessageText.Take(ref text, "User "))
        {
            WriteNotAllowed(text, writer);
        }
        else if (text.Begins("Bad protocol version identification "))
        {
            if (Peer.TryEnd(text, " from ", out var peer))
            {
                peer.WriteAddress(writer);
            }
        }
        else if (text.Begins("Starting session: ") || text.Begins("Close session: "))
        {
            WriteSession(text, writer);
        }
        else
        {
            WriteAddressFirst(text, writer);
        }
    }

    /// <summary><c>METHOD for [invalid user ]USER from ADDRESS port PORT ssh2[: KEY]</c>.</summary>
    private static void WriteAttempt(ReadOnlySpan<char> text, string? outcome, Utf8JsonWriter writer)
    {
        writer.Text("method", MessageText.TakeUntil(ref text, " for "));
        WriteUserAndPeer(text, " ssh2", outcome, writer);
    }

    private static void WriteUserAndPeer(ReadOnlySpan<char> text, string after, string? outcome, Utf8JsonWriter writer)
    {
        // A user that the host has let in is none of an attacker's making, but a certificate's text behind it may be.
        var isInvalid = MessageText.Take(ref text, "invalid user ") || MessageText.Take(ref text, "illegal user ");
        if (Peer.TryFind(text, after, " from ", first: outcome == "success" && !isInvalid, out var peer) || Peer.TryEnd(text, " from ", out peer))
        {
            peer.Write(outcome, writer);
        }
        else if (outcome is not null)
        {
            writer.WriteString("outcome", outcome);
        }
    }

    /// <summary><c>[authenticating |invalid ][user USER ]ADDRESS port PORT</c>, to the end.</summary>
    private static void WriteEnd(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var outcome = TakeUser(ref text, out var hasUser);
        if (Peer.TryEnd(text, hasUser ? " " : "", out var peer))
        {
            peer.Write(outcome, writer);
        }
    }

    /// <summary>The same with <c>: REASON</c> behind it, which may name the users that the client asked for.</summary>
    private static void WriteEndWithReason(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var outcome = TakeUser(ref text, out var hasUser);
        if (!hasUser)
        {
            WriteLeading(text, writer);
        }
        else if (Peer.TryFind(text, "", " ", first: false, out var peer))
        {
            peer.Write(outcome, writer);
        }
        else if (outcome is not null)
        {
            writer.WriteString("outcome", outcome);
        }
    }

    /// <summary>Takes off what says that a user follows.</summary>
    /// <returns>The outcome: who goes before being let in has failed.</returns>
    private static string? TakeUser(scoped ref ReadOnlySpan<char> text, out bool hasUser)
    {
        hasUser = true;
        if (MessageText.Take(ref text, "authenticating user ") || MessageText.Take(ref text, "invalid user "))
        {
            return "failure";
        }

        hasUser = MessageText.Take(ref text, "user ");
        return null;
    }

    /// <summary><c>USER from ADDRESS not allowed because …</c>, of users that the host has.</summary>
    private static void WriteNotAllowed(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var rest = text;
        var who = MessageText.TakeUntil(ref rest, " not allowed because ");
        if (rest.IsEmpty)
        {
            return;
        }

        if (!Peer.TryEndWithoutPort(who, " from ", out var peer))
        {
            peer = new Peer { Before = who };
        }

        peer.Write("denied", writer);
    }

    /// <summary><c>Starting session: shell on pts/0 for USER from ADDRESS port PORT id 0</c>; <c>Close session: user USER from …</c>.</summary>
    private static void WriteSession(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var id = text.FindLast(" id ");
        if (id < 0 || !Peer.TryEnd(text.Slice(0, id), " from ", out var peer))
        {
            return;
        }

        var user = peer.Before.Slice(peer.Before.LastIndexOf(' ') + 1);
        peer.Before = user;
        peer.Write(null, writer);
    }

    /// <summary>Texts in which the address stands before anything that a client chooses.</summary>
    private static void WriteAddressFirst(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        if (MessageText.Take(ref text, "Received disconnect from ")
            || MessageText.Take(ref text, "Did not receive identification string from ")
            || MessageText.Take(ref text, "Unable to negotiate with ")
            || MessageText.Take(ref text, "banner exchange: Connection from ")
            || MessageText.Take(ref text, "kex_exchange_identification: Connection from ")
            || MessageText.Take(ref text, "Timeout before authentication for connection from ")
            || MessageText.Take(ref text, "Timeout before authentication for ")
            || MessageText.Take(ref text, "Connection from "))
        {
            WriteLeading(text, writer);
        }
    }

    /// <summary><c>ADDRESS[ port PORT][:]…</c> at the beginning.</summary>
    private static void WriteLeading(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var address = MessageText.TakeUntil(ref text, ' ').TrimEnd(':');
        if (!address.IsAddress())
        {
            return;
        }

        writer.Text("address", address);
        if (MessageText.Take(ref text, "port "))
        {
            var end = text.IndexOfAny(' ', ':');
            writer.Number("port", end < 0 ? text : text.Slice(0, end));
        }
    }

    /// <summary>Where somebody came from, and what stands before that.</summary>
    private ref struct Peer
    {
        /// <summary>What stands before: the user.</summary>
        public ReadOnlySpan<char> Before;

        private ReadOnlySpan<char> _address;
        private ReadOnlySpan<char> _port;

        /// <summary>Reads a text that ends with <paramref name="before"/> (<c> from </c> or a space) and <c>ADDRESS port PORT</c>.</summary>
        public static bool TryEnd(ReadOnlySpan<char> text, string before, out Peer peer)
        {
            peer = default;
            var at = text.LastIndexOf(' ');
            var port = text.Slice(at + 1);
            if (at < 0 || port.Length > 5 || !port.IsDigits())
            {
                return false;
            }

            text = text.Slice(0, at);
            if (!MessageText.TakeEnd(ref text, " port") || !TryEndWithoutPort(text, before, out peer))
            {
                return false;
            }

            peer._port = port;
            return true;
        }

        /// <summary>Reads a text that ends with <paramref name="before"/> and <c>ADDRESS</c>.</summary>
        public static bool TryEndWithoutPort(ReadOnlySpan<char> text, string before, out Peer peer)
        {
            peer = default;
            peer._address = text.Slice(text.LastIndexOf(' ') + 1);
            text = text.Slice(0, text.Length - peer._address.Length);

            // With no user at all there is but the one space that belongs to the word before.
            if (!text.Is(before.TrimStart(' ')))
            {
                if (before.Length == 0 || !MessageText.TakeEnd(ref text, before))
                {
                    return false;
                }

                peer.Before = text;
            }

            return peer._address.Is("UNKNOWN") || peer._address.IsAddress();
        }

        /// <summary>
        /// Finds the place where a text says whence somebody came and goes on with <paramref name="after"/> and then nothing or a colon and more.
        /// </summary>
        /// <param name="text">The text.</param>
        /// <param name="after">What follows the port.</param>
        /// <param name="before">What stands between user and address.</param>
        /// <param name="first">Whether the first such place counts. Else it is the last, if no client can have written what stands behind it.</param>
        /// <param name="peer">What is there.</param>
        public static bool TryFind(ReadOnlySpan<char> text, string after, string before, bool first, out Peer peer)
        {
            peer = default;
            var found = 0;
            ReadOnlySpan<char> rest = default;
            var separator = after.Length == 0 ? ": " : after;
            for (var at = 0; at < text.Length;)
            {
                var next = text.Slice(at).Find(separator);
                if (next < 0)
                {
                    break;
                }

                at += next;
                var behind = text.Slice(at + after.Length);
                if ((behind.IsEmpty || behind[0] == ':') && TryEnd(text.Slice(0, at), before, out var candidate))
                {
                    found++;
                    peer = candidate;
                    rest = behind;
                    if (first)
                    {
                        return true;
                    }
                }

                at += separator.Length;
            }

            return found == 1 || (found > 1 && IsOurs(rest));
        }

        /// <summary>Writes what is known into the object that a writer is in.</summary>
        public readonly void Write(string? outcome, Utf8JsonWriter writer)
        {
            writer.Text("user", Before);
            WriteAddress(writer);
            if (outcome is not null)
            {
                writer.WriteString("outcome", outcome);
            }
        }

        /// <summary>Writes address and port.</summary>
        public readonly void WriteAddress(Utf8JsonWriter writer)
        {
            if (!_address.Is("UNKNOWN"))
            {
                writer.Text("address", _address);
                writer.Number("port", _port);
            }
        }

        /// <summary>
        /// Whether a client cannot have written the place before this: nothing, a key's type and fingerprint, or sshd's own words stand there to the end.
        /// What it can write (a certificate's name, the users that it changed between) ends otherwise.
        /// </summary>
        private static bool IsOurs(ReadOnlySpan<char> rest)
        {
            if (!MessageText.Take(ref rest, ": "))
            {
                return rest.IsEmpty;
            }

            if (rest.Is("Too many authentication failures"))
            {
                return true;
            }

            MessageText.TakeUntil(ref rest, ' ');
            return !rest.IsEmpty && rest.IndexOf(' ') < 0 && (rest.Begins("SHA256:") || rest.Begins("MD5:"));
        }
    }
}
