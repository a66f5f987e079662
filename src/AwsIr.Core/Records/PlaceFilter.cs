namespace AwsIr.Records;

/// <summary>A user's filter on the account and region of records of any source. Shared by threads.</summary>
/// <param name="accounts">Patterns for the account; null for no filter.</param>
/// <param name="regions">Patterns for the region; null for no filter.</param>
/// <param name="takesUnknown">Whether records pass that do not say where they are of: an alert must not be missed for that.</param>
internal sealed class PlaceFilter(LikePattern[]? accounts, LikePattern[]? regions, bool takesUnknown = false)
{
    private long _withoutAccount;
    private long _withoutRegion;

    /// <summary>How many records passed, or were left out, although their account is not known, to be asked after the run.</summary>
    public long WithoutAccount => Interlocked.Read(ref _withoutAccount);

    /// <summary>How many records passed, or were left out, although their region is not known.</summary>
    public long WithoutRegion => Interlocked.Read(ref _withoutRegion);

    /// <summary>Whether a record passes.</summary>
    public bool IsMatch(RecordFields fields) =>
        (accounts is null || IsMatch(accounts, fields.AccountId, ref _withoutAccount)) && (regions is null || IsMatch(regions, fields.Region, ref _withoutRegion));

    private bool IsMatch(LikePattern[] patterns, string? name, ref long without)
    {
        if (name is null)
        {
            Interlocked.Increment(ref without);
            return takesUnknown;
        }

        return Array.Exists(patterns, pattern => pattern.IsMatch(name));
    }
}
