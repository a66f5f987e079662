using System.Globalization;

namespace AwsIr.Bench.EndToEnd;

/// <summary>The one number of a job that is judged, with its limit.</summary>
/// <param name="Unit">What it counts.</param>
/// <param name="Limit">The worst that is allowed.</param>
/// <param name="Aim">What is aimed at.</param>
/// <param name="HigherIsBetter">Whether limit and aim are the least, not the most.</param>
internal sealed record Figure(string Unit, double Limit, double Aim, bool HigherIsBetter = false)
{
    /// <summary>A multiple of the floor.</summary>
    public static Figure TimesFloor(double limit, double aim) => new("× floor", limit, aim);

    /// <summary>What a value is worth.</summary>
    public string Judge(double value) => Reaches(value, Aim) ? "aim met" : Reaches(value, Limit) ? "within limit" : "OVER LIMIT";

    /// <summary>A value with its unit.</summary>
    public string Show(double value) => value.ToString(Limit >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture) + " " + Unit;

    /// <summary>The limit and the aim.</summary>
    public string ShowLimits() => string.Create(CultureInfo.InvariantCulture, $"{(HigherIsBetter ? "≥" : "≤")} {Limit} / {Aim}");

    private bool Reaches(double value, double bound) => HigherIsBetter ? value >= bound : value <= bound;
}
