namespace AwsIr.Tests.Records.Messages;

/// <summary>What sshd says, by the formats in OpenSSH's auth.c, packet.c and session.c.</summary>
public class SshdTextTests
{
    [Theory]
    [InlineData("Failed password for root from 203.0.113.45 port 40000 ssh2", "method=password user=root address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Failed password for invalid user admin from 203.0.113.45 port 40000 ssh2", "method=password user=admin address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Failed password for invalid user from 203.0.113.45 port 40000 ssh2", "method=password address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Failed none for invalid user  from 203.0.113.45 port 40000 ssh2", "method=none address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Failed keyboard-interactive/pam for bob from 2001:db8::7 port 40000 ssh2 [preauth]", "method=keyboard-interactive/pam user=bob address=2001:db8::7 port=40000 outcome=failure")]
    [InlineData("Failed publickey for bob from 192.0.2.1 port 5 ssh2: RSA SHA256:AbC+/d", "method=publickey user=bob address=192.0.2.1 port=5 outcome=failure")]
    [InlineData("Accepted password for ec2-user from 203.0.113.45 port 50022 ssh2", "method=password user=ec2-user address=203.0.113.45 port=50022 outcome=success")]
    [InlineData("Accepted publickey for ec2-user from 192.0.2.10 port 50022 ssh2: ED25519 SHA256:AbC", "method=publickey user=ec2-user address=192.0.2.10 port=50022 outcome=success")]
    [InlineData("Accepted publickey for bob from 192.0.2.10 port 50022 ssh2: RSA-CERT SHA256:AbC ID bob from 198.51.100.1 port 1 ssh2 (serial 7) CA RSA SHA256:dEf", "method=publickey user=bob address=192.0.2.10 port=50022 outcome=success")]
    [InlineData("Postponed keyboard-interactive for bob from 192.0.2.10 port 50022 ssh2 [preauth]", "method=keyboard-interactive user=bob address=192.0.2.10 port=50022")]
    [InlineData("Invalid user admin from 203.0.113.45 port 40000", "user=admin address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Invalid user  from 203.0.113.45 port 40000", "address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Invalid user admin from 203.0.113.45", "user=admin address=203.0.113.45 outcome=failure")]
    [InlineData("error: maximum authentication attempts exceeded for root from 203.0.113.45 port 40000 ssh2 [preauth]", "user=root address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("error: maximum authentication attempts exceeded for invalid user x y from 203.0.113.45 port 40000 ssh2 [preauth]", "user=x y address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Connection closed by authenticating user root 203.0.113.45 port 40000 [preauth]", "user=root address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Connection reset by invalid user a b 203.0.113.45 port 40000 [preauth]", "user=a b address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Connection closed by 203.0.113.45 port 40000 [preauth]", "address=203.0.113.45 port=40000")]
    [InlineData("Disconnected from user bob 192.0.2.10 port 50022", "user=bob address=192.0.2.10 port=50022")]
    [InlineData("Disconnected from authenticating user bob 192.0.2.10 port 50022 [preauth]", "user=bob address=192.0.2.10 port=50022 outcome=failure")]
    [InlineData("Disconnected from 192.0.2.10 port 50022", "address=192.0.2.10 port=50022")]
    [InlineData("Disconnecting authenticating user root 203.0.113.45 port 40000: Too many authentication failures [preauth]", "user=root address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Received disconnect from 203.0.113.45 port 40000:11: Bye Bye [preauth]", "address=203.0.113.45 port=40000")]
    [InlineData("Received disconnect from 203.0.113.45: 11: Bye Bye [preauth]", "address=203.0.113.45")]
    [InlineData("Did not receive identification string from 203.0.113.45 port 40000", "address=203.0.113.45 port=40000")]
    [InlineData("banner exchange: Connection from 203.0.113.45 port 40000: invalid format", "address=203.0.113.45 port=40000")]
    [InlineData("Unable to negotiate with 203.0.113.45 port 40000: no matching host key type found. Their offer: ssh-dss [preauth]", "address=203.0.113.45 port=40000")]
    [InlineData("Connection from 203.0.113.45 port 40000 on 10.20.0.10 port 22 rdomain \"\"", "address=203.0.113.45 port=40000")]
    [InlineData("fatal: Timeout before authentication for 203.0.113.45 port 40000", "address=203.0.113.45 port=40000")]
    [InlineData("User root from 203.0.113.45 not allowed because not listed in AllowUsers", "user=root address=203.0.113.45 outcome=denied")]
    [InlineData("User bob not allowed because account is locked", "user=bob outcome=denied")]
    [InlineData("error: PAM: Authentication failure for root from 203.0.113.45", "user=root address=203.0.113.45 outcome=failure")]
    [InlineData("Starting session: shell on pts/0 for bob from 192.0.2.10 port 50022 id 0", "user=bob address=192.0.2.10 port=50022")]
    [InlineData("Close session: user bob from 192.0.2.10 port 50022 id 0", "user=bob address=192.0.2.10 port=50022")]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.45  user=root", "outcome=failure tty=ssh address=203.0.113.45 user=root")]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.45 ", "outcome=failure tty=ssh address=203.0.113.45")]
    [InlineData("pam_unix(sshd:auth): check pass; user unknown", "outcome=failure")]
    [InlineData("PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.45  user=root", "attempts=2 outcome=failure tty=ssh address=203.0.113.45 user=root")]
    [InlineData("pam_unix(sshd:session): session opened for user bob(uid=1000) by (uid=0)", "action=session opened user=bob")]
    [InlineData("pam_unix(sshd:session): session closed for user bob", "action=session closed user=bob")]
    [InlineData("message repeated 3 times: [ Failed password for root from 203.0.113.45 port 40000 ssh2]", "repeated=3 method=password user=root address=203.0.113.45 port=40000 outcome=failure")]
    [InlineData("Server listening on 0.0.0.0 port 22.", "")]
    public void Lines_tell_who_from_where_and_how_it_went(string text, string fields) => Assert.Equal(fields, Parsed.OfSshd(text));

    /// <summary>A client chooses the user's name; the address is sshd's own.</summary>
    [Theory]
    [InlineData("Failed password for invalid user root from 1.1.1.1 port 22 from 203.0.113.9 port 4711 ssh2", "method=password user=root from 1.1.1.1 port 22 address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Failed password for invalid user root from 1.1.1.1 port 22 ssh2 from 203.0.113.9 port 4711 ssh2", "method=password user=root from 1.1.1.1 port 22 ssh2 address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Failed password for invalid user x from 1.1.1.1 port 22 ssh2: RSA SHA256:a from 203.0.113.9 port 4711 ssh2", "method=password user=x from 1.1.1.1 port 22 ssh2: RSA SHA256:a address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Failed publickey for invalid user x from 1.1.1.1 port 22 ssh2: RSA SHA256:a from 203.0.113.9 port 4711 ssh2: RSA SHA256:b", "method=publickey user=x from 1.1.1.1 port 22 ssh2: RSA SHA256:a address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Invalid user x from 1.1.1.1 port 22 from 203.0.113.9 port 4711", "user=x from 1.1.1.1 port 22 address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Invalid user x from 1.1.1.1 port 22 from 203.0.113.9", "user=x from 1.1.1.1 port 22 address=203.0.113.9 outcome=failure")]
    [InlineData("Connection closed by invalid user a 1.1.1.1 port 22 [preauth] 203.0.113.9 port 4711 [preauth]", "user=a 1.1.1.1 port 22 [preauth] address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Disconnecting invalid user a 1.1.1.1 port 22: Too many authentication failures 203.0.113.9 port 4711: Too many authentication failures [preauth]", "user=a 1.1.1.1 port 22: Too many authentication failures address=203.0.113.9 port=4711 outcome=failure")]
    [InlineData("Bad protocol version identification 'x' from 1.1.1.1 port 22' from 203.0.113.9 port 4711", "address=203.0.113.9 port=4711")]
    [InlineData("Received disconnect from 203.0.113.9 port 4711:11: from 1.1.1.1 port 22:11: [preauth]", "address=203.0.113.9 port=4711")]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=x rhost=1.1.1.1  user=y", "outcome=failure tty=ssh address=203.0.113.9 user=x rhost=1.1.1.1  user=y")]
    [InlineData("Failed password for invalid user Accepted password for root from 1.1.1.1 port 22 ssh2 from 203.0.113.9 port 4711 ssh2", "method=password user=Accepted password for root from 1.1.1.1 port 22 ssh2 address=203.0.113.9 port=4711 outcome=failure")]
    public void A_forged_address_in_a_user_name_is_part_of_the_name(string text, string fields) => Assert.Equal(fields, Parsed.OfSshd(text));

    /// <summary>Both the user's name and what stands behind the address are the client's: which is which cannot be told.</summary>
    [Theory]
    [InlineData("Failed publickey for bob from 203.0.113.9 port 4711 ssh2: RSA-CERT SHA256:a ID x from 1.1.1.1 port 22 ssh2: RSA SHA256:b (serial 1) CA RSA SHA256:c", "method=publickey outcome=failure")]
    [InlineData("Disconnecting invalid user a 203.0.113.9 port 4711: Change of username or service not allowed: (a,ssh-connection) -> (b 1.1.1.1 port 22: x,ssh-connection) [preauth]", "outcome=failure")]
    public void Where_two_places_may_be_the_address_none_is_told(string text, string fields) => Assert.Equal(fields, Parsed.OfSshd(text));

    [Theory]
    [InlineData("Failed password for root from 203.0.113.999 port 40000 ssh2")]
    [InlineData("Failed password for root from example.com port 40000 ssh2")]
    [InlineData("Failed password for root from 203.0.113.9 port 400000 ssh2")]
    public void What_is_no_address_is_none(string text) => Assert.Equal("method=password outcome=failure", Parsed.OfSshd(text));
}
