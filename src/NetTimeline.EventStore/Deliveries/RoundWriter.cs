using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Writes down what a round came to. The position moves in the same transaction in which whatever was not taken
/// becomes owed.
/// </summary>
sealed class RoundWriter(Guid subscription)
{
    /// <summary>False where the subscription was removed, or another has moved it: then nothing is written.</summary>
    public async Task<bool> WriteAsync(
        NpgsqlConnection connection, Round round, SettledRound settled, CancellationToken cancellation)
    {
        const string move = """
            update deliveries.subscriptions
            set position = $3, state = case when $4 then 'gone' else state end,
                failing_since = case when $5 then null
                    when $6 then coalesce(failing_since, clock_timestamp())
                    else failing_since end,
                answers = answers + $7,
                last_status = coalesce($8, last_status), last_failure = coalesce($9, last_failure)
            where subscription_id = $1 and position = $2
            """;
        var worst = settled.Held.FirstOrDefault(each => each.Failure is not null);
        var moved = await connection.DoAsync(
            move, cancellation, subscription, round.Expected, round.Position, settled.IsGone, settled.AnyDelivered,
            settled.Outage is not null, settled.AnyAnswered ? 1 : 0, worst?.Status, worst?.Failure);
        if (moved == 0)
            return false;
        foreach (var stream in settled.Held)
            await HoldAsync(connection, stream, cancellation);
        await OweAsync(connection, settled, cancellation);
        return true;
    }

    Task<int> HoldAsync(NpgsqlConnection connection, HeldStream stream, CancellationToken cancellation) =>
        connection.DoAsync(
            """
            insert into deliveries.held (subscription_id, stream_id, attempts, due, dead, status, failure, answers)
            select $1, $2, $3, clock_timestamp() + $4, $5, $6, $7, answers
            from deliveries.subscriptions where subscription_id = $1
            on conflict on constraint held_once do update
            set attempts = excluded.attempts, due = excluded.due, dead = excluded.dead,
                status = excluded.status, failure = excluded.failure,
                answers = excluded.answers
            """,
            cancellation, subscription, stream.Stream, stream.Attempts, stream.Pause.ToTimeSpan(), stream.Dead,
            stream.Status, stream.Failure);

    async Task OweAsync(NpgsqlConnection connection, SettledRound settled, CancellationToken cancellation)
    {
        if (settled.Owed.Count > 0)
        {
            await connection.DoAsync(
                "insert into deliveries.owed (subscription_id, stream_id, position) select $1, * from unnest($2, $3)",
                cancellation, subscription, settled.Owed.Select(each => each.Stream).ToArray(),
                settled.Owed.Select(each => each.Position).ToArray());
        }

        if (settled.Paid.Count > 0)
        {
            await connection.DoAsync(
                """
                delete from deliveries.owed o using unnest($2, $3) as paid (stream_id, position)
                where o.subscription_id = $1 and o.stream_id = paid.stream_id and o.position = paid.position
                """,
                cancellation, subscription, settled.Paid.Select(each => each.Stream).ToArray(),
                settled.Paid.Select(each => each.Position).ToArray());
            await connection.DoAsync(
                """
                delete from deliveries.held h
                where h.subscription_id = $1 and h.stream_id = any($2) and not exists (
                    select from deliveries.owed o
                    where o.subscription_id = $1 and o.stream_id = h.stream_id)
                """,
                cancellation, subscription, settled.Paid.Select(each => each.Stream).Distinct().ToArray());
        }
    }
}
