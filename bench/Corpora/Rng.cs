namespace AwsIr.Bench.Corpora;

/// <summary>Random numbers that are the same on every machine and run (SplitMix64). Not thread-safe: one a file.</summary>
/// <param name="seed">The same seed gives the same numbers.</param>
internal sealed class Rng(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one thing, seeded by its name.</summary>
    public static Rng Of(string name)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return new Rng(hash);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True so often.</summary>
    /// <param name="probability">From 0 to 1.</param>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A number that is near 1 mostly and now and then much larger: e to the power of a normal one.</summary>
    /// <param name="sigma">How wide it spreads.</param>
    public double LogNormal(double sigma)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Unit()));
        return Math.Exp(sigma * radius * Math.Cos(2 * Math.PI * Unit()));
    }

    /// <summary>One of several.</summary>
    public T Pick<T>(T[] values) => values[Below(values.Length)];
}
