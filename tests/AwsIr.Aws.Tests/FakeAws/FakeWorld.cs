using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>A server with one account and a client for it.</summary>
public abstract class FakeWorld : IDisposable
{
    private readonly FakeClient client;

    protected FakeWorld()
    {
        Account = Server.World.AddAccount("111122223333");
        client = new FakeClient(Server, Account.AddUser("responder"));
    }

    protected FakeAwsServer Server { get; } = new();

    protected AwsWorld World => Server.World;

    protected AwsAccount Account { get; }

    protected RegionData Home => Account.Region("eu-west-1");

    internal FakeClient Client => client;

    public void Dispose()
    {
        client.Dispose();
        Server.Dispose();
        GC.SuppressFinalize(this);
    }
}
