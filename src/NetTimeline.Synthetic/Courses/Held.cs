using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Keys of the beliefs that stand; null where none was recorded.</summary>
sealed class Held
{
    /// <summary>The tumour that the disease is put down to.</summary>
    public string? Tumour { get; set; }

    /// <summary>As the entry of that tumour states it.</summary>
    public When? TumourSince { get; set; }

    /// <summary>What is believed to be the patient's other tumour.</summary>
    public string? OtherTumour { get; set; }

    public string? ClinicalDiagnosis { get; set; }

    public string? PathologicalDiagnosis { get; set; }

    public string? Attribution { get; set; }

    /// <summary>What pathologists have told so far, which need not be what is so; null before any did.</summary>
    public int? Grade { get; set; }
}
