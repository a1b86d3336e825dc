namespace NetTimeline.Domain.Patients;

/// <summary>The answer to commands: events to append, or every fault that stands in their way.</summary>
public abstract record Decision
{
    Decision() { }

    /// <summary>
    /// These events follow; none when everything was recorded before, which is how a retry is answered.
    /// </summary>
    /// <param name="Events">In the order of their commands.</param>
    /// <param name="Places">Of each event the place of its command in the list, from 0.</param>
    public sealed record Accepted(Items<PatientEvent> Events, Items<int> Places) : Decision;

    /// <summary>Nothing follows. Pointers begin with the place of the command in the list: <c>/0/known</c>.</summary>
    public sealed record Refused(Items<Fault> Faults) : Decision;
}
