namespace AwsIr.Detection;

/// <summary>What a correlation's condition looks at: the events of the last while, one coming in and one going out at a time.</summary>
internal abstract class Window
{
    /// <summary>The window that a correlation wants for one group's events.</summary>
    /// <param name="logic">The correlation.</param>
    /// <param name="numbers">Gives the group's different numbers, sorted.</param>
    public static Window For(CorrelationLogic logic, Func<decimal[]> numbers) => logic.Type switch
    {
        CorrelationType.EventCount => new CountWindow(logic),
        CorrelationType.ValueCount => new DistinctWindow(logic),
        CorrelationType.Temporal => new TemporalWindow(logic),
        CorrelationType.TemporalOrdered => new OrderedWindow(logic),
        CorrelationType.ValueSum or CorrelationType.ValueAvg => new SumWindow(logic),
        _ => new RankWindow(logic, numbers()),
    };

    /// <summary>An event comes in; times never go back.</summary>
    public abstract void Add(in Occurrence occurrence);

    /// <summary>The oldest event goes out.</summary>
    public virtual void Remove(in Occurrence occurrence)
    {
    }

    /// <summary>Whether the condition holds for the events since <paramref name="start"/>.</summary>
    /// <param name="start">When the window begins, in ticks.</param>
    /// <param name="value">What the condition compared; null if it compares nothing.</param>
    public abstract bool Holds(long start, out decimal? value);
}
