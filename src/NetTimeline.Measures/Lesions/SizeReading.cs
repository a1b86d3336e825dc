using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>What one study showed of the size of one lesion.</summary>
/// <param name="Reading">The reading that states it.</param>
/// <param name="Study">The study, whose day is that of the size.</param>
/// <param name="Dimension">Which extent; sizes of different ones are not compared.</param>
/// <param name="Size">In millimetres, of a volume in millilitres; a stated number is taken as exact.</param>
/// <param name="Point">Null where no single number is stated.</param>
/// <param name="Says">As stated, for the evidence.</param>
sealed record SizeReading(
    EntryKey Reading, EntryKey Study, Dimension Dimension, Bounds Size, decimal? Point, string Says)
{
    public DatePoint Moment => DatePoint.StartOf(Study);
}
