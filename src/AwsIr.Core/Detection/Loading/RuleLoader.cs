namespace AwsIr.Detection;

/// <summary>Reads Sigma documents from files and folders. What cannot be used is set aside with its reason, and the rest goes on.</summary>
internal sealed class RuleLoader
{
    /// <summary>Reads a file, or every .yml and .yaml file below a folder in ordinal order of their paths.</summary>
    public void AddPath(string path) => throw new NotImplementedException();

    /// <summary>Reads documents from text; <paramref name="path"/> is what it is called in messages.</summary>
    public void AddText(string text, string path) => throw new NotImplementedException();

    /// <summary>Resolves what rules say of each other, and gives what there is.</summary>
    public LoadedRules Complete() => throw new NotImplementedException();
}
