namespace NetTimeline.Server.Patients;

/// <summary>Reading is asked for with GET, or with HEAD, which answers the same without the body.</summary>
static class Reads
{
    public static string[] Methods { get; } = [HttpMethods.Get, HttpMethods.Head];
}
