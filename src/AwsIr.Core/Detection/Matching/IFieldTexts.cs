using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Something that has fields: a record, or a burst of a correlation.</summary>
internal interface IFieldTexts
{
    /// <summary>Adds the values of a field as texts, long ones made short (<see cref="LongText"/>); nulls are none.</summary>
    void Read(FieldPath field, List<string> texts);
}
