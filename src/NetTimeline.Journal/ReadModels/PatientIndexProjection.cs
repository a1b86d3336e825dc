using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using static NetTimeline.EventStore.ReadColumnType;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// The read model "patient index": what patients are searched and counted by, of each timeline as it is known now.
/// Names and numbers only, no free text.
/// </summary>
/// <param name="forms">What can be read.</param>
public sealed class PatientIndexProjection(StoredForms forms) : IProjection
{
    /// <summary>A row for each patient.</summary>
    public const string Patients = "patient_index";

    /// <summary>A row for each tumour that a word is about, for questions of one and the same tumour.</summary>
    public const string Tumours = "patient_index_tumours";

    const int FormatNumber = 3;

    public string Name => Patients;

    public string Format => ReadFormat.Of(FormatNumber, forms);

    public IReadOnlyList<ReadTable> Tables { get; } = [PatientsTable, TumoursTable];

    public Guid? RulesStream => null;

    public Task<IProjectionRules> RulesAsync(long? version, CancellationToken cancellation) =>
        Task.FromResult<IProjectionRules>(new PatientRules(version: 0, () => new PatientIndexFold(forms)));

    /// <summary>The column of a number's lower or upper end.</summary>
    internal static string Column(IndexNumber number, string end) =>
        $"{Words.Of(number).Replace('-', '_')}_{end}";

    static ReadTable PatientsTable => new(
        Patients,
        [
            new("registry_key", Text, Required: true), new("sex", Text, Required: false),
            new("birth_year", Integer, Required: false), new("stated_age", Integer, Required: false),
            new("synthetic", ReadColumnType.Boolean, Required: true), new("highest_grade", Text, Required: false),
            new("first_from", Date, Required: false), new("first_to", Date, Required: false),
            new("last_from", Date, Required: false), new("last_to", Date, Required: false),
            new("certain", Texts, Required: true), new("possible", Texts, Required: true),
            new("version", Bigint, Required: true), new("position", Bigint, Required: true),
            new("recorded_at", ReadColumnType.Instant, Required: true), new("sketch", Text, Required: true),
            .. Enum.GetValues<IndexNumber>().SelectMany(number => new ReadColumn[]
            {
                new(Column(number, "low"), Integer, Required: false),
                new(Column(number, "high"), Integer, Required: false),
            }),
        ],
        ["(registry_key)", "using gin (certain)", "using gin (possible)", "(born_low)", "(age_at_diagnosis_low)"]);

    static ReadTable TumoursTable => new(
        Tumours,
        [
            new("tumour", Text, Required: true), new("certain", Texts, Required: true),
            new("possible", Texts, Required: true),
        ],
        []);
}
