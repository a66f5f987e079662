namespace AwsIr.Detection;

/// <summary>What a rule's value is compared as.</summary>
internal enum ValueKind
{
    Text,
    Number,
    Regex,
    Network,
    FieldReference,
    Exists,
}
