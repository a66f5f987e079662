using System.Numerics;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Records;

public class CloudTrailEventTests
{
    /// <summary>Every documented field, with values chosen by hand.</summary>
    private const string Whole = """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:dev","arn":"arn:aws:sts::111122223333:assumed-role/Build/dev","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE",
        "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Build","accountId":"111122223333","userName":"Build"},
        "webIdFederationData":{"federatedProvider":"arn:aws:iam::111122223333:oidc-provider/token.example.com","attributes":{"aud":"sts"}},
        "attributes":{"creationDate":"2026-03-17T12:00:00Z","mfaAuthenticated":"false"},"sourceIdentity":"alice","ec2RoleDelivery":"2.0","assumedRoot":"true"},
        "invokedBy":"cloudformation.amazonaws.com","identityProvider":"token.example.com","credentialId":"cred-1",
        "onBehalfOf":{"userId":"94482488-3041-7016-0000-000000000000","identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-1"},
        "inScopeOf":{"sourceArn":"arn:aws:lambda:eu-west-1:111122223333:function:f","sourceAccount":"111122223333","issuerType":"AWS::Lambda::Function","credentialsIssuedTo":"arn:aws:lambda:eu-west-1:111122223333:function:f"}},
        "eventTime":"2026-03-17T13:30:00Z","eventSource":"s3.amazonaws.com","eventName":"PutObject","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9","userAgent":"[aws-cli/2.0]",
        "errorCode":"AccessDenied","errorMessage":"Access \u00e9 \ud83d\ude00 \"denied\"",
        "requestParameters":{"bucketName":"b","Tagging":{"TagSet":{"Tag":[{"Key":"a","Value":"1"}]}},"tagging":"Tag","count":3,"big":123456789012345678901234567890,"exact":0.10,"huge":1e400,"yes":true,"nothing":null,"list":[1,"two",{"three":3}]},
        "responseElements":null,"additionalEventData":{"x-amz-id-2":"q"},"requestID":"R1","eventID":"E1","readOnly":false,
        "resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"},{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"}],
        "eventType":"AwsApiCall","apiVersion":"2006-03-01","managementEvent":false,"recipientAccountId":"444455556666","sharedEventID":"S1","serviceEventDetails":{"state":"done"},
        "vpcEndpointId":"vpce-1","vpcEndpointAccountId":"111122223333","eventCategory":"Data","addendum":{"reason":"DELIVERY_DELAY","updatedFields":"f","originalRequestID":"OR","originalEventID":"OE"},
        "sessionCredentialFromConsole":"true","eventContext":{"requestContext":{"aws:SourceVpc":"vpc-1"}},"edgeDeviceDetails":{"deviceId":"d"},
        "tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"b.s3.eu-west-1.amazonaws.com","keyExchange":"X25519MLKEM768"},"newField":{"deep":[{"er":1}]}}
        """;

    private static readonly CloudTrailEvent Event = Read(Whole);

    [Fact]
    public void Top_level_fields_have_their_types()
    {
        Assert.Equal(new DateTime(2026, 3, 17, 13, 30, 0, DateTimeKind.Utc), Event.EventTime);
        Assert.Equal(DateTimeKind.Utc, Event.EventTime!.Value.Kind);
        Assert.Equal("1.11", Event.EventVersion);
        Assert.Equal("s3.amazonaws.com", Event.EventSource);
        Assert.Equal("PutObject", Event.EventName);
        Assert.Equal("eu-west-1", Event.AwsRegion);
        Assert.Equal("203.0.113.9", Event.SourceIPAddress);
        Assert.Equal("[aws-cli/2.0]", Event.UserAgent);
        Assert.Equal("AccessDenied", Event.ErrorCode);
        Assert.Equal("Access é 😀 \"denied\"", Event.ErrorMessage);
        Assert.Equal("R1", Event.RequestId);
        Assert.Equal("E1", Event.EventId);
        Assert.Equal("S1", Event.SharedEventId);
        Assert.False(Event.ReadOnly);
        Assert.False(Event.ManagementEvent);
        Assert.True(Event.SessionCredentialFromConsole);
        Assert.Equal("AwsApiCall", Event.EventType);
        Assert.Equal("Data", Event.EventCategory);
        Assert.Equal("2006-03-01", Event.ApiVersion);
        Assert.Equal("444455556666", Event.RecipientAccountId);
        Assert.Equal("444455556666", Event.AccountId);
        Assert.Equal("vpce-1", Event.VpcEndpointId);
        Assert.Equal("111122223333", Event.VpcEndpointAccountId);
        Assert.Null(Event.ResponseElements);
        Assert.Equal(["arn:aws:s3:::b/k", "arn:aws:s3:::b"], Event.Resources.Select(resource => resource.Arn));
        Assert.Equal("AWS::S3::Bucket", Event.Resources[1].Type);
        Assert.Equal("111122223333", Event.Resources[1].AccountId);
        Assert.Equal(("TLSv1.3", "TLS_AES_128_GCM_SHA256", "b.s3.eu-west-1.amazonaws.com", "X25519MLKEM768"),
            (Event.TlsDetails!.TlsVersion, Event.TlsDetails.CipherSuite, Event.TlsDetails.ClientProvidedHostHeader, Event.TlsDetails.KeyExchange));
        Assert.Equal(("DELIVERY_DELAY", "f", "OR", "OE"), (Event.Addendum!.Reason, Event.Addendum.UpdatedFields, Event.Addendum.OriginalRequestId, Event.Addendum.OriginalEventId));
        Assert.Equal("q", ((JsonDictionary)Event.AdditionalEventData!)["x-amz-id-2"]);
        Assert.Equal("done", ((JsonDictionary)Event.ServiceEventDetails!)["state"]);
        Assert.Equal("d", ((JsonDictionary)Event.EdgeDeviceDetails!)["deviceId"]);
        Assert.Equal("vpc-1", ((JsonDictionary)((JsonDictionary)Event.EventContext!)["requestContext"]!)["aws:SourceVpc"]);
    }

    [Fact]
    public void The_identity_is_typed_to_the_end()
    {
        var identity = Event.UserIdentity!;
        Assert.Equal(("AssumedRole", "AROAEXAMPLE:dev", "arn:aws:sts::111122223333:assumed-role/Build/dev"), (identity.Type, identity.PrincipalId, identity.Arn));
        Assert.Equal(("111122223333", "ASIAEXAMPLE", (string?)null), (identity.AccountId, identity.AccessKeyId, identity.UserName));
        Assert.Equal(("cloudformation.amazonaws.com", "token.example.com", "cred-1"), (identity.InvokedBy, identity.IdentityProvider, identity.CredentialId));
        var session = identity.SessionContext!;
        Assert.Equal(("Role", "AROAEXAMPLE", "arn:aws:iam::111122223333:role/Build", "111122223333", "Build"),
            (session.SessionIssuer!.Type, session.SessionIssuer.PrincipalId, session.SessionIssuer.Arn, session.SessionIssuer.AccountId, session.SessionIssuer.UserName));
        Assert.Equal("arn:aws:iam::111122223333:oidc-provider/token.example.com", session.WebIdFederationData!.FederatedProvider);
        Assert.Equal("sts", session.WebIdFederationData.Attributes!["aud"]);
        Assert.Equal(new DateTime(2026, 3, 17, 12, 0, 0, DateTimeKind.Utc), session.CreationDate);
        Assert.False(session.MfaAuthenticated);
        Assert.Equal(("alice", "2.0", true), (session.SourceIdentity, session.Ec2RoleDelivery, session.AssumedRoot));
        Assert.Equal(("94482488-3041-7016-0000-000000000000", "arn:aws:identitystore::111122223333:identitystore/d-1"), (identity.OnBehalfOf!.UserId, identity.OnBehalfOf.IdentityStoreArn));
        Assert.Equal(("arn:aws:lambda:eu-west-1:111122223333:function:f", "111122223333", "AWS::Lambda::Function", "arn:aws:lambda:eu-west-1:111122223333:function:f"),
            (identity.InScopeOf!.SourceArn, identity.InScopeOf.SourceAccount, identity.InScopeOf.IssuerType, identity.InScopeOf.CredentialsIssuedTo));
    }

    [Fact]
    public void Nothing_in_the_parameters_is_lost()
    {
        var parameters = (JsonDictionary)Event.RequestParameters!;
        Assert.Equal("Tag", parameters["tagging"]);
        Assert.IsType<JsonDictionary>(parameters["Tagging"]);
        Assert.Equal("b", parameters["BUCKETNAME"]);
        Assert.Equal(3L, parameters["count"]);
        Assert.Equal(BigInteger.Parse("123456789012345678901234567890", System.Globalization.CultureInfo.InvariantCulture), parameters["big"]);
        Assert.Equal(0.10m, parameters["exact"]);
        Assert.Equal(double.PositiveInfinity, parameters["huge"]);
        Assert.Equal(true, parameters["yes"]);
        Assert.True(parameters.ContainsKey("nothing"));
        Assert.Null(parameters["nothing"]);
        Assert.Null(parameters["absent"]);
        var list = Assert.IsType<object?[]>(parameters["list"]);
        Assert.Equal([1L, "two"], list[..2]);
        Assert.Equal(3L, ((JsonDictionary)list[2]!)["three"]);
        Assert.Equal(["bucketName", "Tagging", "tagging", "count", "big", "exact", "huge", "yes", "nothing", "list"], parameters.Keys);
    }

    [Fact]
    public void Unknown_fields_and_the_text_itself_are_reachable()
    {
        Assert.Equal(1L, ((JsonDictionary)((object?[])((JsonDictionary)Event.Fields["newField"]!)["deep"]!)[0]!)["er"]);
        Assert.Equal(Whole, Event.Raw);
        Assert.Equal(("/evidence/memory", 0L), (Event.Provenance.Path, Event.Provenance.Index));
    }

    [Fact]
    public void Of_a_key_written_twice_the_last_counts_everywhere()
    {
        var twice = Read("""{"eventName":"First","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","requestParameters":{"k":1,"k":2},"eventName":"Second","x":1,"x":2}""");
        Assert.Equal("Second", twice.EventName);
        Assert.Equal("Second", twice.Fields["eventName"]);
        Assert.Equal(2L, twice.Fields["x"]);
        Assert.Equal(2L, ((JsonDictionary)twice.RequestParameters!)["k"]);
    }

    [Fact]
    public void A_key_may_be_written_with_escapes()
    {
        var escaped = Read("""{"event\u004eame":"CreateUser","eventSource":"iam.amazonaws.com","event\u0054ime":"2026-03-17T13:30:00Z"}""");
        Assert.Equal("CreateUser", escaped.EventName);
        Assert.NotNull(escaped.EventTime);
    }

    [Fact]
    public void No_text_can_act_on_a_terminal()
    {
        var hostile = Read("""{"eventName":"A","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","userAgent":"\u001b[2J\u009b31m\u202eevil\u007f\r\nnext\ttab\rover","requestParameters":{"\u0007key":["\u001b]0;t\u0007",{"a":"\u2066"}]},"userIdentity":{"type":"IAMUser","userName":"\u001bc"}}""");
        Assert.Equal("\\u001b[2J\\u009b31m\\u202eevil\\u007f\r\nnext\ttab\\u000dover", hostile.UserAgent);
        Assert.Equal("\\u001bc", hostile.Actor);
        Assert.Equal("{\"\\\\u0007key\":[\"\\\\u001b]0;t\\\\u0007\",{\"a\":\"\\\\u2066\"}]}", hostile.RequestParameters!.ToString());
        Assert.Contains("\\u001b[2J", hostile.Raw, StringComparison.Ordinal);

        // Rules see what was logged.
        var values = new AwsIr.Records.FieldValues();
        ((IRecord)hostile).GetFields().Resolve(new AwsIr.Records.FieldPath("userIdentity.userName", 0), values);
        Assert.Equal("\u001bc", values.Items[0].Text);
    }

    [Theory]
    [InlineData("2026-03-17T13:30:00Z", "2026-03-17T13:30:00.0000000Z")]
    [InlineData("2026-03-17T13:30:00.250Z", "2026-03-17T13:30:00.2500000Z")]
    [InlineData("2026-03-17T14:30:00+01:00", "2026-03-17T13:30:00.0000000Z")]
    [InlineData("20131102T010628Z", "2013-11-02T01:06:28.0000000Z")]
    [InlineData("2026-02-30T13:30:00Z", null)]
    [InlineData("yesterday?", null)]
    public void Times_are_read_in_every_form(string written, string? expected)
    {
        var record = Read($$"""{"eventName":"A","eventSource":"a","eventTime":"{{written}}"}""");
        Assert.Equal(expected, record.EventTime?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(record.EventTime?.Ticks ?? long.MinValue, ((IRecord)record).GetFields().TimeTicks);
    }

    [Theory]
    [InlineData("root", """{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333"}""")]
    [InlineData("alice", """{"type":"IAMUser","principalId":"AIDA","arn":"arn:aws:iam::111122223333:user/team/alice","accountId":"111122223333","userName":"alice"}""")]
    [InlineData("alice", """{"type":"IAMUser","principalId":"AIDA","arn":"arn:aws:iam::111122223333:user/team/alice","accountId":"111122223333"}""")]
    [InlineData("hidden user name", """{"type":"IAMUser","principalId":"","accountId":"111122223333","accessKeyId":"","userName":"HIDDEN_DUE_TO_SECURITY_REASONS"}""")]
    [InlineData("Build/dev", """{"type":"AssumedRole","principalId":"AROA:dev","arn":"arn:aws:sts::111122223333:assumed-role/Build/dev","accountId":"111122223333"}""")]
    [InlineData("Build/dev", """{"type":"AssumedRole","principalId":"AROA:dev","accountId":"111122223333","sessionContext":{"sessionIssuer":{"userName":"Build"}}}""")]
    [InlineData("alice@example.com (Admin_Access)", """{"type":"AssumedRole","principalId":"AROA:alice@example.com","arn":"arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_Access_0123456789abcdef/alice@example.com"}""")]
    [InlineData("bob (federated)", """{"type":"FederatedUser","principalId":"111122223333:bob","arn":"arn:aws:sts::111122223333:federated-user/bob","accountId":"111122223333"}""")]
    [InlineData("alice@example.com", """{"type":"IdentityCenterUser","accountId":"111122223333","userName":"alice@example.com","onBehalfOf":{"userId":"9448"}}""")]
    [InlineData("9448 (Identity Center)", """{"type":"IdentityCenterUser","accountId":"111122223333","onBehalfOf":{"userId":"9448"}}""")]
    [InlineData("carol (SAML)", """{"type":"SAMLUser","principalId":"x:carol","userName":"carol","identityProvider":"idp"}""")]
    [InlineData("dave (web identity)", """{"type":"WebIdentityUser","principalId":"accounts.google.com:app:1","userName":"dave","identityProvider":"accounts.google.com"}""")]
    [InlineData("cloudtrail.amazonaws.com", """{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}""")]
    [InlineData("secretsmanager.amazonaws.com", """{"accountId":"111122223333","invokedBy":"secretsmanager.amazonaws.com"}""")]
    [InlineData("account 444455556666", """{"type":"AWSAccount","principalId":"AIDAQ","accountId":"444455556666"}""")]
    [InlineData("account 444455556666/dev", """{"type":"AWSAccount","principalId":"AROAQ:dev","accountId":"444455556666"}""")]
    [InlineData("erin", """{"type":"Unknown","principalId":"","userName":"erin","accountId":"111122223333"}""")]
    [InlineData("account 111122223333", """{"type":"Unknown","principalId":"","accountId":"111122223333"}""")]
    [InlineData("unknown", "{}")]
    [InlineData("unknown", "null")]
    public void The_actor_is_named_for_every_type_of_identity(string expected, string identity)
    {
        var record = Read($$"""{"eventName":"A","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","userIdentity":{{identity}}}""");
        Assert.Equal(expected, record.Actor);
    }

    [Fact]
    public void An_event_does_not_change_when_the_reader_goes_on()
    {
        var found = Found.In("[" + string.Join(",", Enumerable.Range(0, 5000).Select(i => $$"""{"eventName":"N{{i}}","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","requestParameters":{"i":{{i}} } }""")) + "]");
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => "N" + i), found.Names);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (object?)(long)i), found.Events.Select(e => ((JsonDictionary)e.RequestParameters!)["i"]));
    }

    private static CloudTrailEvent Read(string json)
    {
        var found = Found.In(json);
        Assert.Empty(found.Problems);
        return Assert.Single(found.Events);
    }
}
