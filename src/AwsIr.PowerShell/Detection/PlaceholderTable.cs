using System.Collections;
using System.Management.Automation;

namespace AwsIr.Commands;

/// <summary>Reads the hashtable of a -Placeholder parameter.</summary>
internal static class PlaceholderTable
{
    /// <summary>The values of each placeholder, as PowerShell makes texts of them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> From(IDictionary table) => table.Cast<DictionaryEntry>().ToDictionary(
        entry => LanguagePrimitives.ConvertTo<string>(entry.Key),
        entry => (IReadOnlyList<string>)LanguagePrimitives.ConvertTo<string[]>(entry.Value),
        StringComparer.OrdinalIgnoreCase);
}
