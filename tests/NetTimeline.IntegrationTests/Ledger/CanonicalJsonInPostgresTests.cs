using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Ledger;
using NetTimeline.UnitTests.Ledger;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// The database keeps payloads as jsonb, which forgets order and white space. What is hashed must come out of
/// it all the same.
/// </summary>
public sealed class CanonicalJsonInPostgresTests(PostgresFixture postgres)
{
    static readonly string[] Edges =
    [
        "0", "-1", "1.10", "0.000", "9999999999999999999999999999", "0.0000000000000000000000000001",
        """ "\u007F\u2028\u0001\b\f😀\uFB33" """, """{"é":1,"\ud83d\ude00":2,"דּ":3,"":4}""", "[]", "{}",
    ];

    [Fact]
    public async Task What_jsonb_gives_back_has_the_canonical_form_it_was_given()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken);
        using var connection = new NpgsqlConnection(database);
        connection.Open();

        Prop.ForAll(JsonTexts.Any.ArrayOf(25).ToArbitrary(), texts =>
        {
            string[] canonical = [.. texts.Concat(Edges).Select(text => Canonical(text))];
            return canonical.SequenceEqual(Stored(connection, canonical).Select(text => Canonical(text)));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    static string[] Stored(NpgsqlConnection connection, string[] texts)
    {
        const string Sql =
            "select array_agg(t::jsonb::text order by nr) from unnest($1) with ordinality as texts(t, nr)";
        using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = texts });
        return (string[])command.ExecuteScalar()!;
    }

    static string Canonical(string text)
    {
        var result = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(Assert.IsType<CanonicalJsonResult.Accepted>(result).Bytes);
    }
}
