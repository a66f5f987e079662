using System.Globalization;

namespace AwsIr.Detection;

/// <summary>
/// A place in a run's input as one number, in the order of the input: the number of a file and that of a record in it.
/// Bursts, which are made when all records have been read, come behind the records.
/// </summary>
internal static class Place
{
    private const int NumberBits = 36;
    private const long MaxNumber = (1L << NumberBits) - 1;
    private const int BurstFile = (1 << (63 - NumberBits)) - 1;

    /// <summary>The place of a record.</summary>
    /// <exception cref="NotSupportedException">There are more files, or more records in the file, than can be told apart.</exception>
    public static long OfRecord(int file, long number) => file < BurstFile && number is >= 0 and <= MaxNumber
        ? (long)file << NumberBits | number
        : throw new NotSupportedException(string.Format(
            CultureInfo.InvariantCulture, "Correlations tell {0} files and {1} records in a file apart: test fewer logs at a time.", BurstFile, MaxNumber + 1));

    /// <summary>The place of a burst.</summary>
    public static long OfBurst(int index) => (long)BurstFile << NumberBits | (uint)index;

    /// <summary>Whether a place is a burst's.</summary>
    public static bool IsBurst(long place) => place >> NumberBits == BurstFile;

    /// <summary>The file that a record is in.</summary>
    public static int FileOf(long place) => (int)(place >> NumberBits);

    /// <summary>The record's number in its file, or the burst's index.</summary>
    public static long NumberOf(long place) => place & MaxNumber;
}
