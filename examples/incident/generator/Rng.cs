using System.Text;

/// <summary>SplitMix64 over a name's FNV-1a hash: the same numbers in every version of the runtime.</summary>
sealed class Rng(string name)
{
    ulong _state = Encoding.UTF8.GetBytes(name).Aggregate(14695981039346656037UL, (hash, b) => (hash ^ b) * 1099511628211UL);

    public int Next(int below) => (int)(Next() % (ulong)below);

    public string Hex(int digits) => Pick("0123456789abcdef", digits);

    public string Text(int length) => Pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);

    public string Key(string prefix) => prefix + Pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 9) + "EXAMPLE";

    public string Guid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-{Pick("89ab", 1)}{Hex(3)}-{Hex(12)}";

    string Pick(string alphabet, int length) => string.Create(length, (this, alphabet), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = state.alphabet[state.Item1.Next(state.alphabet.Length)];
        }
    });

    ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
