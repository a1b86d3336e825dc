namespace NetTimeline.Domain.Patients;

/// <summary>The answer to commands: events to append, or every fault that stands in their way.</summary>
public abstract record Decision
{
    Decision() { }

    /// <summary>
    /// These events follow; none when everything was recorded before, which is how a retry is answered.
    /// </summary>
    public sealed record Accepted(Items<PatientEvent> Events) : Decision;

    /// <summary>Nothing follows. Pointers begin with the place of the command in the list: <c>/0/known</c>.</summary>
    public sealed record Refused(Items<Fault> Faults) : Decision;
}
