namespace AwsIr.Detection;

/// <summary>A detection section's logic.</summary>
/// <param name="Expression">The logic.</param>
/// <param name="HasPlaceholders">Whether it must be made again with a user's placeholders.</param>
/// <param name="Unused">The selections that the condition does not name.</param>
internal sealed record CompiledDetection(Expr Expression, bool HasPlaceholders, IReadOnlyCollection<YamlNode> Unused);
