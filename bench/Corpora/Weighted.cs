namespace AwsIr.Bench.Corpora;

/// <summary>Picks numbers by weight in constant time (Vose's alias method). Immutable and shared by threads.</summary>
internal sealed class Weighted
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <summary>Takes a weight a number, from 0 on; they need not add up to 1.</summary>
    public Weighted(IReadOnlyList<double> weights)
    {
        int count = weights.Count;
        _keep = new double[count];
        _alias = new int[count];
        double mean = weights.Average();
        var poor = new Stack<int>();
        var rich = new Stack<int>();
        for (int i = 0; i < count; i++)
        {
            _keep[i] = weights[i] / mean;
            _alias[i] = i;
            (_keep[i] < 1 ? poor : rich).Push(i);
        }

        while (poor.Count > 0 && rich.Count > 0)
        {
            int taker = poor.Pop();
            int giver = rich.Pop();
            _alias[taker] = giver;
            _keep[giver] -= 1 - _keep[taker];
            (_keep[giver] < 1 ? poor : rich).Push(giver);
        }
    }

    /// <summary>Weights that fall with the rank as in Zipf's law, flattened at the head as Mandelbrot did.</summary>
    /// <param name="count">How many.</param>
    /// <param name="exponent">How steeply they fall.</param>
    /// <param name="shift">How flat the head is; 0 is Zipf's own.</param>
    public static double[] Zipf(int count, double exponent, double shift = 0)
    {
        var weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = Math.Pow(i + 1 + shift, -exponent);
        }

        return weights;
    }

    /// <summary>One of the numbers.</summary>
    public int Pick(Rng rng)
    {
        int column = rng.Below(_keep.Length);
        return rng.Unit() < _keep[column] ? column : _alias[column];
    }
}
