using System.Runtime.CompilerServices;

namespace AwsIr.Detection;

/// <summary>
/// What a dear test said of texts that it saw. Logs repeat them, and readers give the same string object for the same text;
/// one that falls on another's place takes it.
/// </summary>
internal sealed class TermMemory
{
    private const int Size = 64;

    private readonly string?[] _texts = new string?[Size];
    private readonly bool[] _results = new bool[Size];

    /// <summary>What the test says, asked only if it is not remembered.</summary>
    public bool IsMatch(ValueTest test, string text)
    {
        int place = RuntimeHelpers.GetHashCode(text) & (Size - 1);
        if (!ReferenceEquals(_texts[place], text))
        {
            _results[place] = test.IsMatch(text);
            _texts[place] = text;
        }

        return _results[place];
    }
}
