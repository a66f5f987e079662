using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// An attack that GuardDuty put together of several signals (Extended Threat Detection): service.detection.sequence.
/// See https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html.
/// </summary>
public sealed class GuardDutySequence
{
    internal GuardDutySequence(JsonDictionary fields) => Fields = fields;

    /// <summary>The id of the sequence.</summary>
    public string? Uid => Fields.Text("uid");

    /// <summary>What happened, as a text.</summary>
    public string? Description => Fields.Text("description");

    /// <summary>The parts of the attack, in the order in which the finding has them.</summary>
    public GuardDutySignal[] Signals => [.. Fields.Objects("signals").Select(signal => new GuardDutySignal(signal))];

    /// <summary>Who had a part in it.</summary>
    public GuardDutyActor[] Actors => [.. Fields.Objects("actors").Select(actor => new GuardDutyActor(actor))];

    /// <summary>The addresses and domains.</summary>
    public GuardDutyEndpoint[] Endpoints => [.. Fields.Objects("endpoints").Select(endpoint => new GuardDutyEndpoint(endpoint))];

    /// <summary>The resources.</summary>
    public GuardDutySequenceResource[] Resources => [.. Fields.Objects("resources").Select(resource => new GuardDutySequenceResource(resource))];

    /// <summary>What makes it an attack: tactics, techniques, APIs of high risk, bad addresses…</summary>
    public GuardDutyIndicator[] Indicators => [.. Fields.Objects("sequenceIndicators").Select(indicator => new GuardDutyIndicator(indicator))];

    /// <summary>Other types of sequence that it is, too.</summary>
    public string[] AdditionalTypes => Fields.Texts("additionalSequenceTypes");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>How many signals it has.</summary>
    public override string ToString() => FormattableString.Invariant($"{Signals.Length} signals");
}
