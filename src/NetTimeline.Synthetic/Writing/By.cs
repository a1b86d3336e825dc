namespace NetTimeline.Synthetic.Writing;

/// <summary>Whose statements entries are, where several are theirs.</summary>
static class By
{
    public const string TreatingTeam = "treating team";
    public const string Radiology = "radiology";
    public const string Pathology = "pathology";
    public const string Patient = "patient";
}
