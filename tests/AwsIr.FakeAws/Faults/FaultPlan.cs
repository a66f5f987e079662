namespace AwsIr.FakeAws;

/// <summary>The faults to come: which requests, and how often.</summary>
public sealed class FaultPlan
{
    private readonly List<Planned> planned = [];

    /// <summary>Plans a fault. The first planned one that matches a request and isn't used up is the one that it meets.</summary>
    /// <param name="operation">The operation's name in the API, or * for any.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many requests meet it.</param>
    /// <param name="after">How many matching requests are left in peace first.</param>
    /// <param name="accountId">Only for this account.</param>
    /// <param name="region">Only in this region.</param>
    /// <param name="key">Only for S3 keys that end so.</param>
    public void Add(string operation, Fault fault, int times = 1, int after = 0, string? accountId = null, string? region = null, string? key = null)
    {
        lock (planned)
        {
            planned.Add(new Planned(operation, fault, accountId, region, key) { Times = times, After = after });
        }
    }

    /// <summary>Drops what is still planned.</summary>
    public void Clear()
    {
        lock (planned)
        {
            planned.Clear();
        }
    }

    /// <summary>The fault that a request meets, or null.</summary>
    internal Fault? Next(LoggedRequest request)
    {
        lock (planned)
        {
            foreach (Planned plan in planned)
            {
                if (plan.Times == 0 || !plan.Matches(request))
                {
                    continue;
                }

                if (plan.After > 0)
                {
                    plan.After--;
                    continue;
                }

                plan.Times--;
                return plan.Fault;
            }

            return null;
        }
    }

    private sealed record Planned(string Operation, Fault Fault, string? AccountId, string? Region, string? Key)
    {
        public int Times { get; set; }

        public int After { get; set; }

        public bool Matches(LoggedRequest request) => (Operation == "*" || Operation == request.Operation)
            && (AccountId is null || AccountId == request.AccountId)
            && (Region is null || Region == request.Region)
            && (Key is null || (request.Key is not null && request.Key.EndsWith(Key, StringComparison.Ordinal)));
    }
}
